"""Who may read which release is an agreement; that one was read is written down, without a name or an address."""

import sqlalchemy as sa
from alembic import op

from survey.database import RELEASES_ROLE
from survey.schema import append_only
from survey.times import UtcDateTime

revision = "0033_who_may_read_what"
down_revision = "0032_where_each_figure_stands"
branch_labels = None
depends_on = None

BEFORE = "name IN ('practitioner', 'manager', 'data_lead', 'commissioner')"
NOW = "name IN ('practitioner', 'manager', 'data_lead', 'commissioner', 'analyst')"


def upgrade() -> None:
    _roles(NOW)
    op.create_table(
        "release_agreement",
        sa.Column("seq", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("terms", sa.JSON, nullable=False),
        sa.Column("made_on", sa.Date, nullable=False),
        sa.Column("ended_on", sa.Date),
        sa.PrimaryKeyConstraint("seq", name="pk_release_agreement"),
    )
    op.create_table(
        "figure_view",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), nullable=False),
        sa.Column("release_id", sa.BigInteger, nullable=False),
        sa.Column("agreement_seq", sa.BigInteger),
        sa.Column("audience", sa.String(12), nullable=False),
        sa.Column("how", sa.String(8), nullable=False),
        sa.Column("at_hour", UtcDateTime, nullable=False),
        sa.CheckConstraint(
            "audience IN ('house', 'role', 'organisation', 'account', 'public')", name="ck_figure_view_known_audience"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_figure_view"),
    )
    op.create_index("ix_figure_view_release_id", "figure_view", ["release_id", "audience", "how"])
    dialect = op.get_bind().dialect.name
    for statement in append_only("figure_view", dialect):
        op.execute(statement)
    if dialect == "postgresql":
        op.execute(f"GRANT SELECT ON release_agreement TO {RELEASES_ROLE}")


def _roles(words: str) -> None:
    with op.batch_alter_table("account_role") as table:
        table.drop_constraint("ck_account_role_known_role", type_="check")
        table.create_check_constraint("ck_account_role_known_role", words)


def downgrade() -> None:
    op.drop_table("figure_view")
    op.drop_table("release_agreement")
    op.execute("DELETE FROM account_role WHERE name = 'analyst'")
    _roles(BEFORE)
