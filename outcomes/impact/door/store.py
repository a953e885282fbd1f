"""The cohort query: what young people said, as counted people without names. Nothing else leads from people to figures.

It asks the fold of consent first: without a standing Yes to *count me*, nothing a person said is even read.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from outcomes.goals.models import GoalRow, RatingRow
from outcomes.impact.cohort import Counted, GoalFacts, change_of, gender_row, goals_that_count, is_complete
from outcomes.impact.coverage import Missing, Situation, why_missing
from outcomes.impact.models import Cohort, CohortMember
from outcomes.impact.programme import Frame, Place, Scale
from outcomes.measures.definition import library
from outcomes.measures.models import Score
from outcomes.measures.scale import Direction, Origin
from survey.consent.decision import ALLOWING
from survey.consent.found.uses import Use, What, uses_come_from
from survey.consent.models import STANDING, state_now
from survey.consent.purpose import Purpose
from survey.consent.store import people_with
from survey.ledger.entry import Recorded
from survey.ledger.models import SegmentSubject
from survey.ledger.store import entries
from survey.people.models import Area, Person
from survey.people.person import AGE_BANDS, Kind, age_band, age_on
from survey.records.store import restricted_seqs
from survey.responses.counting.store import every_version


@dataclass(frozen=True)
class Counting:
    """What a cohort comes to now: people without names, the entries they were made of, and who is missing."""

    counted: list[Counted]
    missing: list[Missing]
    entries: list[int]
    frame: Frame


def count(session: Session, cohort: Cohort, closing: datetime) -> Counting:
    """Count a cohort as it would close at `closing`: only whose Yes to *count me* stands, no contested entry."""
    desk = _desk(session, cohort, closing)
    counted, missing, seqs = [], [], set[int]()
    for person in _known(session, cohort, closing, desk.wards):
        goals = desk.goals.get(person.id, [])
        counting = goals_that_count(goals, used=desk.used, restricted=desk.held, closing=closing)
        if desk.states.get(person.id) not in ALLOWING or not counting:
            missing.append(why_missing(_situation(desk, person.id, goals)))
            continue
        marks = desk.scores.get(person.id, {})
        counted.append(_counted(desk, person, counting, {key: value for key, (value, _) in marks.items()}))
        seqs.update(*(goal.entries for goal in counting), (seq for _, seq in marks.values()))
    return Counting(counted, missing, sorted(seqs), desk.frame)


@dataclass(frozen=True)
class _Desk:
    """Everything counting looks at, read once."""

    closing: datetime
    frame: Frame
    wards: dict[str, str]  # each ward's borough
    states: dict[str, str]  # where *count me* stands, by person
    may_compare: frozenset[str]  # those whose answers may be put side by side over time
    used: frozenset[int]
    held: frozenset[int]
    goals: dict[str, list[GoalFacts]]
    scores: dict[str, dict[str, tuple[Fraction, int]]]


def _desk(session: Session, cohort: Cohort, closing: datetime) -> _Desk:
    frame, wards = _frame(session, cohort)
    used = every_version(session, session.scalars(select(CohortMember.entry_seq)).all())
    out = used, _held(session)
    return _Desk(
        closing,
        frame,
        wards,
        {person: state for person, state in session.execute(_count_me_states())},
        frozenset(session.scalars(people_with(Purpose.LINK_ANSWERS))),
        *out,
        _goals(session, closing),
        _scores(session, closing, frame, out[0] | out[1]),
    )


def _situation(desk: _Desk, person_id: str, goals: Sequence[GoalFacts]) -> Situation:
    complete = [goal for goal in goals if is_complete(goal, desk.closing)]
    contested = any(goal.entries & desk.held for goal in complete)
    before = any(goal.entries & desk.used for goal in complete)
    return Situation(desk.states.get(person_id), bool(goals), contested, before)


def _counted(desk: _Desk, person: Person, goals: Sequence[GoalFacts], scores: dict[str, Fraction]) -> Counted:
    return Counted(
        age=age_band(age_on(person.born, desk.closing.date()) if person.born else None),
        gender=gender_row(person.described.get("gender")),
        borough=desk.wards.get(person.area_code or "", ""),
        ward=person.area_code or "",
        achieved=any(goal.state == "achieved" for goal in goals),
        change=change_of(goals) if person.id in desk.may_compare else None,
        scores=scores,
    )


def _frame(session: Session, cohort: Cohort) -> tuple[Frame, dict[str, str]]:
    """The rows of every table, and each ward's borough."""
    areas = list(session.scalars(select(Area).order_by(Area.code)))
    boroughs = [area for area in areas if area.level == "borough" and cohort.area_code in (None, area.code)]
    wards = {area.code: area.parent or "" for area in areas if area.level == "ward"}
    places = tuple(
        Place(
            place.code,
            place.name,
            tuple((area.code, area.name) for area in areas if wards.get(area.code) == place.code),
        )
        for place in boroughs
    )
    return Frame(tuple(name for name, _, _ in AGE_BANDS), places, _scales()), wards


