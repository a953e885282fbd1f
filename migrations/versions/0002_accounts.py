"""Staff need a way in of their own: accounts with two factors or passkeys, and the roles that open pages."""

import sqlalchemy as sa
from alembic import op

from survey.times import UtcDateTime

revision = "0002_accounts"
down_revision = "0001_ledger_and_people"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "account",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("person_id", sa.String(32), nullable=False),
        sa.Column("email", sa.String(255), nullable=False),
        sa.Column("password", sa.String(255)),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.Column("demo", sa.Boolean, nullable=False),
        sa.Column("added_at", UtcDateTime, nullable=False),
        sa.Column("fs_uniquifier", sa.String(64), nullable=False),
        sa.Column("fs_webauthn_user_handle", sa.String(64)),
        sa.Column("tf_primary_method", sa.String(64)),
        sa.Column("tf_totp_secret", sa.String(255)),
        sa.Column("totp_last_counter", sa.BigInteger),
        sa.Column("mf_recovery_codes", sa.JSON),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_account_person_id_person", deferrable=True, initially="DEFERRED"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_account"),
        sa.UniqueConstraint("person_id", name="uq_account_person_id"),
        sa.UniqueConstraint("email", name="uq_account_email"),
        sa.UniqueConstraint("fs_uniquifier", name="uq_account_fs_uniquifier"),
        sa.UniqueConstraint("fs_webauthn_user_handle", name="uq_account_fs_webauthn_user_handle"),
    )
    op.create_table(
        "account_role",
        sa.Column("account_id", sa.Integer, nullable=False),
        sa.Column("name", sa.String(20), nullable=False),
        sa.CheckConstraint(
            "name IN ('practitioner', 'manager', 'data_lead', 'commissioner')", name="ck_account_role_known_role"
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_account_role_account_id_account"),
        sa.PrimaryKeyConstraint("account_id", "name", name="pk_account_role"),
    )
    op.create_table(
        "webauthn",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("account_id", sa.Integer, nullable=False),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("credential_id", sa.LargeBinary(1024), nullable=False),
        sa.Column("public_key", sa.LargeBinary(1024), nullable=False),
        sa.Column("sign_count", sa.Integer, nullable=False),
        sa.Column("transports", sa.JSON),
        sa.Column("extensions", sa.String(255)),
        sa.Column("usage", sa.String(16), nullable=False),
        sa.Column("backup_state", sa.Boolean, nullable=False),
        sa.Column("device_type", sa.String(64), nullable=False),
        sa.Column("lastuse_datetime", UtcDateTime, nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_webauthn_account_id_account"),
        sa.PrimaryKeyConstraint("id", name="pk_webauthn"),
        sa.UniqueConstraint("credential_id", name="uq_webauthn_credential_id"),
    )
    op.create_index("ix_webauthn_account_id", "webauthn", ["account_id"])


def downgrade() -> None:
    for table in ("webauthn", "account_role", "account"):
        op.drop_table(table)
