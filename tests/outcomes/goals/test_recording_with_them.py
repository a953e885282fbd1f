"""A worker records an outcome with a young person: whose words, their number, and never behind their back."""

import re

import pytest
from looks import seqs_in
from staff import Desk, desk_of

from outcomes.goals import store
from people import Cast
from survey.app import Sayso
from survey.ledger.store import entries_about
from survey.people.role import Role
from tests.outcomes.goals.walking import GoalPhone
from tests.survey.consent.walking import words_of

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # pages: the journeys are on both

OWN = "Have one friend I can trust"


@pytest.fixture
def sam(sayso: Sayso, cast: Cast) -> Desk:
    return desk_of(sayso, cast.sam, Role.PRACTITIONER)


def goals_of(sayso: Sayso, person: str) -> list:
    with sayso.house.database.reading() as session:
        return store.goals_of(session, person)


def looks_at(sayso: Sayso, person: str) -> list:
    with sayso.house.database.reading() as session:
        return [entry for entry in entries_about(session, person, ["view.made"]) if entry.content["what"] == "goals"]


def test_it_works(sam: Desk, sayso: Sayso, cast: Cast) -> None:
    page = sam.get(f"/desk/goals/{cast.amina}/new")
    assert "Record an outcome with Amina" in page.text
    assert "checked" not in page.text
    typed = {"whose": "theirs", "words": OWN, "rating": "4", "cluster": ""}
    answer = sam.post(f"/desk/goals/{cast.amina}/new", **typed)
    assert answer.status_code == 303
    (goal,) = goals_of(sayso, cast.amina)
    assert (goal.words, goal.own_words, goal.set_by, goal.cluster) == (OWN, True, cast.sam, "relationships")
    assert [rating.value for rating in goal.ratings] == [4]
    says = words_of(sam.get(answer.headers["Location"]).text)
    assert OWN in says
    assert "Nearest group, for counting: Relationships and leadership." in says


def test_the_young_person_sees_whose_words_and_who_wrote_it_down(sam: Desk, sayso: Sayso, cast: Cast) -> None:
    sam.post(f"/desk/goals/{cast.amina}/new", whose="theirs", words=OWN, cluster="")
    felt = {"whose": "with_them", "words": "To feel less worried", "cluster": "managing"}
    assert sam.post(f"/desk/goals/{cast.amina}/new", **felt, rating="\x85").status_code == 303  # a kind of space
    with sayso.house.database.reading() as session:
        with_them, own = entries_about(session, cast.amina, ["goal.set"])
    assert (own.actor, own.segments[0].claim.value, own.segments[0].author) == (cast.sam, "their_words", cast.amina)
    claim = with_them.segments[0]
    assert (with_them.actor, claim.claim.value, claim.author) == (cast.sam, "observation", cast.sam)
    amina = GoalPhone(sayso, cast.amina)
    page = amina.goals_page(f"/{with_them.seq}")
    assert "Sam Okafor wrote it with you." in page.says
    assert "Sam Okafor put your goal in this group: Managing feelings" in page.says
    for path in ("", f"/{with_them.seq}", f"/{with_them.seq}/rate", f"/{with_them.seq}/group"):
        bubbles = re.findall(r'class="so-say.*?</(?:h1|blockquote)>', amina.goals_page(path).markup, re.DOTALL)
        assert not [each for each in bubbles if "To feel less worried" in each], "a bubble is for own words only"
    assert "Your goal, in your words" in amina.goals_page(f"/{own.seq}").says


def test_every_look_is_there_before_the_page(sam: Desk, sayso: Sayso, cast: Cast) -> None:
    goal = GoalPhone(sayso, cast.amina).add(OWN, "3")
    assert looks_at(sayso, cast.amina) == []
    assert OWN in sam.get(f"/desk/goals/{cast.amina}").text
    (look,) = looks_at(sayso, cast.amina)
    assert look.actor == cast.sam
    assert goal in seqs_in(look)
    assert len(seqs_in(look)) == 3, "the goal, its rating, and her name"
    sam.get(f"/desk/goals/{cast.amina}/{goal}/rate")
    assert len(looks_at(sayso, cast.amina)) == 2


