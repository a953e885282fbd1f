"""Tables of the log's outside: signed heads, tile roots, keys, cosignatures. They only grow; `outside_memory` moves."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from survey.database import AppendOnly, Base


class CheckpointRow(AppendOnly, Base):
    """A head that was signed: at this size, this root. The peaks are those the root is made of, to grow on from."""

    __tablename__ = "checkpoint"

    size: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    root: Mapped[bytes] = mapped_column(LargeBinary(32))
    peaks: Mapped[bytes] = mapped_column(LargeBinary)  # 32 bytes each, largest first
    note: Mapped[str] = mapped_column(Text)  # as signed


class TileRoot(AppendOnly, Base):
    """The root over 256 hashes of the level below: of 256 leaves at level 0, of 65,536 at level 1, and so on."""

    __tablename__ = "tile_root"

    level: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    idx: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    hash: Mapped[bytes] = mapped_column(LargeBinary(32))


class LogKey(AppendOnly, Base):
    """A key that signs this log, from this size on. The newest is the one; receipts may be by an older."""

    __tablename__ = "log_key"

    from_size: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    vkey: Mapped[str] = mapped_column(String(200), unique=True)
    at: Mapped[datetime]


class Cosignature(AppendOnly, Base):
    """A witness's line under a checkpoint, checked before it was kept."""

    __tablename__ = "cosignature"

    size: Mapped[int] = mapped_column(ForeignKey("checkpoint.size"), primary_key=True)
    witness: Mapped[str] = mapped_column(String(200), primary_key=True)  # its vkey
    line: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]  # when it came


class SigningTrouble(AppendOnly, Base):
    """What was about to be signed did not agree with what is stored: signing stopped here, and why."""

    __tablename__ = "signing_trouble"

    at: Mapped[datetime] = mapped_column(primary_key=True)
    size: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    signed: Mapped[int] = mapped_column(BigInteger)  # the newest signed head then: trouble lasts until there is a newer
    why: Mapped[str] = mapped_column(Text)


class OutsideMemory(Base):
    """How many entries somebody outside could tell had been changed: one row for receipts, one for each witness."""

    __tablename__ = "outside_memory"

    who: Mapped[str] = mapped_column(String(200), primary_key=True)  # "receipts", or a witness's vkey
    size: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[datetime]  # when it came to remember so many
    trouble: Mapped[str | None] = mapped_column(Text)  # why a witness would not sign when it was last asked
