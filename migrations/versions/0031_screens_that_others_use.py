"""A tablet in a waiting room, or a worker who reads aloud and types: which screen, who helped, and when it closes."""

import sqlalchemy as sa
from alembic import op

from survey.times import UtcDateTime

revision = "0031_screens_that_others_use"
down_revision = "0030_watched_answers"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("sitting", sa.Column("how", sa.String(8)))
    op.add_column("sitting", sa.Column("helped_by", sa.String(32)))
    op.create_table(
        "shared_screen",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("key_hash", sa.LargeBinary(32), nullable=False),
        sa.Column("address", sa.String(40)),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("organisation_id", sa.String(40), nullable=False),
        sa.Column("made_by", sa.String(32), nullable=False),
        sa.Column("made_at", UtcDateTime, nullable=False),
        sa.Column("person_id", sa.String(32)),
        sa.Column("round_id", sa.String(40)),
        sa.Column("ends_at", UtcDateTime),
        sa.Column("ended_at", UtcDateTime),
        sa.CheckConstraint("(kind = 'kiosk') = (address IS NOT NULL)", name="ck_shared_screen_kiosk_has_an_address"),
        sa.PrimaryKeyConstraint("id", name="pk_shared_screen"),
        sa.UniqueConstraint("key_hash", name="uq_shared_screen_key_hash"),
        sa.CheckConstraint("kind IN ('kiosk', 'together')", name="ck_shared_screen_known_kind"),
        sa.CheckConstraint(
            "(kind = 'together') = (person_id IS NOT NULL AND round_id IS NOT NULL AND ends_at IS NOT NULL)",
            name="ck_shared_screen_together_with_one_person",
        ),
    )
    op.create_index("ix_shared_screen_organisation_id", "shared_screen", ["organisation_id"])
    op.create_index("ix_shared_screen_person_id", "shared_screen", ["person_id"])
    op.create_table(
        "shared_sitting",
        sa.Column("token_hash", sa.LargeBinary(32), nullable=False),
        sa.Column("screen_id", sa.Integer, nullable=False),
        sa.Column("person_id", sa.String(32), nullable=False),
        sa.Column("began_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("token_hash", name="pk_shared_sitting"),
        sa.ForeignKeyConstraint(
            ["screen_id"], ["shared_screen.id"], name="fk_shared_sitting_screen_id_shared_screen", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_shared_sitting_screen_id", "shared_sitting", ["screen_id"])


def downgrade() -> None:
    op.drop_table("shared_sitting")
    op.drop_table("shared_screen")
    with op.batch_alter_table("sitting") as table:
        table.drop_column("helped_by")
        table.drop_column("how")
