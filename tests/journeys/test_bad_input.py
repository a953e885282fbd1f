"""Links that ended, forms that were tampered with, two tabs, strange letters: a plain page, and nothing is lost."""

import html
import random
import re

import pytest

from survey.people.role import Role
from survey.people.store import end_links, invite
from survey.responses.store import saved_pages
from tests.journeys.conftest import Town
from tests.journeys.steps import GOAL, agree, answer, answer_page, choose_a_goal, open_record
from tests.journeys.walker import Walker

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # pages: the journeys are on both

ROUND = "harbour-autumn"
STRANGE = "Ich bin müde 😀 أريد أن أنام \u202eabc\u202c <b>nicht fett</b> {{ 7*7 }} '; DROP TABLE entry; --"
LEAKS = re.compile(r"Traceback|sqlalchemy|werkzeug|SELECT |File \"|/work/|[0-9a-f]{32}")


def is_plain(phone: Walker, status: int) -> None:
    """A page of ours, with this status, that gives nothing away and says what to do."""
    assert phone.status == status
    assert len(phone.page.named("h1")) == 1
    assert not LEAKS.search(phone.says)
    assert "Amina" not in phone.says
    assert "0800 1111" in phone.markup, "help is on every page"


def saved(town: Town, name: str = "amina"):
    return saved_pages(town.sayso.house.database, town.id_of(name), ROUND)


# Links


def test_a_link_that_ran_out_says_so_and_what_was_saved_is_there_under_a_new_one(town: Town, clock):
    phone = agree(town.phone("amina"))
    answer_page(phone)
    clock.move(days=31)
    is_plain(phone.open(f"/go/{town.tokens['amina']}"), 410)
    is_plain(phone.open(f"/en/responses/{town.tokens['amina']}/2"), 410)
    town.tokens["amina"] = new_link(town, "amina")
    phone = town.phone("amina").tap("Carry on")
    assert phone.path.endswith("/2")


def new_link(town: Town, name: str) -> str:
    house = town.sayso.house
    keys = {"days": 30, "secret_key": house.settings.secret_key, "now": house.clock(), "rng": random.Random(2)}
    with house.database.writing() as session:
        return invite(session, town.id_of(name), by=None, round_id=ROUND, **keys).token


def test_a_lost_phone_s_link_and_what_it_had_open_both_end(town: Town):
    phone = open_record(town.phone("amina"))
    key = phone.path
    with town.sayso.house.database.writing() as session:
        end_links(session, town.cast.amina, town.sayso.house.clock())
    for address in (f"/go/{town.tokens['amina']}", f"/en/goals/{town.tokens['amina']}", key):
        is_plain(phone.open(address), 410)


MISTYPED = ["1" + "x" * 32, "nonsense", "1", "1" + "é" * 32, "%00", "x" * 3000, "../../etc/passwd"]


def test_a_mistyped_link_is_a_plain_page(town: Town):
    for token in MISTYPED:
        phone = Walker(town.sayso).open(f"/go/{token}")
        assert phone.status in (404, 410), token
        is_plain(phone, phone.status)


def test_a_code_works_once(town: Town):
    house = town.sayso.house
    keys = {"days": 30, "secret_key": house.settings.secret_key, "now": house.clock(), "rng": random.Random(3)}
    with house.database.writing() as session:
        code = invite(session, town.cast.amina, by=None, round_id=ROUND, **keys).code
    typed = f" {code[:4].lower()} - {code[4:]} "
    phone = Walker(town.sayso).open("/en/code").press("", code=typed)
    assert phone.path.startswith("/en/responses/")
    again = Walker(town.sayso).open("/en/code").press("", code=typed)
    is_plain(again, 422)
    assert typed.strip() in [tag.get("value").strip() for tag in again.page.named("input")], "what was typed stays"


# Forms


def test_a_form_of_another_link_or_another_site_is_refused_and_nothing_is_saved(town: Town):
    amina, jordan = agree(town.phone("amina")), agree(town.phone("jordan"))
    _form, fields, action = amina.form("Next")
    theirs = action.replace(town.tokens["amina"], town.tokens["jordan"])
    for address, headers in (
        (theirs, {}),
        (action, {"Sec-Fetch-Site": "cross-site"}),
        (action, {"Origin": "https://x.example"}),
    ):
        jordan.response = jordan.client.post(address, data=fields | {"feelings_1": "2"}, headers=headers)
        is_plain(jordan, 403)
    assert not saved(town)
    assert not saved(town, "jordan")


NOT_AMONG_THEM = ("9", "-1", "1.5", "two", "1; DROP TABLE", "\u0661", "-98", "1" * 400)


def test_a_value_that_is_not_among_the_options_is_not_kept(town: Town):
    phone = agree(town.phone("amina"))
    _form, fields, action = phone.form("Next")
    for value in NOT_AMONG_THEM:
        phone.response = phone.client.post(
            action, data={**fields, "feelings_1": value, "feelings_2": "2", "act": "next"}
        )
        is_plain(phone, 422)
        chosen = [tag.get("name") for tag in phone.page.named("input") if "checked" in tag.attributes]
        assert "feelings_2" in chosen, "the good answer on the same page is still picked"
    assert not saved(town)


OTHERS = ("strands.1", "sdq.1", "x.y", "strands.99", "clusters.1")
TAMPERED = [{}, {"act": "next"}, *({"asked": asked} for asked in OTHERS)]


