"""What an entry is for follows from its kind and from what the person said Yes to; who was told, from shares."""

from dataclasses import replace

import pytest

import survey.app  # noqa: F401 - every feature says what its entries are for
from survey.consent.purpose import Purpose
from survey.ledger.entry import Claim
from survey.records.account import telling
from survey.records.account.account import Case
from survey.records.account.shown import show
from survey.records.account.themes import Theme, theme_of
from survey.records.account.told_to import Has, ToldTo, told_words
from survey.records.account.used_for import is_known
from survey.records.challenge import Challenge, Kind
from tests.survey.records.reading.a_record import AMINA, NOON, ROSA, SAM, VOICE, card, part, reader

HELPS, COUNTED = "It is here to help.", "It can be in the group count, as you said Yes."
NOT_COUNTED = "It goes in no new count, as you have not said Yes to that."
NOW_AND_THEN = [frozenset(), frozenset({Purpose.COUNT_ME.value}), frozenset({Purpose.WORKER_SEES.value})]


def used(kind: str, **more) -> tuple[str, ...]:
    mine = card(1, part(0, "Bake more.", AMINA, claim=Claim.THEIR_WORDS, author=AMINA), kind=kind, by=AMINA)
    mine.now.parts[0].content.update(goal=1, rating=3, how="achieved", framework="catalyst-2012", cluster=None)
    return show(mine, reader(**more), VOICE, NOON).used


def test_a_goal_is_counted_while_their_yes_stands_and_only_then() -> None:
    for kind in ("goal.set", "goal.rated", "goal.closed"):
        assert used(kind) == (HELPS, NOT_COUNTED)
        assert used(kind, yes=frozenset({Purpose.COUNT_ME.value})) == (HELPS, COUNTED)


def test_a_note_goes_in_no_count_whatever_they_said() -> None:
    assert {used("record.made", yes=yes) for yes in NOW_AND_THEN} == {("It is here to help. It goes in no count.",)}


@pytest.mark.parametrize("kind", ["goal.set", "goal.rated", "record.made", "person.described"])
def test_what_it_is_for_tells_a_relative_nothing_of_their_choices(kind: str) -> None:
    """The same words whatever the young person chose: even if someone were to hand their choices to that page."""
    said = (
        {used(kind, viewer=ROSA, person=AMINA, yes=yes) for yes in NOW_AND_THEN} if kind.startswith("goal") else set()
    )
    said |= {used(kind, viewer=ROSA, person=AMINA, yes=yes) for yes in NOW_AND_THEN[:2]}
    assert len(said) == 1
    assert "count" not in " ".join(*said) or kind == "record.made"


def test_what_they_say_is_not_right_is_not_used_and_what_another_says_is_not_told() -> None:
    held = replace(card(1, part(0, "They moved.", AMINA, ROSA)), held="challenged")
    assert "It is on hold now. It goes in no new count." not in show(held, reader(), VOICE, NOON).used
    mine = replace(held, cases=(Case(Challenge(9, 1, AMINA, Kind.WRONG_FACT, NOON)),))
    assert show(mine, reader(), VOICE, NOON).used == ("It is on hold now. It goes in no new count.",)


def test_every_kind_that_is_told_says_what_it_is_for_and_stands_under_a_heading() -> None:
    assert len(telling._tellers) > 30
    assert not [kind for kind in telling._tellers if not is_known(kind)]
    assert not [kind for kind in telling._tellers if theme_of(kind) is Theme.REST]


def test_who_was_told_is_said_on_the_card_with_what_they_have_now() -> None:
    said = {has: told_words(ToldTo("Eastmere School", NOON, has), VOICE) for has in Has}
    assert len(set(said.values())) == len(Has)
    assert all("We told Eastmere School on 14 Sep." in words for words in said.values())
    shown = show(replace(card(1), told=(ToldTo("Eastmere School", NOON, Has.OLD),)), reader(), VOICE, NOON)
    assert shown.told == (said[Has.OLD],)


def test_each_writer_is_introduced_once_with_what_they_are_and_where() -> None:
    parts = [part(0, "One.", AMINA), part(1, "Two.", AMINA, claim=Claim.OPINION), part(2, "Three.", AMINA, author=ROSA)]
    known = {"organisations": {SAM: "Harbour"}, "workers": frozenset({SAM}), "kin": {ROSA: "parent"}}
    sources = [line.source for line in show(card(1, *parts), reader(**known), VOICE, NOON).lines]
    assert sources == [
        "Sam Okafor wrote this. Sam Okafor works with you, at Harbour.",
        "This is how Sam Okafor sees it.",
        "Rosa wrote this. Rosa is a parent of yours.",
    ]
    known |= {"workers": frozenset(), "roles": {SAM: "manager"}}
    assert "Sam Okafor is a manager at Harbour." in show(card(1), reader(**known), VOICE, NOON).lines[0].source


def test_who_put_something_in_is_said_where_no_words_say_so() -> None:
    facts = part(0, "", AMINA)
    facts.content.update(born="2011-03", name="Amina")
    known = {"organisations": {SAM: "Harbour"}, "roles": {SAM: "data_lead"}}
    added = show(card(1, facts, kind="person.added"), reader(**known), VOICE, NOON)
    assert "Sam Okafor put this in. Sam Okafor looks after data at Harbour." in added.notes