def test_seeing_that_there_is_no_goal_is_a_look_too(sam: Desk, sayso: Sayso, cast: Cast) -> None:
    assert sam.get(f"/desk/goals/{cast.amina}").status_code == 200
    (look,) = looks_at(sayso, cast.amina)
    assert len(seqs_in(look)) == 1, "her name"


def test_nothing_is_shown_when_the_look_cannot_be_recorded(
    sam: Desk, sayso: Sayso, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    GoalPhone(sayso, cast.amina).add(OWN, "3")

    def fail(*_args: object, **_named: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr("survey.people.looks.store.record", fail)
    page = sam.get(f"/desk/goals/{cast.amina}")
    assert page.status_code == 500
    assert OWN not in page.text


def test_rating_together(sam: Desk, sayso: Sayso, cast: Cast) -> None:
    goal = GoalPhone(sayso, cast.amina).add(OWN, "3")
    page = sam.get(f"/desk/goals/{cast.amina}/{goal}/rate")
    assert "How close does Amina say they are?" in page.text
    assert "checked" not in page.text
    assert sam.post(f"/desk/goals/{cast.amina}/{goal}/rate", rating="6", words="It is easier").status_code == 303
    assert [rating.value for rating in goals_of(sayso, cast.amina)[0].ratings] == [3, 6]
    with sayso.house.database.reading() as session:
        rated = entries_about(session, cast.amina, ["goal.rated"])[0]
    assert (rated.actor, rated.segments[0].author) == (cast.sam, cast.amina)


def test_what_cannot_be_kept_is_not_lost(sam: Desk, sayso: Sayso, cast: Cast) -> None:
    for typed, why in (
        ({"words": OWN}, "Say whose words these are."),
        ({"whose": "theirs", "words": " "}, "Write your goal, in your own words."),
        ({"whose": "someone", "words": OWN}, "Pick one of these."),
        ({"whose": "theirs", "words": OWN, "rating": "11"}, "Pick a number from 0 to 10."),
        ({"whose": "theirs", "words": "x" * 20_000}, "That is too long by 19500 letters."),
        ({"whose": "theirs", "words": OWN, "cluster": "nothing"}, "Pick one of these."),
    ):
        page = sam.post(f"/desk/goals/{cast.amina}/new", **{"cluster": ""} | typed)
        assert page.status_code == 422
        assert why in words_of(page.text)
        assert typed["words"].strip() in page.text
    assert goals_of(sayso, cast.amina) == []


def test_a_fourth_waits(sam: Desk, sayso: Sayso, cast: Cast) -> None:
    for words in ("One", "Two", "Three"):
        sam.post(f"/desk/goals/{cast.amina}/new", whose="theirs", words=words, cluster="")
    page = sam.post(f"/desk/goals/{cast.amina}/new", whose="theirs", words="Four", cluster="")
    assert page.status_code == 409
    assert re.search(r"<textarea[^>]*>\s*Four</textarea>", page.text)
    assert len(goals_of(sayso, cast.amina)) == 3


def test_only_those_who_work_with_them_may(sayso: Sayso, cast: Cast) -> None:
    goal = GoalPhone(sayso, cast.amina).add(OWN)
    others = [(cast.priya, Role.PRACTITIONER), (cast.jo, Role.PRACTITIONER), (cast.lena, Role.MANAGER)]
    for person, role in [*others, (cast.carys, Role.COMMISSIONER), (cast.dee, Role.DATA_LEAD)]:
        desk = desk_of(sayso, person, role)
        for path in ("", "/new", f"/{goal}/rate"):
            page = desk.get(f"/desk/goals/{cast.amina}{path}")
            may_break_glass = role is Role.MANAGER and path == ""
            assert page.status_code == (404 if role is Role.PRACTITIONER or may_break_glass else 403)
            assert OWN not in page.text
            assert "Amina" not in page.text
    assert looks_at(sayso, cast.amina) == []


def test_another_s_goal_under_one_s_own_young_person(sam: Desk, sayso: Sayso, cast: Cast) -> None:
    GoalPhone(sayso, cast.amina).add(OWN)
    theirs = GoalPhone(sayso, cast.jordan).add("Jordan's own")
    page = sam.get(f"/desk/goals/{cast.amina}/{theirs}/rate")
    assert page.status_code == 404
    assert "Jordan" not in page.text
