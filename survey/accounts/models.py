"""Accounts' tables. Operational, not projections: keys to the door say nothing about a young person."""

from datetime import datetime

from flask_security import RoleMixin, UserMixin, WebAuthnMixin
from sqlalchemy import JSON, BigInteger, CheckConstraint, ForeignKey, LargeBinary, String
from sqlalchemy.ext.mutable import MutableList
from sqlalchemy.orm import Mapped, mapped_column, relationship

from survey.database import Base
from survey.people.models import Person
from survey.people.role import Role

Words = JSON(none_as_null=True)
KNOWN_ROLES = ", ".join(f"'{role.value}'" for role in Role)


class AccountRole(RoleMixin, Base):
    """One role of one account."""

    __tablename__ = "account_role"
    __table_args__ = (CheckConstraint(f"name IN ({KNOWN_ROLES})", name="known_role"),)

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    name: Mapped[str] = mapped_column(String(20), primary_key=True)


class Passkey(WebAuthnMixin, Base):
    """A passkey: the public half only; the private half never leaves its device."""

    __tablename__ = "webauthn"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    name: Mapped[str] = mapped_column(String(64))
    credential_id: Mapped[bytes] = mapped_column(LargeBinary(1024), unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary(1024))
    sign_count: Mapped[int]
    transports: Mapped[list[str] | None] = mapped_column(MutableList.as_mutable(Words))
    extensions: Mapped[str | None] = mapped_column(String(255))
    usage: Mapped[str] = mapped_column(String(16))
    backup_state: Mapped[bool]
    device_type: Mapped[str] = mapped_column(String(64))
    lastuse_datetime: Mapped[datetime]

    def get_user_mapping(self) -> dict[str, int]:
        """How the library finds the account that this key opens."""
        return {"id": self.account_id}


class Account(UserMixin, Base):
    """A way in for one member of staff. Their name and organisation are the person's, told once, in the ledger."""

    __tablename__ = "account"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id", deferrable=True, initially="DEFERRED"), unique=True)
    email: Mapped[str] = mapped_column(String(255), unique=True)  # lower case
    password: Mapped[str | None] = mapped_column(String(255))  # argon2; None until they have chosen one
    active: Mapped[bool]
    demo: Mapped[bool]  # signs in by link, in demo mode only; production will not start beside one
    added_at: Mapped[datetime]
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True)  # changing it ends every session
    fs_webauthn_user_handle: Mapped[str | None] = mapped_column(String(64), unique=True)  # type: ignore[assignment]  # ours may be none
    tf_primary_method: Mapped[str | None] = mapped_column(String(64))
    tf_totp_secret: Mapped[str | None] = mapped_column(String(255))  # encrypted
    totp_last_counter: Mapped[int | None] = mapped_column(BigInteger)  # a code works once
    mf_recovery_codes: Mapped[list[str] | None] = mapped_column(MutableList.as_mutable(Words))  # encrypted

    roles: Mapped[list[AccountRole]] = relationship(  # type: ignore[assignment]  # ours is narrower than the library's
        lazy="joined", cascade="all, delete-orphan"
    )
    webauthn: Mapped[list[Passkey]] = relationship(cascade="all, delete-orphan")  # type: ignore[assignment]  # narrower
    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True, viewonly=True)
