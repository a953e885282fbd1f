"""A whole survey as a screen reader hears it, by Chromium’s own accessibility tree: names, groups, errors, order."""

from typing import Any

from tests.browser.conftest import PHONE
from tests.browser.pages import Browse
from tests.browser.whole_survey import every_page, link_to

CONTROLS = {"radio", "checkbox", "textbox", "combobox"}


class Heard:
    """The tree of a page: each part that is not left out, with its role, its name and what describes it."""

    def __init__(self, page: Any) -> None:
        wire = page.context.new_cdp_session(page)
        nodes = wire.send("Accessibility.getFullAXTree")["nodes"]
        wire.detach()
        self.by_id = {node["nodeId"]: node for node in nodes}
        self.nodes = [node for node in nodes if not node["ignored"]]

    def of(self, *roles: str) -> list[dict[str, Any]]:
        return [node for node in self.nodes if node["role"]["value"] in roles]

    def names(self, *roles: str) -> list[str]:
        return [said(node) for node in self.of(*roles)]

    def group_of(self, node: dict[str, Any]) -> dict[str, Any] | None:
        """The nearest group around a control."""
        while node := self.by_id.get(node.get("parentId", ""), {}):
            if not node["ignored"] and node["role"]["value"] in ("group", "radiogroup"):
                return node
        return None


def said(node: dict[str, Any]) -> str:
    return " ".join(str(node.get("name", {}).get("value", "")).split())


def described(node: dict[str, Any]) -> str:
    return str(node.get("description", {}).get("value", ""))


def levels(heard: Heard) -> list[int]:
    return [
        prop["value"]["value"] for node in heard.of("heading") for prop in node["properties"] if prop["name"] == "level"
    ]


def wrong(heard: Heard, asked: str) -> list[str]:
    """What someone who only hears the page would miss."""
    found = []
    if levels(heard).count(1) != 1:
        found.append(f"{levels(heard).count(1)} first headings")
    if any(deeper - before > 1 for before, deeper in zip(levels(heard), levels(heard)[1:], strict=False)):
        found.append(f"headings jump: {levels(heard)}")
    for node in heard.of(*CONTROLS):
        group = heard.group_of(node)
        if not said(node):
            found.append(f"a {node['role']['value']} without a name")
        if asked not in (said(group) if group else said(node)):
            found.append(f"“{said(node)}” does not say what is asked")
    landmarks = {node["role"]["value"] for node in heard.nodes}
    found += [f"no {each}" for each in ("banner", "main", "contentinfo") if each not in landmarks]
    found += [f"a button without a name near {asked}" for name in heard.names("button", "link") if not name]
    return [f"{asked}: {each}" for each in found]


FACES = ["Really hard", "Not great", "OK", "Good", "Really good"]


def of_its_kind(page: Any, heard: Heard) -> list[str]:
    """A scale says what its ends mean; a face says its word, and its drawing nothing."""
    found = []
    if page.locator(".so-scale").count():
        found += (
            [] if heard.names("radio") == [str(number) for number in range(11)] else ["a scale without its numbers"]
        )
        ends = [said(node) for node in heard.of("group", "radiogroup")]
        found += [] if any(name.endswith("0 is not sure at all. 10 is really sure.") for name in ends) else ["no ends"]
    if page.locator(".so-face").count() and heard.names("radio") != FACES:
        found.append(f"faces are {heard.names('radio')}")
    if heard.names("image") != ["Sayso"]:
        found.append("a drawing is read out")
    return found


def test_every_question_is_heard_whole(site, browse: Browse):
    page = browse(viewport=PHONE)
    found, kinds, far = [], set(), []
    for asked in every_page(page, link_to(site, "week")):
        heard = Heard(page)
        asked = " ".join(asked.split())
        if asked != "Check your answers":
            found += wrong(heard, asked) + of_its_kind(page, heard)
            kinds |= {node["role"]["value"] for node in heard.of(*CONTROLS)}
            (bar,) = heard.of("progressbar")
            far.append(bar["value"]["value"])
            assert said(bar) == "How far you have got"

    assert found == []
    assert kinds == CONTROLS
    assert far == sorted(far), "progress never goes back"
    assert heard.of("status"), "what becomes of an answer is told aloud"


def test_easy_words_and_what_is_to_be_fixed_are_heard_with_the_question(site, browse: Browse):
    page = browse(viewport=PHONE)
    page.goto(link_to(site, "experience"))
    page.locator("button[value=easy]").click()
    page.wait_for_selector("button[value=plain]")
    page.locator("main form [name=act][value=next]").click()
    page.wait_for_selector(".govuk-error-summary")
    heard = Heard(page)
    (group,) = [node for node in heard.of("group", "radiogroup") if said(node).startswith("I felt safe")]
    assert said(group) == "I felt safe with the people who helped me"
    assert "In easy words I felt safe with the people here." in described(group)
    assert "Error: Pick an answer, or tap Skip." in described(group)
    assert heard.of("alert")
    assert page.evaluate("document.activeElement.className") == "govuk-error-summary"
    assert page.title().startswith("Error:")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.activeElement.type === 'radio'")  # the link leads to the first answer
