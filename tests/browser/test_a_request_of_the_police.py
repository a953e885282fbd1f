"""At 360 pixels with scripts off: the police ask about Amina. The data lead writes it down and weighs it, a manager
decides it with them, and she reads who asked and what they got. Where it is decided and where she reads it, axe looks.
"""

from datetime import date, timedelta

from tests.browser.conftest import PHONE
from tests.browser.pages import Browse, faults, follow, open_record

NOSCRIPT = {"viewport": PHONE, "java_script_enabled": False}
SCOPE = "Where she was on 3 May."


def looks_right(browse: Browse, page, *, own_side: bool = False) -> None:
    """The page on the screen, with scripts for axe alone."""
    eyes = browse(viewport=PHONE, storage_state=page.context.storage_state())
    eyes.goto(page.url)
    assert not faults(eyes, page.url, own_side=own_side)


def test_it_is_written_down_weighed_by_two_and_told(site, browse: Browse) -> None:
    lead, manager = browse(**NOSCRIPT), browse(**NOSCRIPT)
    lead.goto(site.links["data_lead"])
    where = written_down(lead)
    weighed(lead)
    assert not lead.get_by_role("button", name="Agree: it is decided").count()  # the first of two is not the second
    manager.goto(site.links["manager"])
    manager.goto(where)
    assert "The day she was here." in manager.inner_text("main")
    follow(manager, "Agree: it is decided")
    assert "They are told on" in manager.inner_text("main")
    looks_right(browse, manager)
    follow(manager, "Tell them now")
    assert "They know since" in manager.inner_text("main")
    she_reads_it(site, browse)


def written_down(lead) -> str:
    follow(lead, "Passing on")
    follow(lead, "Requests for data")
    follow(lead, "Write one down: find the person first")
    lead.fill("input[name=name]", "Amina")
    follow(lead, "Find")
    follow(lead, "Write a request for data down")
    lead.select_option("select[name=asker]", "police")
    lead.select_option("select[name=power]", "crime_and_tax")
    lead.fill("input[name=organisation]", "Eastmere Police, PC Hill")
    lead.fill("textarea[name=scope]", SCOPE)
    lead.get_by_label("It compels us").check()
    follow(lead, "Write it down")
    assert "That power does not compel." in lead.inner_text("main")
    assert lead.input_value("textarea[name=scope]") == SCOPE
    lead.get_by_label("It compels us").uncheck()
    follow(lead, "Write it down")
    return str(lead.url)


def weighed(lead) -> None:
    lead.select_option("select[name=result]", "narrowed")
    lead.fill("textarea[name=given]", "The day she was here.")
    lead.fill("input[name=tell_on]", (date.today() + timedelta(days=20)).isoformat())  # noqa: DTZ011 - any day soon
    follow(lead, "Say what should be done")
    assert "Say why this is needed" in lead.inner_text("main")
    lead.fill("textarea[name=reason]", "A child is missing since then.")
    follow(lead, "Say what should be done")


def she_reads_it(site, browse: Browse) -> None:
    phone = browse(**NOSCRIPT)
    open_record(phone, site.links["young_person"])
    follow(phone, "Who was told")
    said = phone.inner_text("main")
    for words in (
        "Who asked about you",
        "Eastmere Police, PC Hill",
        "We told them some of it.",
        "The day she was here.",
    ):
        assert words in said
    looks_right(browse, phone, own_side=True)
    follow(phone, "What we keep")
    follow(phone, "Who asked us for data")
    assert "We count it in the year when the person was told." in phone.inner_text("main")
