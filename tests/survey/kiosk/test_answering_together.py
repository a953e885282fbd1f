"""Sam hands his device to Amina, to read aloud and type for her: by her own Yes, and with nothing open behind it."""

import re
from dataclasses import replace

import pytest
from staff import desk_of

from survey.app import serve
from survey.ledger.store import entries_about
from survey.people.role import Role
from survey.responses.models import Sitting
from tests.survey.responses.answering import begin

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


class Handed:
    """Sam's browser, which he hands over, and Amina's own phone."""

    def __init__(self, house, cast) -> None:
        self.house, self.cast = house, cast
        self.sayso = serve(house)
        self.phone = begin(self.sayso, cast.amina)
        self.desk = desk_of(self.sayso, cast.sam, Role.PRACTITIONER)

    def over(self) -> str:
        """Sam hands it over: the address of the page that asks."""
        went = self.desk.post(f"/desk/kiosks/together/{self.cast.amina}", round="autumn")
        return went.headers["Location"]

    def answers(self, page: str, **fields: str):
        key = re.search(r'name="form_key" value="([^"]+)"', self.desk.get(page).text)
        return self.desk.client.post(page, data={"form_key": key[1] if key else ""} | fields)

    def agreed(self, **fields: str):
        """After a Yes: Amina at Sam's device."""
        went = self.answers(self.over(), act="yes", **{"room": "two"} | fields)
        token = went.headers["Location"].split("/")[3]
        return replace(self.phone, client=self.desk.client, token=token)

    def entries(self, kind: str):
        with self.house.database.reading() as session:
            return entries_about(session, self.cast.amina, [kind])


@pytest.fixture
def handed(house, cast) -> Handed:
    return Handed(house, cast)


def test_what_is_typed_for_her_is_hers_and_says_who_helped(handed):
    """Both databases."""
    at = handed.agreed(room="more")
    at.answers_everything()
    assert "Sam Okafor reads this to you and types for you." in at.sees("check").text
    at.sends()
    (sent,), (yes,) = at.sent(), handed.entries("together.begun")
    assert (sent.actor, sent.segments[0].author) == (handed.cast.amina, handed.cast.amina)
    assert (sent.content["how"], sent.content["helped_by"]) == ("aloud", handed.cast.sam)
    assert "Your worker read it out and typed for you." in handed.phone.sees("copy").text
    assert (yes.actor, yes.content["helper"], yes.content["room"]) == (handed.cast.amina, handed.cast.sam, "more")


@on_sqlite
def test_sam_is_signed_out_before_she_has_it(handed):
    page = handed.over()
    assert "Sam Okafor will read this to you and type for you. OK?" in handed.desk.get(page).text
    assert handed.desk.get("/desk/people/").status_code == 302  # Back leads to signing in


@on_sqlite
@pytest.mark.parametrize("act", ["no", ""])
def test_her_no_opens_nothing_and_is_nowhere(handed, act):
    page = handed.over()
    went = handed.answers(page, act=act, room="two")
    assert "All done" in handed.desk.client.get(went.headers["Location"]).text
    assert handed.desk.get(page).status_code == 410
    assert handed.entries("together.begun") == []


@on_sqlite
def test_looking_is_no_yes_and_who_is_there_has_to_be_said(handed, clock):
    page = handed.over()
    assert handed.desk.get(page).status_code == handed.desk.get(page).status_code == 200
    asked = handed.answers(page, act="yes")
    assert (asked.status_code, "Pick one." in asked.text) == (422, True)
    clock.move(minutes=10)
    assert handed.desk.get(page).status_code == 410


@on_sqlite
@pytest.mark.parametrize(("draft", "stays"), [("fresh", False), ("keep", True)])
def test_what_she_began_by_herself_is_shown_to_nobody_unless_she_says_so(handed, draft, stays):
    handed.phone.starts()
    handed.phone.taps(1, "skip")
    page = handed.over()
    assert handed.answers(page, act="yes", room="two").status_code == 422  # it has to be said
    went = handed.answers(page, act="yes", room="two", draft=draft)
    token = went.headers["Location"].split("/")[3]
    first = handed.desk.client.get(went.headers["Location"]).headers["Location"]
    assert first == f"/en/responses/{token}/{2 if stays else 1}"


@on_sqlite
def test_what_she_sent_before_does_not_open(handed):
    handed.phone.answers_everything()
    handed.phone.sends()
    page = handed.over()
    assert "All done" in handed.desk.get(page).text
    went = handed.answers(page, act="yes", room="two")
    assert went.status_code == 403  # there is no form to send
    assert handed.entries("together.begun") == []


@on_sqlite
def test_someone_who_left_her_hands_nothing_over(handed):
    assert handed.desk.post("/desk/kiosks/together/" + handed.cast.jordan, "/desk/accounts/change").status_code == 404
    nothing = handed.desk.post(f"/desk/kiosks/together/{handed.cast.amina}", round="another")
    assert nothing.status_code == 404


@on_sqlite
def test_it_closes_after_a_quarter_of_an_hour_without_a_touch(handed, clock):
    at = handed.agreed()
    clock.move(minutes=14)
    assert at.sees("").status_code == 200
    clock.move(minutes=15)
    gone = at.sees("")
    assert (gone.status_code, "This screen is clear" in gone.text) == (410, True)


@on_sqlite
def test_finished_on_her_own_phone_it_still_says_who_helped(handed):
    at = handed.agreed()
    at.starts()
    at.taps(1, "skip")
    handed.phone.answers_everything()
    handed.phone.sends()
    assert handed.phone.sent()[0].content["how"] == "aloud"
    with handed.house.database.reading() as session:
        assert session.get(Sitting, (handed.cast.amina, "autumn")).helped_by == handed.cast.sam
