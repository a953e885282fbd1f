"""A kiosk: a code, the questions, and nothing left; by a tap, or by itself when nobody is there."""

import pytest

from survey.kiosk.screen import Kind, Nameless, Sat, Screen, named, with_screen
from survey.people.store import end_links
from survey.responses.models import Sitting
from tests.survey.kiosk.sitting import SECONDS, kiosk_and_phone

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def there(house, cast):
    return kiosk_and_phone(house, cast.amina, cast.lena)


def test_answers_typed_there_are_theirs_and_say_where_they_came_from(there):
    """Both databases."""
    kiosk, phone = there
    at = kiosk.sits_down(phone)
    assert at.token[0] == "2"
    at.answers_everything()
    at.sends()
    (sent,) = at.sent()
    assert (sent.actor, sent.content["how"], "helped_by" in sent.content) == (phone.person, "kiosk", False)


@on_sqlite
def test_without_a_touch_it_closes_and_every_page_of_it_is_gone(there, clock):
    kiosk, phone = there
    at = kiosk.sits_down(phone)
    at.starts()
    at.taps(1, "skip")
    for _minute in range(6):  # each touch counts from the start again
        clock.move(seconds=SECONDS - 1)
        assert at.sees(2).status_code == 200
    clock.move(seconds=SECONDS)
    for page in ("", 1, 2, "check", "resume"):
        gone = at.sees(page)
        assert (gone.status_code, "This screen is clear" in gone.text, kiosk.page in gone.text) == (410, True, True)
        assert gone.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert at.client.post(at.address(2), data={"act": "skip"}).status_code == 410
    assert "Carry on" in phone.sees().text  # on their own link all that was saved is there


@on_sqlite
def test_looking_at_the_question_whether_they_are_there_is_no_touch_and_yes_is(there, clock):
    kiosk, phone = there
    at = kiosk.sits_down(phone)
    assert f'content="{SECONDS - 60}; url=/en/kiosk/{at.token}/still"' in at.sees().text
    clock.move(seconds=SECONDS - 60)
    asks = kiosk.client.get(f"/en/kiosk/{at.token}/still")
    assert ("in 60 seconds" in asks.text, 'content="60; url=' in asks.text) == (True, True)
    assert kiosk.taps(at, "here").headers["Location"].endswith("/resume")
    clock.move(seconds=SECONDS - 60)
    kiosk.client.get(f"/en/kiosk/{at.token}/still")
    clock.move(seconds=60)
    assert kiosk.client.get(f"/en/kiosk/{at.token}/still").status_code == 410


@on_sqlite
def test_done_clears_the_screen_and_the_next_one_starts_clean(there, cast):
    kiosk, phone = there
    at = kiosk.sits_down(phone)
    done = kiosk.taps(at, "done")
    assert (done.headers["Location"], done.headers["Clear-Site-Data"]) == (kiosk.page, '"cache", "storage"')
    back = at.sees()
    assert (back.status_code, kiosk.page in back.text) == (410, True)
    first = kiosk.sits_down(phone)
    second = kiosk.sits_down(phone)  # the first went away without a word
    assert (first.sees().status_code, second.sees().status_code) == (410, 200)


@on_sqlite
def test_nothing_written_before_and_no_file_opens_there(there):
    kiosk, phone = there
    at = kiosk.sits_down(phone)
    at.answers_everything()
    at.sends()
    for page in (f"records/{at.token}/door", f"goals/{at.token}", f"receipts/{at.token}", f"reminders/{at.token}"):
        refused = at.client.get(f"/en/{page}")
        assert (page, refused.status_code, "Not on this screen" in refused.text) == (page, 403, True)
    assert at.sees("copy").status_code == 403


@on_sqlite
def test_a_page_there_says_that_it_keeps_nothing_and_one_on_a_phone_does_not(there):
    kiosk, phone = there
    at = kiosk.sits_down(phone)
    at.starts()
    shared, own = at.sees(1).text, phone.sees(1).text
    assert ('data-keeps="no"' in shared, "I am done" in shared, 'id="so-still"' in shared) == (True, True, True)
    for word in ("data-keeps", "I am done", "so-still", "/shared."):
        assert word not in own.split("</style>")[1]
    assert at.token not in own
    assert phone.token not in shared


@on_sqlite
def test_a_kiosk_that_was_ended_opens_nothing_and_signs_out_whoever_sits_there(there, cast, house):
    from survey.kiosk.store import end_kiosk

    kiosk, phone = there
    at = kiosk.sits_down(phone)
    with house.database.writing() as session:
        by = {"organisation_id": "harbour", "by": cast.lena}
        end_kiosk(session, kiosk.screen_id, now=house.clock(), rng=house.rng, **by)
    assert (at.sees().status_code, kiosk.client.get(kiosk.page).status_code) == (410, 410)


@on_sqlite
def test_a_code_works_once_and_a_wrong_one_stays_to_be_mended(there):
    kiosk, phone = there
    code = kiosk.code_for(phone.person)
    stays = kiosk.client.post(kiosk.page, data={"code": code, "act": "stay"})  # the button of a language
    assert (stays.status_code, code in stays.text, 'class="govuk-error' in stays.text) == (200, True, False)
    assert kiosk.client.post(kiosk.page, data={"code": code}).status_code == 303
    wrong = kiosk.client.post(kiosk.page, data={"code": code})
    assert (wrong.status_code, code in wrong.text) == (422, True)


@on_sqlite
def test_a_lost_phone_ends_what_is_open_at_a_kiosk_too(there, house):
    kiosk, phone = there
    at = kiosk.sits_down(phone)
    with house.database.writing() as session:
        end_links(session, phone.person, house.clock())
    assert at.sees().status_code == 410


@on_sqlite
def test_a_link_that_only_looks_shared_opens_nothing(there):
    kiosk, _phone = there
    assert kiosk.client.get("/en/responses/2" + "A" * 32).status_code == 410


def test_what_a_page_carries_and_what_a_part_does_not():
    page = "<html lang=en><head></head><body><main id=main></main></body></html>"
    told = '<html data-keeps="no" lang=en><head>H</head><body>B<main id=main></main>F</body></html>'
    assert with_screen(page, "H", "B", "F") == told
    assert with_screen("<p>Only a part</p>", "H", "B", "F") == "<p>Only a part</p>"


@pytest.mark.parametrize(("seconds", "warns"), [(300, 240), (60, 30), (120, 60), (4, 2)])
def test_it_asks_a_minute_before_or_half_way(seconds, warns):
    screen = Screen(1, Kind.KIOSK, "", "a", "harbour", "lena")
    assert Sat(screen, "", None, screen.closes_after(seconds)).warns_after == warns


def test_where_it_stands_has_to_be_said():
    assert named("  The  waiting room ") == "The waiting room"
    with pytest.raises(Nameless):
        named(" ")


@on_sqlite
def test_a_kiosk_finishes_what_was_begun_aloud_as_aloud(there, house, cast):
    kiosk, phone = there
    phone.starts()
    with house.database.writing() as session:
        row = session.get(Sitting, (phone.person, "autumn"))
        row.how, row.helped_by = "aloud", cast.sam
    at = kiosk.sits_down(phone)
    at.answers_everything()
    at.sends()
    assert at.sent()[0].content["helped_by"] == cast.sam
