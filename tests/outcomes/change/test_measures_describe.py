"""`sayso measures describe`: on the real data sets, and only people who may be counted."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from outcomes.change import cli
from outcomes.change.store import sittings
from outcomes.measures import cli as measures_cli
from outcomes.measures.definition import library
from survey.cli import Sentences
from survey.consent import store as consent
from survey.consent.decision import State
from survey.consent.purpose import Purpose
from survey.house import House
from survey.ledger.entry import Claim, NewEntry, NewSegment
from survey.ledger.store import record
from survey.people.person import Kind
from survey.people.store import add_person
from survey.records import store as records
from survey.records.challenge import Kind as ChallengeKind
from tests.outcomes.real_data import real_file

MAPPINGS = Path(__file__).parents[3] / "docs" / "mappings"
Run = Callable[..., Result]
LONELINESS = library()["ons_loneliness"]


@pytest.fixture
def run(settings, house: House, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command as an operator runs it, against the test's own database."""
    monkeypatch.setenv("SAYSO_MODE", "test")
    monkeypatch.setenv("SAYSO_SECRET_KEY", settings.secret_key)
    monkeypatch.setenv("SAYSO_DATABASE_URL", settings.database_url)
    commands = (*measures_cli.commands, *cli.commands)
    group = Sentences("sayso", commands={command.name: command for command in commands})

    def said(*words: str | Path) -> Result:
        return CliRunner().invoke(group, [str(word) for word in words])

    return said


@pytest.fixture
def empathy(run: Run) -> Run:
    """The same, with 208 children's answers in it."""
    data = real_file("responses/ceaq_children.csv")
    assert run("import", "answers", data, "--mapping", MAPPINGS / "ceaq_children.toml").exit_code == 0
    return run


def test_empathy_by_gender(empathy: Run) -> None:
    told = empathy("measures", "describe", "--round", "ceaq-children", "--by", "gender").stdout
    assert [line.split() for line in told.splitlines()[2:5]] == [
        ["empathy", "everybody", "208", "37.8413", "5.4266", "0.8107"],
        ["empathy", "boy", "90", "39.3222", "4.3777", "0.7325"],
        ["empathy", "girl", "107", "36.5888", "5.8001", "0.8249"],
    ]


def test_hidden_grades_are_in_no_output(empathy: Run) -> None:
    told = empathy("measures", "describe", "--by", "grade").stdout
    hidden = [line.split() for line in told.splitlines() if "[c]" in line and line.startswith("empathy")]
    assert [line[1] for line in hidden] == ["5", "8", "not"]
    assert "[c]: fewer than 10, or hidden so that those cannot be worked out." in told
    lines = json.loads(empathy("measures", "describe", "--by", "grade", "--json").stdout)
    by_group = {line["group"]: line for line in lines}
    assert by_group["6"] | {"mean": 0, "sd": 0, "alpha": 0} == {
        "round": "ceaq-children", "measure": "ceaq", "by": "grade", "scale": "empathy", "title": "Empathy",
        "group": "6", "hidden": False, "n": 95, "mean": 0, "sd": 0, "alpha": 0,
    }  # fmt: skip
    for group in ("5", "8", "not said"):
        assert [by_group[group][name] for name in ("hidden", "n", "mean", "sd", "alpha")] == [
            True,
            None,
            None,
            None,
            None,
        ]


def test_asking_for_what_is_not_there(empathy: Run) -> None:
    assert "There is no such round with scores." in empathy("measures", "describe", "--round", "nothing").stderr
    assert "says anything of themselves called shoe_size" in empathy("measures", "describe", "--by", "shoe_size").stderr


def answer(house: House, person: str, *codes: int, round_id: str = "autumn") -> int:
    """One young person's answers, as an entry."""
    answers = dict(zip(("no_one_to_talk_to", "left_out", "alone"), codes, strict=True))
    content = {"questionnaire": "ons_loneliness", "version": 1, "round": round_id, "answers": answers}
    words = NewSegment(Claim.THEIR_WORDS, person, (person,), content)
    with house.database.writing() as session:
        entry = NewEntry("answers.submitted", person, (words,))
        return record(session, entry, now=house.clock(), rng=house.rng).seq


def young_person(house: House) -> str:
    """Somebody new."""
    with house.database.writing() as session:
        return add_person(session, kind=Kind.YOUNG_PERSON, name="Noor", by=None, now=house.clock(), rng=house.rng)


def say(house: House, person: str, state: State) -> None:
    """What they say to being counted."""
    with house.database.writing() as session:
        consent.decide(session, person, Purpose.COUNT_ME, state, now=house.clock(), rng=house.rng)


def people(house: House) -> set[str]:
    """Whose answers would be described."""
    with house.database.reading() as session:
        return {one.person for one in sittings(session, "autumn", LONELINESS)}


def test_only_those_whose_yes_to_being_counted_stands(house: House) -> None:
    yes, no, unsure, stopped, never = (young_person(house) for _ in range(5))
    for person in (yes, no, unsure, stopped, never):
        answer(house, person, 1, 2, 3)
    say(house, yes, State.GIVEN)
    say(house, no, State.REFUSED)
    say(house, unsure, State.DEFERRED)
    say(house, stopped, State.GIVEN)
    assert people(house) == {yes, stopped}
    say(house, stopped, State.WITHDRAWN)
    assert people(house) == {yes}


def test_answers_that_are_challenged_are_left_out(house: House) -> None:
    person = young_person(house)
    seq = answer(house, person, 1, 2, 3)
    say(house, person, State.GIVEN)
    assert people(house) == {person}
    with house.database.writing() as session:
        records.raise_challenge(session, person, seq, ChallengeKind.NOT_MINE, "", now=house.clock(), rng=house.rng)
    assert people(house) == set()


def test_each_person_counts_once_with_their_last_answers(house: House) -> None:
    person = young_person(house)
    say(house, person, State.GIVEN)
    answer(house, person, 1, 1, 1)
    answer(house, person, 3, 3, 3)
    answer(house, person, 2, 2, 2, round_id="spring")
    with house.database.reading() as session:
        (one,) = sittings(session, "autumn", LONELINESS)
    assert (one.scores, one.codes) == ({"loneliness": 9}, {"no_one_to_talk_to": 3, "left_out": 3, "alone": 3})


def test_missing_codes_of_any_kind_leave_a_gap_not_a_number(house: House) -> None:
    person = young_person(house)
    say(house, person, State.GIVEN)
    answer(house, person, 1, -94, -99)
    with house.database.reading() as session:
        (one,) = sittings(session, "autumn", LONELINESS)
    assert (one.scores, one.codes) == ({"loneliness": None}, {"no_one_to_talk_to": 1})
