"""What a worker may ask the door for: the answers of someone who said Yes to them by name."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from survey.consent.store import answers_open_to
from survey.ledger.entry import Recorded
from survey.people.beside import words_beside
from survey.people.looks.look import NAME, Found, Looker, Seen, Wanted
from survey.people.looks.store import name_of
from survey.people.may_see import visible, worker_scope
from survey.people.models import Person
from survey.people.store import on_caseload
from survey.responses.counting.store import every_version, sent_by
from survey.responses.holding import on_hold

WHY = "To read what you said I can see."  # the young person reads it, beside who and when
WHY_NAME = "As your worker."


@dataclass(frozen=True)
class Sending:
    """One sending, with the parts that the reader may see and no others."""

    entry: Recorded
    on_hold: bool
    beside: tuple[str, ...] = ()  # what they say beside it


@dataclass(frozen=True)
class Answers:
    """Whose answers, whether their Yes to the reader stands, and what they sent, the newest first."""

    who: Person
    is_open: bool
    sent: tuple[Sending, ...]


def answers_of(person_id: str) -> Wanted[Answers]:
    """What someone sent to whom they said Yes. Without it, only their name: broken glass does not open answers."""

    def find(session: Session, looker: Looker, now: datetime) -> Found[Answers]:
        who = on_caseload(session, looker.person_id, person_id)
        is_open = answers_open_to(session, person_id, looker.person_id)
        sent = sent_by(session, person_id) if is_open else []
        held = every_version(session, on_hold(session, every_version(session, [entry.seq for entry in sent])))
        scopes = {person_id: worker_scope(answers=True)}
        mine = [replace(each, segments=visible(each, viewer=looker.person_id, scopes=scopes)) for each in sent]
        said = words_beside(session, person_id, [each.seq for each in mine if each.segments])
        words = {seq: tuple(each.words for each in found) for seq, found in said.items()}
        shown = tuple(Sending(e, e.seq in held, words.get(e.seq, ())) for e in mine if e.segments)
        beside = {(each.seq, 0) for found in said.values() for each in found}
        parts = {(one.entry.seq, part.ordinal) for one in shown for part in one.entry.segments}
        seen = Seen(who.id, NAME, WHY_NAME, name_of(who), once_a_day=True)
        if parts:
            seen = Seen(who.id, "answers", WHY, name_of(who) | parts | beside)
        return Found(Answers(who, is_open, shown), (seen,))

    return Wanted(find)
