"""What is destroyed is gone from the files too: SQLite leaves deleted bytes where they were unless it is told."""

from pathlib import Path

from sqlalchemy import select

from survey.database import Database
from survey.keys import SEGMENT_KEY
from survey.ledger.models import Segment, SegmentContent
from tests.survey.backup.conftest import written
from tests.survey.backup.test_restoring import erased


def files(url: str) -> bytes:
    path = Path(url.removeprefix("sqlite:///"))
    return b"".join(each.read_bytes() for each in path.parent.glob(f"{path.name}*") if not each.name.endswith("-shm"))


def test_a_destroyed_key_and_what_it_sealed_are_in_no_file(lone: Database) -> None:
    written(lone, "First", "Second")
    with lone.reading() as session:
        key_id = session.get_one(Segment, (1, 0)).key_id
        sealed = session.get_one(SegmentContent, (1, 0)).sealed
    with lone.keys.engine.connect() as connection:
        wrapped = connection.scalars(select(SEGMENT_KEY.c.wrapped).where(SEGMENT_KEY.c.key_id == key_id)).one()
    assert wrapped in files(lone.keys.url)
    assert sealed in files(lone.url)
    erased(lone, (1, 0))
    assert wrapped not in files(lone.keys.url)  # at once, while the service runs
    lone.dispose()
    assert sealed not in files(lone.url)
