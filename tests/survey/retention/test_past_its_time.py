"""Rules propose what is past its time, once, and nothing goes by a rule alone: a data lead and another still sign."""

import json
from datetime import timedelta

import pytest
from click.testing import CliRunner

from survey import due
from survey.cli import main
from survey.consent.store import decide
from survey.ledger.store import entries_about, entry_at
from survey.people.relation import Relation
from survey.people.store import end_relation, relations_to
from survey.questionnaires.shelf import shelf
from survey.questionnaires.store import open_round
from survey.responses.store import answer_all
from survey.retention import store
from survey.retention.doing.store import carry_out_due
from survey.retention.erasure import State
from survey.retention.rule import RecordClass
from survey.retention.rules.store import propose_all, propose_due
from tests.survey.retention import steps

YEAR = timedelta(days=366)
on_one_database = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def answers(house, person, round_id="r"):
    """Amina sends a set of answers; gives its place."""
    now, rng = house.clock(), house.rng
    with house.database.writing() as session:
        days = {"opens_on": now.date(), "closes_on": now.date()}
        facts = {"organisation_id": "harbour", "questionnaire": "experience", "title": round_id, "wave": 1}
        open_round(session, shelf(""), round_id, **facts, **days)
        decide(session, person, "take_part", "given", now=now, rng=rng)
        asked = shelf("").the("experience", 1)
        return answer_all(session, person, round_id, asked, {}, age=15, now=now, rng=rng)[-1]


def erasures(house, person):
    with house.database.reading() as session:
        return store.erasures_about(session, person)


def test_answers_past_their_time_are_proposed_once_and_not_erased(house, cast):
    seq = answers(house, cast.amina)
    steps.wait(house, 2 * YEAR - timedelta(days=3))
    assert propose_all(house) == 0
    steps.wait(house, timedelta(days=3))
    assert (propose_all(house), propose_all(house)) == (1, 0)
    (proposed,) = erasures(house, cast.amina)
    assert proposed.rule == "england/answers/2026-11-01"
    assert (proposed.parts, proposed.first_by, proposed.whole) == (((seq, 0),), None, False)
    steps.wait(house, YEAR)
    assert carry_out_due(house) == 0
    with house.database.reading() as session:
        assert entry_at(session, seq).content["questionnaire"] == "experience"


@on_one_database
def test_a_rule_s_proposal_takes_two_signatures(house, cast):
    seq = answers(house, cast.amina)
    steps.wait(house, 3 * YEAR)
    propose_all(house)
    (proposed,) = erasures(house, cast.amina)
    steps.approve(house, proposed.seq, cast.dee)
    assert erasures(house, cast.amina)[0].state is State.PROPOSED
    steps.wait(house)
    assert carry_out_due(house) == 0
    steps.approve(house, proposed.seq, cast.lena, steps.MANAGER)
    steps.wait(house)
    assert carry_out_due(house) == 1
    with house.database.reading() as session:
        assert entry_at(session, seq) is None
    assert propose_all(house) == 0


@on_one_database
def test_what_was_stopped_is_left_in_peace_for_a_year(house, cast):
    answers(house, cast.amina)
    steps.wait(house, 3 * YEAR)
    propose_all(house)
    with house.database.writing() as session:
        store.stop(session, erasures(house, cast.amina)[0].seq, cast.dee, "Not yet.", now=house.clock(), rng=house.rng)
    steps.wait(house, timedelta(days=300))
    assert propose_all(house) == 0
    steps.wait(house, timedelta(days=66))
    assert propose_all(house) == 1


@on_one_database
def test_goals_notes_and_the_record_wait_until_help_has_ended(house, cast):
    steps.note(house, cast, cast.amina)
    steps.wait(house, 30 * YEAR)
    assert propose_all(house) == 0  # somebody still works with her
    with house.database.writing() as session:
        (works,) = relations_to(session, cast.amina, [Relation.WORKS_WITH])
        end_relation(session, works.seq, by=cast.lena, now=house.clock(), rng=house.rng)
    steps.wait(house, 6 * YEAR)
    assert propose_all(house) == 1
    (whole,) = erasures(house, cast.amina)
    assert (whole.whole, whole.rule) == (True, "england/record/2026-11-01")


@on_one_database
def test_the_due_step_looks_once_a_day(house, cast):
    answers(house, cast.amina)
    steps.wait(house, 3 * YEAR)
    assert propose_due(house) == 1
    answers(house, cast.jordan, "again")
    assert propose_due(house) == 0
    assert {"erasures", "retention"} <= set(due.take(house))


@on_one_database
def test_the_command_proposes_and_the_rules_are_printed(house, cast, settings, monkeypatch):
    monkeypatch.setenv("SAYSO_MODE", "test")
    monkeypatch.setenv("SAYSO_SECRET_KEY", settings.secret_key)
    monkeypatch.setenv("SAYSO_DATABASE_URL", settings.database_url)
    monkeypatch.setenv("SAYSO_NATION", "scotland")
    ran = CliRunner().invoke(main, ["retention", "propose"])
    assert (ran.exit_code, ran.output.startswith("0 erasures proposed.")) == (0, True)
    said = CliRunner().invoke(main, ["retention", "rules"]).output
    assert all(f"scotland/{each.value}/" in said for each in RecordClass)
    assert "100 years" in said


@on_one_database
def test_what_a_rule_proposes_says_so_to_the_person(house, cast):
    answers(house, cast.amina)
    steps.wait(house, 3 * YEAR)
    propose_all(house)
    with house.database.reading() as session:
        entry = entries_about(session, cast.amina, ("erasure.proposed",))[0]
    assert (entry.actor, entry.content["why"]) == (None, "time_up")
    assert json.dumps(entry.content)
