"""The whole loop at 360 pixels with scripts off: added, agree, answer, a goal, my record, that's not right, put right.

Sam adds a young person and makes a link; they do the rest on their own phone; Priya answers; Carys sees a figure.
"""

import pytest

from tests.browser.conftest import PHONE
from tests.browser.pages import Browse, follow

NOSCRIPT = {"viewport": PHONE, "java_script_enabled": False}


@pytest.fixture
def sam(site, browse: Browse):
    page = browse(**NOSCRIPT)
    page.goto(site.links["practitioner"])
    return page


@pytest.fixture
def link(site, sam) -> str:
    """A link that Sam makes for someone who came in today."""
    follow(sam, "Add a young person")
    sam.fill("input[name=name]", "Robin")
    sam.select_option("select[name=month]", "04")
    sam.fill("input[name=year]", "2011")
    follow(sam, "Add them")
    follow(sam, "Make a link")
    sam.get_by_text("How things are for you").first.click()
    follow(sam, "Make a link")
    return sam.locator("p.so-words[dir=ltr]").inner_text().replace(site.settings.base_url, site.base_url)


def answer_every_page(page) -> int:
    pages = 0
    while page.locator("button[name=act][value=next]").count():
        for question in page.locator("fieldset").all():
            question.locator("input[type=radio]").first.check()
        follow(page, "Next")
        pages += 1
    return pages


def heading(page) -> str:
    return page.locator("h1").inner_text()


def test_the_loop(site, sam, link, browse: Browse):
    phone = browse(**NOSCRIPT)
    phone.goto("http://127.0.0.1:" + site.base_url.rsplit(":", 1)[1] + "/go/" + link.rsplit("/", 1)[1])
    agree_and_answer(phone)
    choose_a_goal(phone)
    write_a_note(sam)
    say_it_is_not_right(phone)
    put_right(site, browse)
    see_it_put_right(phone)
    take_a_choice_back(phone)


def agree_and_answer(phone) -> None:
    follow(phone, "Start")
    for _ in range(6):
        follow(phone, "Yes")
    assert answer_every_page(phone) == 5
    assert heading(phone) == "Check your answers"
    follow(phone, "Send my answers")
    assert heading(phone) == "We have your answers. Thank you."


def choose_a_goal(phone) -> None:
    follow(phone, "Pick a goal")
    phone.fill("textarea[name=words]", "Get the bus to school by myself")
    follow(phone, "Save my goal")
    phone.check("input[name=rating][value='3']")
    follow(phone, "Save")
    assert "Get the bus to school by myself" in phone.inner_text("main")


def write_a_note(sam) -> None:
    sam.goto(sam.url.partition("/desk")[0] + "/desk/people/")
    sam.locator("li").filter(has_text="Robin").get_by_text("Open").click()
    follow(sam, "Write a note")
    sam.locator("textarea").nth(0).fill("Robin lives with Mum in Quayside.")
    follow(sam, "Save to Robin")
    if sam.locator("button[name=act][value=keep]").count():
        sam.locator("button[name=act][value=keep]").click()
    assert "Robin lives with Mum in Quayside." in sam.inner_text("main")


def say_it_is_not_right(phone) -> None:
    follow(phone, "Your record")
    phone.fill("input[name=second_thing]", "apple drum kite")
    follow(phone, "Keep this and open my record")
    follow(phone, "Read")
    assert "Robin lives with Mum in Quayside." in phone.inner_text("main")
    note = phone.locator("li, article").filter(has_text="Robin lives with Mum in Quayside.").last
    note.get_by_text("That’s not right").click()
    phone.get_by_text("It’s not true").click()
    phone.fill("textarea[name=words]", "I live with my nan now")
    follow(phone, "Send")
    assert heading(phone) == "We have it"


def put_right(site, browse) -> None:
    from survey.accounts.policy import demo_token
    from survey.accounts.store import account_of
    from survey.database import Database

    database = Database(site.settings.database_url)
    with database.reading() as session:
        token = demo_token(site.settings.secret_key, account_of(session, "priya@harbour.example").id)
    database.dispose()
    priya = browse(**NOSCRIPT)
    priya.goto(f"{site.base_url}/desk/demo/{token}")
    follow(priya, "Answers owed")
    priya.locator("li").filter(has_text="Robin").get_by_role("link", name="Answer").click()
    priya.locator("textarea").first.fill("Robin lives with Nan in Quayside.")
    priya.get_by_text("They are right").click()
    priya.fill("textarea[name=reason]", "I asked Robin and Nan.")
    follow(priya, "Send the answer")


def see_it_put_right(phone) -> None:
    follow(phone, "Back to your record")
    said = phone.inner_text("main")
    assert "Robin lives with Nan in Quayside." in said
    assert "I live with my nan now" in said
    assert "I asked Robin and Nan." in said
    phone.get_by_text("What it used to say").first.click()
    assert phone.get_by_text("Robin lives with Mum in Quayside.").first.is_visible()


def take_a_choice_back(phone) -> None:
    follow(phone, "Your choices")
    phone.locator("a").filter(has_text="to a group count").click()
    follow(phone, "No")
    assert "We’ve stopped." in phone.inner_text("main")


def test_a_commissioner_reads_a_release(site, browse: Browse):
    page = browse(**NOSCRIPT)
    page.goto(site.links["commissioner"])
    follow(page, "January to June 2026")
    said = page.inner_text("main")
    assert "Reached an outcome they chose" in said
    assert "[c]" in said
    assert "Amina" not in page.content()
