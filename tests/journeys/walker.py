"""Someone walking through pages as a browser without scripts would: reads, taps links, fills in forms, presses buttons.

It sends only what a page's own forms hold, so a form that is broken fails here too.
"""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from werkzeug.datastructures import MultiDict
from werkzeug.test import Client, TestResponse

from survey.app import Sayso

VOID = {"input", "br", "img", "meta", "link", "hr"}


@dataclass
class Tag:
    """An element: its name, attributes, what is in it, and the form it stands in."""

    name: str
    attributes: dict[str, str]
    words: str = ""
    form: "Tag | None" = None

    @property
    def typed(self) -> str:
        """What stands in a box for writing: browsers drop the line break that it begins with."""
        return self.words.removeprefix("\n")

    def get(self, name: str, default: str = "") -> str:
        return self.attributes.get(name, default)


class Page(HTMLParser):
    """The links, forms and controls of a page, in order, and what it says."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.tags: list[Tag] = []
        self._open: list[Tag] = []
        self.feed(markup)
        self.close()

    def handle_starttag(self, name: str, attrs: list[tuple[str, str | None]]) -> None:
        form = next((tag for tag in reversed(self._open) if tag.name == "form"), None)
        tag = Tag(name, {key: value or "" for key, value in attrs}, form=form)
        self.tags.append(tag)
        if name not in VOID:
            self._open.append(tag)

    def handle_endtag(self, name: str) -> None:
        while any(tag.name == name for tag in self._open):
            if self._open.pop().name == name:
                return

    def handle_data(self, data: str) -> None:
        for tag in self._open:
            tag.words += data

    def named(self, *names: str) -> list[Tag]:
        return [tag for tag in self.tags if tag.name in names]

    def fields_of(self, form: Tag) -> MultiDict[str, str]:
        """What the form would send as it stands, before anything is filled in and without a button."""
        sent: MultiDict[str, str] = MultiDict()
        for tag in self.named("input", "textarea", "select"):
            if tag.form is not form or not tag.get("name"):
                continue
            if tag.name == "input" and tag.get("type") in ("radio", "checkbox") and "checked" not in tag.attributes:
                continue
            if tag.name == "input" and tag.get("type") in ("submit", "button"):
                continue
            sent.add(tag.get("name"), self._value(tag))
        return sent

    def _value(self, tag: Tag) -> str:
        if tag.name == "textarea":
            return tag.typed
        if tag.name == "select":
            start = self.tags.index(tag) + 1
            options = []
            for each in self.tags[start:]:
                if each.name != "option":
                    break
                options.append(each)
            chosen = next((each for each in options if "selected" in each.attributes), options[0])
            return chosen.get("value", chosen.words)
        return tag.get("value", "on" if tag.get("type") == "checkbox" else "")


def plain(words: str) -> str:
    """Words on one line."""
    return re.sub(r"\s+", " ", words).strip()


@dataclass
class Walker:
    """Where someone is, what they see, and how many taps it took."""

    sayso: Sayso
    taps: int = 0
    path: str = "/"
    response: TestResponse = field(init=False)

    def __post_init__(self) -> None:
        self.client = Client(self.sayso)

    @property
    def status(self) -> int:
        return self.response.status_code

    @property
    def markup(self) -> str:
        return self.response.get_data(as_text=True)

    @property
    def page(self) -> Page:
        return Page(self.markup)

    @property
    def says(self) -> str:
        """What stands in the main part of the page, on one line."""
        mains = self.page.named("main")
        return plain(mains[0].words if mains else "")

    def open(self, path: str) -> "Walker":
        self.path = path
        return self._arrive(self.client.get(path))

    def _arrive(self, response: TestResponse) -> "Walker":
        for _ in range(8):
            if response.status_code not in (301, 302, 303, 307, 308):
                break
            self.path = _local(urljoin(f"http://localhost{self.path}", response.headers["Location"]))
            response = self.client.get(self.path)
        self.response = response
        return self

    def tap(self, words: str) -> "Walker":
        """Follow the first link that says this."""
        self.taps += 1
        for tag in self.page.named("a"):
            if words in plain(tag.words):
                return self.open(_local(urljoin(f"http://localhost{self.path}", tag.get("href"))))
        raise AssertionError(f"No link says {words!r} on {self.path}: {self.says[:400]}")

    def press(self, button: str, /, **typed: str) -> "Walker":
        """Fill in and send the first form with a button that says this."""
        self.taps += 1
        return self._arrive(self.send(button, **typed))

    def send(self, button: str, /, **typed: str) -> TestResponse:
        """The same, and what comes straight back, not followed."""
        form, fields, action = self.form(button)
        known = {tag.get("name") for tag in self.page_tags if tag.form is form}
        assert set(typed) <= known, f"The form has no {set(typed) - known}."
        for name, value in typed.items():
            fields.setlist(name, [value])
        return self.client.post(action, data=fields)

    def form(self, words: str) -> tuple[Tag, MultiDict[str, str], str]:
        """The form with a button that says this, what it would send, and where to."""
        page = self.page
        self.page_tags = page.tags
        for button in page.named("button"):
            if button.form is not None and words in plain(button.words):
                fields = page.fields_of(button.form)
                if button.get("name"):
                    fields.add(button.get("name"), button.get("value"))
                action = button.get("formaction") or button.form.get("action") or self.path
                return button.form, fields, _local(urljoin(f"http://localhost{self.path}", action))
        raise AssertionError(f"No button says {words!r} on {self.path}: {self.says[:400]}")


def _local(url: str) -> str:
    parts = urlsplit(url)
    return parts.path + (f"?{parts.query}" if parts.query else "")
