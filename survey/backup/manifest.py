"""What a backup says of itself: when it was made, of which schema and ledger, and the hash of every table in it."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal

from survey.errors import DomainError
from survey.ledger.canonical import moment_text

FORMAT = "sayso-backup/1"
NAME = "manifest.json"
KEYS_LIVE = timedelta(days=30)  # erased is gone for good when the last copy of its key is
Kind = Literal["main", "keys"]


class NotABackup(DomainError):
    """This file is not a backup made by Sayso."""


class BackupDamaged(DomainError):
    """This backup is damaged: it does not hold what it says it holds."""


class OtherSchema(DomainError):
    """This backup was made by another version."""

    kind = "conflict"


@dataclass(frozen=True)
class TableCopy:
    """One table in a backup: its columns in order, how many rows, and the SHA-256 of its lines."""

    columns: tuple[str, ...]
    rows: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """The first thing that is read of a backup. Of the ledger it says the size and the root."""

    kind: Kind
    made_at: datetime
    schema: str
    size: int = 0
    root: str = ""
    checkpoint: str | None = None
    tables: Mapping[str, TableCopy] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()  # made again from entries on restoring

    @property
    def keep_until(self) -> datetime | None:
        """Until when it may be kept; None: as long as it is useful."""
        return self.made_at + KEYS_LIVE if self.kind == "keys" else None

    def is_past_its_life(self, now: datetime) -> bool:
        return self.keep_until is not None and now >= self.keep_until

    def text(self) -> str:
        """As it stands in the file."""
        until = moment_text(self.keep_until) if self.keep_until else None
        times = {"made_at": moment_text(self.made_at), "keep_until": until}
        return json.dumps({"format": FORMAT} | asdict(self) | times, indent=1, ensure_ascii=False)


def parsed(text: str) -> Manifest:
    """A manifest read again. :raise NotABackup: when it is none."""
    try:
        facts: dict[str, Any] = json.loads(text)
        if facts.pop("format") != FORMAT or facts["kind"] not in ("main", "keys"):
            raise NotABackup
        facts.pop("keep_until")
        tables = {
            name: TableCopy(tuple(copy["columns"]), int(copy["rows"]), str(copy["sha256"]))
            for name, copy in facts.pop("tables").items()
        }
        made_at, left_out = datetime.fromisoformat(facts.pop("made_at")), tuple(facts.pop("left_out"))
        return Manifest(made_at=made_at, tables=tables, left_out=left_out, **facts)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise NotABackup from error


def refuse_other_schema(manifest: Manifest, ours: str) -> None:
    """:raise OtherSchema: when a backup does not fit the tables that this version has."""
    if manifest.schema != ours:
        raise OtherSchema(
            f"This backup was made when the last migration was {manifest.schema}; here it is {ours}. "
            "Restore it with the version that made it, then upgrade."
        )


def what_is_known_outside(*, size: int, root: str, known_size: int, root_there: str | None, known_root: str) -> str:
    """What a checkpoint from outside says of a ledger of `size`, in plain words; `root_there`: ours at its size."""
    if known_size > size:
        missing = known_size - size
        return (
            f"This is not the newest state. A checkpoint from outside knows {known_size} entries; this backup has "
            f"{size}. The last {missing} {'entry is' if missing == 1 else 'entries are'} not in it, and whoever holds "
            "a receipt or a witness's memory of them will see that they are gone."
        )
    if root_there != known_root:
        return f"This is not the ledger that the checkpoint is of: at {known_size} entries the two differ."
    return f"The checkpoint from outside is part of this ledger: {known_size} of its {size} entries, unchanged."