def test_a_form_with_its_hidden_fields_changed_saves_nothing_that_was_not_asked(town: Town):
    phone = agree(town.phone("amina"))
    _form, fields, action = phone.form("Next")
    for form in TAMPERED:
        keyed = form | {"form_key": fields["form_key"], "feelings_1": "1"} if form else {}
        phone.response = phone.client.post(action, data=keyed)
        if form.get("asked") == "strands.1":
            assert phone.status == 303, "only what it leads on to was gone"
            continue
        assert 400 <= phone.status < 500, form
        is_plain(phone, phone.status)
    assert set(saved(town)[1].values()) <= {1, -99}


# Words


def test_twenty_thousand_characters_are_given_back_whole(town: Town):
    phone = town.phone("amina").tap("Your goals").tap("goal")
    essay = "I want to sleep. " * 1177
    phone.press("Save my goal", words=essay)
    is_plain(phone, 422)
    assert [tag.typed for tag in phone.page.named("textarea")] == [essay]
    assert "goal.set" not in town.kinds("amina")


def test_emoji_arabic_and_turned_around_words_are_kept_exactly(town: Town):
    phone = choose_a_goal(town.phone("amina"), words=STRANGE)
    goal = next(entry for entry in town.entries("amina") if entry.kind == "goal.set")
    assert goal.content["words"] == STRANGE
    assert STRANGE in html.unescape(phone.markup)
    assert "<b>nicht" not in phone.markup
    said = [tag for tag in phone.page.tags if "nicht fett" in tag.words]
    assert min(said, key=lambda tag: len(tag.words)).get("dir") == "auto" or any(t.get("dir") == "auto" for t in said)


def test_a_nul_is_refused_in_words_and_what_was_typed_stays(town: Town):
    phone = town.phone("amina").tap("Your goals").tap("goal")
    phone.press("Save my goal", words="sleep\x00more")
    is_plain(phone, 422)
    assert "more" in phone.page.named("textarea")[0].words
    assert "goal.set" not in town.kinds("amina")


def test_words_are_needed_and_space_is_none(town: Town):
    phone = town.phone("amina").tap("Your goals").tap("goal")
    for words in ("", "   \r\n\t", "\u200b\u00a0"):
        phone.press("Save my goal", words=words)
        assert phone.status == 422, repr(words)
    assert "goal.set" not in town.kinds("amina")


# Two tabs, two taps


def test_a_second_tab_that_was_left_open_saves_nothing_after_sending_and_says_why(town: Town):
    first = agree(town.phone("amina"))
    second = town.phone("amina").open(first.path)
    answer(first).press("Send my answers")
    answer_page(second, "2")
    is_plain(second, 409)
    sent = [entry for entry in town.entries("amina") if entry.kind == "answers.submitted"]
    assert set(sent[0].content["answers"].values()) == {1}


def test_two_taps_on_send_record_one_entry(town: Town):
    phone = answer(agree(town.phone("amina")))
    one, two = phone.send("Send my answers"), phone.send("Send my answers")
    assert (one.status_code, two.status_code) == (303, 303)
    assert town.kinds("amina").count("answers.submitted") == 1


def test_two_taps_on_save_make_one_goal_and_two_on_yes_one_choice(town: Town):
    phone = town.phone("amina").tap("Your goals").tap("goal")
    phone.send("Save my goal", words=GOAL)
    phone.send("Save my goal", words=GOAL)
    assert town.kinds("amina").count("goal.set") == 1
    phone.open(f"/en/consent/{town.tokens['amina']}/take_part")
    phone.send("Yes")
    phone.send("Yes")
    assert town.kinds("amina").count("consent.given") == 1


def test_a_fourth_goal_waits_and_its_words_are_not_lost(town: Town):
    phone = town.phone("amina")
    fourth = town.phone("amina").tap("Your goals").tap("goal")
    for words in ("One", "Two", "Three"):
        choose_a_goal(phone.open(f"/go/{town.tokens['amina']}"), words)
    fourth.press("Save my goal", words="Four, and it is the one that matters")
    is_plain(fourth, 409)
    assert "Four, and it is the one that matters" in fourth.markup


def test_a_wrong_second_thing_is_counted_and_the_door_closes_for_a_while(town: Town, clock):
    open_record(town.phone("amina"))
    phone = town.phone("amina").tap("Your record")
    for _ in range(5):
        phone.press("Open my record", second_thing="apple apple drum")
        assert phone.status == 422
    is_plain(phone.press("Open my record", second_thing="maple river seven"), 429)
    clock.move(minutes=11)
    assert open_record(town.phone("amina")).status == 200


# Staff


def test_a_staff_form_without_its_token_is_refused(town: Town):
    sam = town.desk("sam")
    sam.response = sam.client.post(f"/desk/records/{town.cast.amina}/new", data={"parts-0-words": "Written by nobody"})
    assert 400 <= sam.status < 500
    assert "record.made" not in town.kinds("amina")


def test_staff_roles_do_not_reach_each_other_s_pages(town: Town):
    sam, carys, lena = town.desk("sam"), town.desk("carys", Role.COMMISSIONER), town.desk("lena", Role.MANAGER)
    assert sam.open("/desk/impact/cohorts").status == 403
    assert carys.open("/desk/people/").status == 403
    assert carys.open("/desk/impact/cohorts").status == 403
    assert lena.open(f"/desk/records/{town.cast.amina}").status == 404, "a manager reads through broken glass only"
    for walker in (sam, carys, lena):
        assert not LEAKS.search(walker.says)
