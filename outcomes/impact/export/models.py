"""The files of a release as they were first written: what is downloaded later is those bytes, whatever runs then."""

from sqlalchemy import BigInteger, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from survey.database import AppendOnly, Base


class ReleaseFileRow(AppendOnly, Base):
    """One file of a release, or of the part of it that an agreement lets someone read (`scope`)."""

    __tablename__ = "release_file"

    release_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("release.id"), primary_key=True, autoincrement=False)
    scope: Mapped[str] = mapped_column(String(32), primary_key=True)
    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64))
    content: Mapped[bytes] = mapped_column(LargeBinary)
