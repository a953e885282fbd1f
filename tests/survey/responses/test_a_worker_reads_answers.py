"""A worker sees answers only while the young person's Yes to them, by name, stands; and the look is recorded first."""

import pytest
from looks import looks_told, seqs_in
from staff import desk_of

from survey.consent.store import decide
from survey.people.relation import Relation
from survey.people.role import Role
from survey.people.store import relate
from survey.records.challenge import Kind
from survey.records.store import raise_challenge
from survey.responses.sitting import Sent
from survey.responses.store import record_answers

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # pages: the journeys are on both

WORDS = "It was <loud> & I left."


@pytest.fixture
def sam(sayso, cast):
    return desk_of(sayso, cast.sam, Role.PRACTITIONER)


@pytest.fixture
def at(house):
    return {"now": house.clock(), "rng": house.rng}


@pytest.fixture
def answered(database, cast, at):
    """Amina sent three answers: one picked, one skipped, one she did not want to say; and words of her own."""
    codes = {"experience_1": 2, "experience_2": -99, "experience_3": -94, "experience_4": -98}
    with database.writing() as session:
        sent = Sent("experience", 1, codes, {"experience_10": WORDS})
        return record_answers(session, cast.amina, "autumn", sent, **at).seq


@pytest.fixture
def says(database, cast, at):
    def to(state):
        with database.writing() as session:
            decide(session, cast.amina, "worker_sees", state, **at)

    return to


def looks(database, cast):
    with database.reading() as session:
        return looks_told(session, cast.amina)


def page(desk, cast):
    return desk.get(f"/desk/responses/{cast.amina}")


def test_with_her_yes_he_reads_what_she_sent_and_that_is_on_record(sam, cast, database, answered, says):
    says("given")
    shown = page(sam, cast).text
    assert "It was &lt;loud&gt; &amp; I left." in shown
    assert "Skipped" in shown
    assert "Did not want to say" in shown
    assert "experience_4" not in shown  # she was never asked it
    (look,) = looks(database, cast)
    assert (look.actor, look.content["what"], {answered} <= seqs_in(look)) == (cast.sam, "answers", True)


@pytest.mark.parametrize("steps", [[], ["refused"], ["deferred"], ["given", "withdrawn"]], ids=str)
def test_without_it_the_page_is_the_same_whatever_she_said(sam, cast, database, answered, says, steps):
    for step in steps:
        says(step)
    shown = page(sam, cast)
    assert shown.status_code == 200
    assert "Amina has not said that you can see them." in shown.text
    assert WORDS[:6] not in shown.text
    for word in ("refused", "withdr", "said no", "taken back"):
        assert word not in shown.text.lower()
    assert not looks(database, cast)
    with database.reading() as session:
        (look,) = looks_told(session, cast.amina, names=True)
    assert answered not in seqs_in(look), "her name was seen and nothing else"


def test_a_yes_to_one_worker_is_not_a_yes_to_the_next(sayso, sam, cast, database, answered, says, at):
    says("given")
    with database.writing() as session:
        relate(session, Relation.WORKS_WITH, cast.priya, cast.amina, by=cast.lena, **at)
    priya = desk_of(sayso, cast.priya, Role.PRACTITIONER)
    assert "has not said that you can see them" in page(priya, cast).text
    assert "It was" in page(sam, cast).text


def test_what_she_says_is_not_right_is_marked_on_hold(sam, cast, database, answered, says, at):
    says("given")
    assert "On hold" not in page(sam, cast).text
    with database.writing() as session:
        raise_challenge(session, cast.amina, answered, Kind.WRONG_FACT, "I did not say that.", **at)
    assert "On hold" in page(sam, cast).text


def test_nobody_else_gets_in(sayso, cast, answered, says):
    says("given")
    for person_id, role, status in (
        (cast.jo, Role.PRACTITIONER, 404),
        (cast.lena, Role.MANAGER, 403),
        (cast.dee, Role.DATA_LEAD, 403),
        (cast.carys, Role.COMMISSIONER, 403),
    ):
        assert page(desk_of(sayso, person_id, role), cast).status_code == status


def test_answers_to_a_questionnaire_that_is_no_longer_here_are_shown_by_code(sam, cast, database, says, at):
    says("given")
    with database.writing() as session:
        record_answers(session, cast.amina, "old", Sent("gone_away", 3, {"item_1": 4}, {}), **at)
    shown = page(sam, cast).text
    assert "gone_away" in shown
    assert "item_1" in shown
