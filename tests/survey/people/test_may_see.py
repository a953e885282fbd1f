"""Who may see which part of an entry: one's own, of another's what was granted, never what no grant can give."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.ledger.entry import Claim, Recorded, RecordedSegment
from survey.people.may_see import FAMILY_NEVER, PART_OF_KIND, Part, family_scope, part_of, visible, worker_scope

AMINA, ROSA, SAM, JO = "amina", "rosa", "sam", "jo"
WHOLE = frozenset(Part)
KINDS = ("record.made", "goal.set", "answers.submitted", "consent.given", "view.made", "challenge.raised", "key.chosen")


def entry(kind: str, *about: tuple[str, ...]) -> Recorded:
    """An entry with a part for each of these."""
    parts = [RecordedSegment(n, Claim.FACT, SAM, subjects, {"n": n}) for n, subjects in enumerate(about)]
    return Recorded(1, kind, SAM, datetime(2026, 9, 14, tzinfo=UTC), None, None, None, {}, tuple(parts))


def seen(one: Recorded, viewer: str, **scopes: frozenset[Part]) -> list[int]:
    return [part.ordinal for part in visible(one, viewer=viewer, scopes=scopes)]


HOME = entry("record.made", (AMINA,), (AMINA, ROSA), (ROSA,))


def test_everyone_sees_each_part_about_themself() -> None:
    assert seen(HOME, AMINA) == [0, 1]
    assert seen(HOME, ROSA) == [1, 2]
    assert seen(HOME, JO) == []


def test_a_grant_shows_what_it_grants() -> None:
    notes = family_scope(["notes"])
    assert seen(HOME, ROSA, amina=notes) == [0, 1, 2]
    assert seen(entry("goal.set", (AMINA,)), ROSA, amina=notes) == []


def test_a_part_about_two_needs_leave_from_both() -> None:
    assert seen(HOME, JO, amina=family_scope(["notes"])) == [0]
    assert seen(HOME, JO, amina=family_scope(["notes"]), rosa=family_scope(["notes"])) == [0, 1, 2]


@pytest.mark.parametrize("kind", ["view.made", "consent.given", "challenge.raised", "key.chosen", "invitation.made"])
def test_what_no_grant_can_give(kind: str) -> None:
    everything = family_scope([part.value for part in Part])
    assert seen(entry(kind, (AMINA,)), ROSA, amina=everything) == []
    assert seen(entry(kind, (AMINA,)), AMINA) == [0]


def test_a_worker_sees_answers_only_where_they_were_let() -> None:
    answers = entry("answers.submitted", (AMINA,))
    assert seen(answers, SAM, amina=worker_scope(answers=False)) == []
    assert seen(answers, SAM, amina=worker_scope(answers=True)) == [0]
    for kind in ("consent.given", "view.made", "key.chosen"):
        assert seen(entry(kind, (AMINA,)), SAM, amina=worker_scope(answers=True)) == []


def test_a_part_about_no_one_is_no_one_s_to_see() -> None:
    assert seen(entry("record.made", ()), SAM, amina=WHOLE) == []
    assert seen(entry("cohort.closed", (AMINA,)), SAM, amina=WHOLE) == []


def test_every_kind_that_is_about_a_person_belongs_to_a_part() -> None:
    assert set(PART_OF_KIND.values()) == set(Part) - {Part.SPEAKS}  # it shows nothing
    assert part_of("cohort.closed") is None
    assert not FAMILY_NEVER & {Part.NOTES, Part.GOALS, Part.ANSWERS, Part.PROFILE}


people = st.sampled_from([AMINA, ROSA, JO])
subjects = st.lists(people, max_size=3, unique=True).map(tuple)
scopes = st.dictionaries(people, st.frozensets(st.sampled_from(Part)), max_size=3)


@given(st.sampled_from(KINDS), st.lists(subjects, min_size=1, max_size=4), people, scopes, people)
def test_a_wider_scope_never_hides_and_nothing_comes_from_nowhere(kind, about, viewer, granted, other) -> None:
    one, part = entry(kind, *about), part_of(kind)
    shown = visible(one, viewer=viewer, scopes=granted)
    wider = visible(one, viewer=viewer, scopes={**granted, other: WHOLE})
    assert all(each in wider for each in shown)
    assert all(each in one.segments for each in wider)
    for each in shown:
        assert viewer in each.subjects or all(part in granted.get(who, ()) for who in each.subjects)


@given(st.lists(st.sampled_from([part.value for part in Part])))
def test_no_list_of_grants_gives_a_relative_what_is_never_theirs(granted) -> None:
    assert not family_scope(granted) & FAMILY_NEVER
