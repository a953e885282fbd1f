"""Sittings and saved pages: drafts, not records. Once sent, the answers are an entry and the saved pages are gone."""

from datetime import datetime
from typing import Any, cast

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    String,
    Table,
    and_,
    bindparam,
    case,
    delete,
    exists,
    func,
    literal,
    literal_column,
    not_,
    null,
    or_,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from survey.consent.models import ConsentStanding, allows, state_now
from survey.consent.purpose import Purpose
from survey.database import Base
from survey.people.models import Link, Organisation, Person
from survey.questionnaires.models import Round
from survey.responses.keeping.attempt import KEYS_KEPT
from survey.times import UtcDateTime


class Sitting(Base):
    """One person answering in one round. `sent_at` closes it; `sent_seq` is the last entry it became.

    `easy`: they want easy words, on whatever phone they go on. `changing_since`: what was sent is being changed; it
    stays sent until it is sent again. Sent without an entry: they deleted it. `how`: on a screen that others use, too,
    and `helped_by`, who typed for them; neither where they answered by themself.
    """

    __tablename__ = "sitting"

    person_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    round_id: Mapped[str] = mapped_column(ForeignKey("round.id"), primary_key=True, index=True)
    started_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    sent_seq: Mapped[int | None] = mapped_column(BigInteger)
    changing_since: Mapped[datetime | None]
    easy: Mapped[bool] = mapped_column(default=False)
    how: Mapped[str | None] = mapped_column(String(8))
    helped_by: Mapped[str | None] = mapped_column(String(32))


class PageAnswers(Base):
    """What was answered on one page, saved when the page was left: a code or words for each item.

    `version`: how often it was saved; `attempts`: the newest keys (a tap’s is empty), so that one sent again is known.
    `easy`: they were asked with easy words.
    """

    __tablename__ = "page_answers"
    __table_args__ = (
        ForeignKeyConstraint(["person_id", "round_id"], ["sitting.person_id", "sitting.round_id"], ondelete="CASCADE"),
    )

    person_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    round_id: Mapped[str] = mapped_column(String(40), primary_key=True)
    page: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    answers: Mapped[dict[str, Any]] = mapped_column(JSON)
    saved_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
    attempts: Mapped[str] = mapped_column(String(33 * KEYS_KEPT), default="")
    easy: Mapped[bool] = mapped_column(default=False)


# The statements that everyone's pages run on: Core, and built once, at a third of what the ORM costs per page.


def _table(model: type[Base]) -> Table:
    """The plain table of a model: on the pages that everyone walks through, Core costs half of the ORM."""
    return cast(Table, model.__table__)


_SITTING, _PAGE, _LINK, _STANDING = _table(Sitting), _table(PageAnswers), _table(Link), _table(ConsentStanding)
_ROUND, _PERSON, _ORGANISATION = _table(Round), _table(Person), _table(Organisation)

_MINE = and_(_PAGE.c.person_id == _SITTING.c.person_id, _PAGE.c.round_id == _SITTING.c.round_id)
_MY_SITTING = and_(_SITTING.c.person_id == _LINK.c.person_id, _SITTING.c.round_id == _LINK.c.round_id)
_TAKES_PART = and_(_STANDING.c.person_id == _LINK.c.person_id, _STANDING.c.purpose == literal(Purpose.TAKE_PART.value))
_PAGES_SAVED = select(func.count()).where(_MINE).correlate(_SITTING).scalar_subquery()
LOOK = (
    select(
        *_LINK.c["person_id", "round_id", "ends_at", "ended_at"],
        _PERSON.c.born,
        _ORGANISATION.c.name.label("organisation"),
        _ROUND.c.title.label("round_title"),
        *_ROUND.c["questionnaire", "version", "opens_on", "closes_on", "change_until"],
        state_now(Purpose.TAKE_PART).label("may_ask"),
        *_SITTING.c["started_at", "sent_at", "sent_seq", "easy", "changing_since"],
        _PAGES_SAVED.label("pages_saved"),
        _PAGE.c.answers.label("saved"),
        _PAGE.c.version.label("saved_version"),
    )
    .select_from(_LINK)
    .join(_PERSON, _PERSON.c.id == _LINK.c.person_id)
    .outerjoin(_ROUND, _ROUND.c.id == _LINK.c.round_id)
    .outerjoin(_ORGANISATION, _ORGANISATION.c.id == _ROUND.c.organisation_id)
    .outerjoin(_STANDING, _TAKES_PART)
    .outerjoin(_SITTING, _MY_SITTING)
    .outerjoin(_PAGE, and_(_MINE, _PAGE.c.page == bindparam("page")))
    .where(_LINK.c.token_hash == bindparam("token_hash"))
)
_MY_PAGES = and_(_PAGE.c.person_id == bindparam("person"), _PAGE.c.round_id == bindparam("round"))
SAVED = select(_PAGE.c.page, _PAGE.c.answers, _PAGE.c.easy).where(_MY_PAGES).order_by(_PAGE.c.page)
_NEW_SITTING: dict[str, Any] = {
    "person_id": bindparam("person"),
    "round_id": bindparam("round"),
    "started_at": bindparam("now"),
}
_SIT_DOWN = {
    each.__name__.rpartition(".")[2]: each.insert(_SITTING).values(easy=False, **_NEW_SITTING)
    for each in (sqlite, postgresql)
}
SIT_DOWN = {name: made.on_conflict_do_nothing().returning(_SITTING.c.round_id) for name, made in _SIT_DOWN.items()}

