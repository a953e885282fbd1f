"""The sittings of a round, ready to be described: only people who may be counted, each once."""

from collections.abc import Collection, Iterator, Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from outcomes.change.compared import Rating
from outcomes.change.description import Sitting
from outcomes.measures.models import Score
from outcomes.measures.scale import Measure
from outcomes.measures.scoring import answered, turned
from survey.consent.purpose import Purpose
from survey.consent.store import people_with
from survey.ledger.store import entries
from survey.people.models import Person
from survey.people.person import Kind
from survey.questionnaires.models import Round
from survey.records.store import restricted_seqs
from survey.responses.counting.store import every_version

BATCH = 500  # entries read at a time: well under what any database takes as parameters


def rounds_of_scores(session: Session) -> list[tuple[str | None, str]]:
    """Every round that has scores, with each of its measures."""
    pairs = select(Score.round_id, Score.measure).distinct().order_by(Score.round_id, Score.measure)
    return [(round_id, measure) for round_id, measure in session.execute(pairs)]


def sittings(session: Session, round_id: str | None, measure: Measure) -> list[Sitting]:
    """The last answers of everybody in this round who may be counted."""
    countable = people_with(Purpose.COUNT_ME)
    held = every_version(session, session.scalars(restricted_seqs()).all())
    rows = session.execute(
        select(Score.entry_seq, Score.person_id, Score.scale, Score.value)
        .join(Person, Person.id == Score.person_id)
        .where(Score.round_id == round_id, Score.measure == measure.id)
        .where(or_(Person.kind == Kind.IMPORTED.value, Score.person_id.in_(countable)))
        .where(Score.entry_seq.not_in(held))
        .order_by(Score.entry_seq)
    )
    last: dict[str, int] = {}
    scores: dict[int, dict[str, float | None]] = {}
    for seq, person, scale, value in rows:
        last[person] = seq
        scores.setdefault(seq, {})[scale] = value
    given = dict(_answers(session, sorted(last.values())))
    return [
        Sitting(person, scores[seq], turned(measure, answered(given[seq])), frozenset(given[seq]))
        for person, seq in last.items()
    ]


def ratings(session: Session, measures: Collection[str], *, over_time: bool = False) -> Iterator[Rating]:
    """The last score of everybody who may be counted, by each of these measures, at each time of asking.

    `over_time`: only of those who also said that their answers may be put side by side over time.
    """
    countable, comparable = people_with(Purpose.COUNT_ME), people_with(Purpose.LINK_ANSWERS)
    held = every_version(session, session.scalars(restricted_seqs()).all())
    rows = (
        select(Score.person_id, Round.wave, Score.measure, Score.scale, Score.value)
        .join(Person, Person.id == Score.person_id)
        .join(Round, Round.id == Score.round_id)
        .where(Score.measure.in_(measures), Score.entry_seq.not_in(held))
        .where(or_(Person.kind == Kind.IMPORTED.value, Score.person_id.in_(countable)))
        .order_by(Score.entry_seq)
    )
    if over_time:
        rows = rows.where(or_(Person.kind == Kind.IMPORTED.value, Score.person_id.in_(comparable)))
    last = {row[:4]: row[4] for row in session.execute(rows)}
    return (Rating(*place, value) for place, value in last.items())


def _answers(session: Session, seqs: Sequence[int]) -> Iterator[tuple[int, dict[str, object]]]:
    for start in range(0, len(seqs), BATCH):
        for entry in entries(session, seqs[start : start + BATCH]):
            yield entry.seq, entry.content["answers"]


def groups_by(session: Session, field: str, people: Sequence[str]) -> dict[str, str]:
    """What each person says of themselves in this field; those who say nothing are left out."""
    groups: dict[str, str] = {}
    for start in range(0, len(people), BATCH):
        some = select(Person.id, Person.described).where(Person.id.in_(people[start : start + BATCH]))
        groups |= {person: str(said[field]) for person, said in session.execute(some) if said.get(field)}
    return groups
