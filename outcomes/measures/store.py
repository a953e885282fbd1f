"""Scores as a projection of answers, and existing data sets brought in as rounds."""

import random
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta

from sqlalchemy import delete, insert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from outcomes.measures.definition import measures_for
from outcomes.measures.intake import Intake, Respondent
from outcomes.measures.mapping import AnswerColumns, ImportMapping
from outcomes.measures.models import ImportedFile, Score
from outcomes.measures.scoring import answered, score
from outcomes.measures.sheet import Sheet
from survey.alone import within
from survey.days import begins, local_day
from survey.errors import AlreadyDone
from survey.ledger.entry import Claim, NewEntry, NewSegment, Recorded
from survey.ledger.projection import Projection, register
from survey.ledger.store import record
from survey.people.models import Organisation
from survey.people.person import Kind
from survey.people.store import add_organisation, add_person
from survey.questionnaires.models import Round
from survey.questionnaires.store import make_round
from survey.responses.counting.chain import ANSWERS, CHANGED, DELETED, IMPORTED, SUBMITTED, takes_out
from survey.responses.counting.store import counts

_ADD_SCORES = insert(Score.__table__)  # type: ignore[arg-type]  # a Table: Core, one statement


def _answers_arrived(session: Session, entry: Recorded) -> None:
    """Score the answers by every measure of their questionnaire. Those of no measure leave no score."""
    facts = entry.content
    of_entry = {
        "entry_seq": entry.seq,
        "person_id": entry.subject,
        "round_id": facts["round"],
        "at": entry.effective_at or entry.at,
    }
    rows = [
        of_entry | {"measure": measure.id, "measure_version": measure.version, "scale": scale, "value": value}
        for measure in measures_for(facts["questionnaire"])
        for scale, value in score(measure, answered(facts["answers"])).items()
    ]
    if rows:
        within(session, _ADD_SCORES, rows)


def _answers_changed(session: Session, entry: Recorded) -> None:
    """What it takes the place of has no score from here on."""
    _answers_taken_out(session, entry)
    _answers_arrived(session, entry)


def _answers_taken_out(session: Session, entry: Recorded) -> None:
    """Changed or deleted by who sent them: only answers that count have scores."""
    _no_scores(session, (seq for seq, _why in takes_out(entry)))


def _answers_erased(session: Session, entry: Recorded) -> None:
    """Without the codes there is no score; without some of their own words the scores stand, if the answers count."""
    _answers_taken_out(session, entry)
    _no_scores(session, (entry.seq,))
    if entry.segments and not entry.segments[0].erased and counts(session, entry.seq):
        _answers_arrived(session, entry)


def _no_scores(session: Session, seqs: Iterable[int]) -> None:
    gone = delete(Score).where(Score.entry_seq.in_(list(seqs)))
    session.execute(gone.execution_options(synchronize_session=False))


register(
    Projection(
        "scores",
        (Score,),
        {
            SUBMITTED: _answers_arrived,
            IMPORTED: _answers_arrived,
            CHANGED: _answers_changed,
            DELETED: _answers_taken_out,
        },
        erased=dict.fromkeys(ANSWERS, _answers_erased) | {DELETED: _answers_taken_out},
    )
)


def refuse_a_second_time(session: Session, sheet: Sheet, mapping: ImportMapping) -> None:
    """:raise AlreadyDone: when this very file has been imported, or one of its rounds is there."""
    before = session.get(ImportedFile, sheet.sha256)
    if before is not None:
        raise AlreadyDone(
            f"This file was imported on {before.at:%d %B %Y} as {before.mapping}, under the name {before.name}. "
            "Nothing was imported now."
        )
    for part in mapping.answers:
        round_id = mapping.round_id(part.measure)
        if session.get(Round, round_id) is not None:
            raise AlreadyDone(f"There is already a round {round_id}. Give the mapping another id.")


def bring_in(
    session: Session,
    sheet: Sheet,
    mapping: ImportMapping,
    intake: Intake,
    *,
    now: datetime,
    rng: random.Random,
    progress: Callable[[int], None] = lambda done: None,
) -> None:
    """Record every respondent of the intake, in the caller's one transaction. `progress` is told how many are done.

    :raise AlreadyDone: as refuse_a_second_time; also when another import of the same file was quicker.
    """
    refuse_a_second_time(session, sheet, mapping)
    _open_rounds(session, sheet, mapping, intake, now)
    for done, respondent in enumerate(intake.respondents, start=1):
        _bring_in_one(session, mapping, respondent, now, rng)
        progress(done)


def _open_rounds(session: Session, sheet: Sheet, mapping: ImportMapping, intake: Intake, now: datetime) -> None:
    if session.get(Organisation, mapping.organisation) is None:
        add_organisation(session, mapping.organisation, mapping.holder)
    for part in mapping.answers:
        _open_round(session, mapping, part, local_day(now))
    left_out = intake.rows_read - len(intake.respondents)
    about = {"name": sheet.name, "mapping": mapping.id, "basis_note": mapping.basis_note, "source": mapping.source}
    session.add(ImportedFile(sha256=sheet.sha256, **about, rows_read=intake.rows_read, rows_left_out=left_out, at=now))
    try:
        session.flush()
    except IntegrityError as error:
        raise AlreadyDone("This file was being imported at the same moment. Nothing was imported now.") from error


def _open_round(session: Session, mapping: ImportMapping, part: AnswerColumns, today: date) -> None:
    """A round that is over: nobody can be asked in it."""
    yesterday = today - timedelta(days=1)
    make_round(
        session,
        mapping.round_id(part.measure),
        organisation_id=mapping.organisation,
        questionnaire=part.measure.questionnaire,
        version=part.measure.version,
        title=mapping.title,
        wave=1,
        opens_on=mapping.asked_from or yesterday,
        closes_on=mapping.asked_to or yesterday,
        basis=mapping.basis,
    )


def _bring_in_one(
    session: Session, mapping: ImportMapping, respondent: Respondent, now: datetime, rng: random.Random
) -> None:
    person_id = add_person(
        session,
        kind=Kind.IMPORTED,
        name="",
        by=None,
        now=now,
        rng=rng,
        organisation_id=mapping.organisation,
        described=respondent.described,
    )
    asked = begins(mapping.asked_to) if mapping.asked_to else None
    for part in mapping.answers:
        measure = part.measure
        about = {"questionnaire": measure.questionnaire, "version": measure.version, "round": mapping.round_id(measure)}
        content = about | {"answers": dict(respondent.answers[measure.id])}
        words = NewSegment(Claim.THEIR_WORDS, person_id, (person_id,), content)
        reason = f"{mapping.basis}: {mapping.basis_note}"
        record(session, NewEntry("answers.imported", None, (words,), asked, reason=reason), now=now, rng=rng)
