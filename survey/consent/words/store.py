"""Keeping the words of a notice at its first use, and refusing other words under the same version."""

from collections.abc import Iterable, Mapping

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from survey.consent.models import NoticeUsed
from survey.consent.notice import FOR_CARERS, Face, Notice, Say, compose
from survey.consent.purpose import Choice, Purpose, card_for
from survey.database import Database
from survey.errors import DomainError, NotThere
from survey.house import House
from survey.i18n import languages

_TABLE = NoticeUsed.__table__


class WordsChanged(DomainError):
    """The words of a card that people were shown are not what they were. Publish them as a new version."""

    kind = "conflict"


def keep(session: Session, notice: Notice) -> None:
    """Keep the words at their first use, in this transaction. :raise WordsChanged: when others were used before."""
    of = _TABLE.c
    where = (of.purpose == notice.purpose.value, of.version == notice.version, of.face == notice.face.value)
    used = session.execute(select(of.sha256).where(*where, of.language == notice.language)).scalar_one_or_none()
    if used is None:
        values = {"purpose": notice.purpose.value, "version": notice.version, "face": notice.face.value}
        kept = {"id": notice.key, "language": notice.language, "sha256": notice.words_sha256, "text": notice.words}
        session.execute(insert(NoticeUsed), values | kept)
    elif used != notice.words_sha256:
        raise WordsChanged(_sentence(notice.purpose.value, notice.version, notice.language))


def words_of(session: Session, facts: Mapping[str, object]) -> str | None:
    """The exact text that a decision was about, made again from the words that are kept; None where they are not."""
    found = session.execute(select(_TABLE.c.text).where(_TABLE.c.sha256 == facts["words"]).limit(1)).scalar()
    fills = facts["fills"]
    return found % fills if found and isinstance(fills, Mapping) else found


def require_unchanged(database: Database, languages: Mapping[str, Say]) -> None:
    """Hold every kept text against the same card as it would be shown now. :raise WordsChanged: names the first.

    Run before a service serves anything. A language or a version that is no longer offered is left as it was.
    """
    with database.reading() as session:
        for used in session.execute(select(_TABLE).order_by(*_TABLE.primary_key)):
            now = _as_now(used.purpose, used.version, Face(used.face), languages.get(used.language))
            if now is not None and now != used.sha256:
                raise WordsChanged(_sentence(used.purpose, used.version, used.language))


def hold(house: House) -> None:
    """The same, for every language that this installation offers. :raise WordsChanged:"""
    spoken = languages(house.settings)
    require_unchanged(house.database, {code: each.translations.ugettext for code, each in spoken.items()})


def _as_now(purpose: str, version: int, face: Face, say: Say | None) -> str | None:
    if say is None:
        return None
    try:
        card = card_for(Purpose(purpose), version)
    except NotThere:
        return None
    return compose(card, face, language="", say=say).words_sha256


def _sentence(purpose: str, version: int, language: str) -> str:
    return (
        f"The words of the card {purpose}, version {version}, in {language} have changed since people were shown them. "
        f"Put them back, and publish the new ones as version {version + 1}."
    )


def every_face(purpose: Purpose) -> Iterable[Face]:
    """The faces that the card of this purpose can have."""
    both = {Face.ASK_BOTH, Face.ALOUD_BOTH} | FOR_CARERS
    return [face for face in Face if face not in both or card_for(purpose).choice is Choice.CONSENT]