_NOW, _TODAY = bindparam("now", type_=UtcDateTime), bindparam("today", type_=Date)
_IS_CHANGED = _SITTING.c.changing_since.is_not(null())
_IS_OPEN = or_(_SITTING.c.sent_at.is_(null()), _IS_CHANGED)
_LAST_DAY = case((_IS_CHANGED, func.coalesce(_ROUND.c.change_until, _ROUND.c.closes_on)), else_=_ROUND.c.closes_on)
_BEGUN, _SEEN = bindparam("begun", type_=UtcDateTime), bindparam("seen", type_=Integer)
_NEW_PAGE = ["person_id", "round_id", "page", "answers", "saved_at", "version", "attempts", "easy"]
_MAY_SAVE = (
    select(
        *_SITTING.c["person_id", "round_id"],
        bindparam("page", type_=Integer),
        bindparam("answers", type_=JSON),
        _NOW,
        literal_column("1").label("version"),
        bindparam("key", type_=String).label("attempts"),
        bindparam("easy", type_=Boolean),
    )
    .select_from(_LINK)
    .join(_SITTING, _MY_SITTING)
    .join(_ROUND, _ROUND.c.id == _SITTING.c.round_id)
    .where(
        _LINK.c.token_hash == bindparam("token_hash"),
        _LINK.c.ended_at.is_(null()),
        _LINK.c.ends_at > _NOW,
        _ROUND.c.questionnaire == bindparam("questionnaire"),
        _ROUND.c.version == bindparam("version"),
        _ROUND.c.opens_on <= _TODAY,
        _LAST_DAY >= _TODAY,
        _IS_OPEN,
        _SITTING.c.started_at == func.coalesce(_BEGUN, _SITTING.c.started_at),  # deleted and begun again is another
        exists().where(_TAKES_PART, allows(Purpose.TAKE_PART)),
    )
    .with_for_update(read=True, of=_SITTING)  # a save and a send of the same sitting wait for each other
)


def _save_statement(dialect: Any) -> Any:
    """A tap counts. An attempt that may be a late one counts where nobody saved the page since its form was made."""
    made = dialect.insert(_PAGE).from_select(_NEW_PAGE, _MAY_SAVE)
    key, known = made.excluded.attempts, _PAGE.c.attempts
    counts = or_(key == "", and_(_PAGE.c.version == _SEEN, not_(known.contains(key))))
    new = {
        "answers": made.excluded.answers,
        "saved_at": made.excluded.saved_at,
        "easy": made.excluded.easy,
        "version": _PAGE.c.version + 1,
        "attempts": func.substr(key + " " + known, 1, 33 * KEYS_KEPT),
    }
    changed = {name: case((counts, value), else_=_PAGE.c[name]) for name, value in new.items()}
    return made.on_conflict_do_update(index_elements=list(_PAGE.primary_key), set_=changed).returning(
        _PAGE.c.version, known
    )


SAVE = {"sqlite": _save_statement(sqlite), "postgresql": _save_statement(postgresql)}

_MY_ONE = and_(_SITTING.c.person_id == bindparam("person"), _SITTING.c.round_id == bindparam("round"))
DISCARD = delete(_SITTING).where(_MY_ONE, _SITTING.c.sent_at.is_(null())).returning(_SITTING.c.round_id)
_MAY_BE_ASKED = and_(
    _STANDING.c.person_id == _SITTING.c.person_id,
    _STANDING.c.purpose == literal(Purpose.TAKE_PART.value),
    allows(Purpose.TAKE_PART),
)
CLOSE = (
    update(_SITTING)
    .where(_MY_ONE, _IS_OPEN, exists().where(_MAY_BE_ASKED))
    .values(sent_at=bindparam("now", type_=UtcDateTime), changing_since=null())
    .returning(*_SITTING.c["how", "helped_by", "sent_seq"])
)
REOPEN = (
    update(_SITTING)
    .where(_MY_ONE, _SITTING.c.sent_seq.is_not(null()), _SITTING.c.changing_since.is_(null()))
    .values(changing_since=bindparam("now", type_=UtcDateTime), started_at=bindparam("now", type_=UtcDateTime))
    .returning(_SITTING.c.round_id)
)
LEAVE_AS_SENT = update(_SITTING).where(_MY_ONE).values(changing_since=null())
READ_EASILY = update(_SITTING).where(_MY_ONE, _IS_OPEN).values(easy=bindparam("wanted")).returning(_SITTING.c.easy)
NAME_ENTRY = update(_SITTING).where(_MY_ONE).values(sent_seq=bindparam("seq"))
DROP_PAGES = delete(_PAGE).where(_MY_PAGES)