def _scales() -> tuple[Scale, ...]:
    """Scales in words that are ours or open. The label says which way is better: scales differ."""
    better = {Direction.HIGHER_IS_BETTER: "higher is better", Direction.LOWER_IS_BETTER: "lower is better"}
    return tuple(
        Scale(
            f"{measure.id}/{scale.id}",
            f"{measure.title}: {scale.title} ({scale.low:g} to {scale.high:g}, {better[scale.direction]})",
            Fraction(str(scale.low)),
            Fraction(str(scale.high)),
        )
        for measure in library().values()
        if measure.origin in (Origin.OWN, Origin.OPEN)
        for scale in measure.scales
    )


def _known(session: Session, cohort: Cohort, closing: datetime, wards: dict[str, str]) -> list[Person]:
    query = select(Person).where(Person.kind == Kind.YOUNG_PERSON.value, Person.added_at <= closing)
    if cohort.organisation_id:
        query = query.where(Person.organisation_id == cohort.organisation_id)
    if cohort.area_code:
        query = query.where(Person.area_code.in_([ward for ward, of in wards.items() if of == cohort.area_code]))
    return list(session.scalars(query.order_by(Person.seq)))


def _count_me_states() -> Select[str, str]:
    mine = STANDING.c.purpose == Purpose.COUNT_ME.value
    return select(STANDING.c.person_id, state_now(Purpose.COUNT_ME)).where(mine)


def _goals(session: Session, closing: datetime) -> dict[str, list[GoalFacts]]:
    """The goals, up to the closing moment, of those whose Yes to *count me* stands, by person."""
    given = GoalRow.person_id.in_(people_with(Purpose.COUNT_ME))
    rated = select(RatingRow.goal_id, RatingRow.seq, RatingRow.value).join(GoalRow, GoalRow.id == RatingRow.goal_id)
    ratings: dict[int, list[tuple[int, int]]] = {}
    for goal_id, seq, value in session.execute(rated.where(given, RatingRow.at <= closing).order_by(RatingRow.seq)):
        ratings.setdefault(goal_id, []).append((seq, value))
    columns = (GoalRow.id, GoalRow.person_id, GoalRow.set_at, GoalRow.closed_at, GoalRow.state)
    found: dict[str, list[GoalFacts]] = {}
    for goal in session.execute(select(*columns).where(given, GoalRow.set_at <= closing).order_by(GoalRow.id)):
        of = ratings.get(goal.id, [])
        entries = frozenset({goal.id, *(seq for seq, _ in of)})
        facts = GoalFacts(
            goal.person_id, goal.set_at, goal.closed_at, goal.state, tuple(value for _, value in of), entries
        )
        found.setdefault(goal.person_id, []).append(facts)
    return found


def _held(session: Session) -> frozenset[int]:
    """Every entry that is held out of figures; for any entry of a goal, the goal itself."""
    seqs = every_version(session, session.scalars(restricted_seqs()).all())
    steps = (entry for entry in entries(session, seqs) if entry.kind in ("goal.closed", "goal.resumed", "goal.grouped"))
    return seqs | {entry.content["goal"] for entry in steps}


def _scores(
    session: Session, closing: datetime, frame: Frame, out: frozenset[int]
) -> dict[str, dict[str, tuple[Fraction, int]]]:
    """The latest score on each scale, and its entry, of those whose Yes to *count me* stands."""
    wanted = {scale.key for scale in frame.scales}
    given = (Score.person_id.in_(people_with(Purpose.COUNT_ME)), Score.value.is_not(None), Score.at <= closing)
    columns = (Score.person_id, Score.measure, Score.scale, Score.value, Score.entry_seq)
    found: dict[str, dict[str, tuple[Fraction, int]]] = {}
    for person, measure, scale, value, seq in session.execute(
        select(*columns).where(*given).order_by(Score.at, Score.entry_seq)
    ):
        if seq not in out and f"{measure}/{scale}" in wanted:
            found.setdefault(person, {})[f"{measure}/{scale}"] = (Fraction(str(value)), seq)
    return found


# What had rested on a Yes that turns out to be none


def _counts(session: Session, person_id: str, purpose: Purpose, yes: Recorded) -> list[Use]:
    """The counts that have used an entry of theirs since that Yes, and those still open, which now will not."""
    if purpose not in (Purpose.COUNT_ME, Purpose.LINK_ANSWERS):
        return []
    used = select(Cohort.id, Cohort.closed_at).join(CohortMember, CohortMember.cohort_id == Cohort.id).distinct()
    theirs = used.join(SegmentSubject, SegmentSubject.entry_seq == CohortMember.entry_seq)
    closed = session.execute(theirs.where(SegmentSubject.person_id == person_id, Cohort.closed_at >= yes.at))
    still_open = session.scalars(select(Cohort.id).where(Cohort.state == "open").order_by(Cohort.id))
    found = [Use(What.CLOSED_COUNT, number, at) for number, at in closed]
    return found + [Use(What.OPEN_COUNT, number) for number in still_open]


uses_come_from(_counts)
