"""The files of a release: written once, kept as they were, handed out as those bytes."""

import hashlib
from collections.abc import Iterable
from contextlib import suppress

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from outcomes.impact.book import Book
from outcomes.impact.export.files import Form, every_file, scope
from outcomes.impact.export.models import ReleaseFileRow
from outcomes.impact.kept.store import release_book
from outcomes.impact.models import ReleaseRow
from survey import due
from survey.errors import NotThere
from survey.house import House
from survey.ledger.store import take_turn


def keep_what_is_missing(house: House) -> int:
    """Write the files of releases that have none yet, soon after their close and before anybody waits for them."""
    with house.database.releases() as session:
        there = select(ReleaseFileRow.release_id)
        missing = session.scalars(
            select(ReleaseRow.id).where(ReleaseRow.id.not_in(there)).order_by(ReleaseRow.id)
        ).all()
    done = 0
    for number in missing:
        with house.database.releases() as session, suppress(NotThere):  # one that was taken from view needs no files
            _write(house, release_book(session, number))
            done += 1
    return done


def _write(house: House, book: Book) -> dict[str, bytes]:
    """Write every file outside of any transaction, for it takes a second, and then keep them."""
    written = list(every_file(book))
    with house.database.writing() as session:
        _keep(session, book, written)
    return {each.name: content for each, content in written}


due.register("files of releases", keep_what_is_missing)


def content_of(house: House, book: Book, form: Form) -> bytes:
    """The bytes of one file. A release from before files were kept has all of them written now, once."""
    with house.database.releases() as session:
        found = kept(session, book, form.name)
    if found is not None:
        return found
    return _write(house, book)[form.name]


def kept(session: Session, book: Book, name: str) -> bytes | None:
    """A kept file, or None."""
    here = (ReleaseFileRow.release_id == book.number, ReleaseFileRow.scope == scope(book))
    return session.scalar(select(ReleaseFileRow.content).where(*here, ReleaseFileRow.name == name))


def _keep(session: Session, book: Book, written: Iterable[tuple[Form, bytes]]) -> None:
    take_turn(session)  # another may be keeping the same ones
    of = {"release_id": book.number, "scope": scope(book)}
    here = (ReleaseFileRow.release_id == book.number, ReleaseFileRow.scope == of["scope"])
    there = set(session.scalars(select(ReleaseFileRow.name).where(*here)))
    rows = [
        {**of, "name": each.name, "sha256": hashlib.sha256(content).hexdigest(), "content": content}
        for each, content in written
        if each.name not in there
    ]
    if rows:
        session.execute(insert(ReleaseFileRow), rows)
