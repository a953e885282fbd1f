"""Places by the year of their boundaries, official tables beside ours, outlines of wards, files of a release."""

import sqlalchemy as sa
from alembic import op

from survey.database import RELEASES_ROLE
from survey.schema import append_only

revision = "0035_places_by_year"
down_revision = "0034_what_services_gave"
branch_labels = None
depends_on = None

PUBLISHED = ("release_official", "release_official_figure", "release_map", "release_map_shape", "release_file")
TWO = "level IN ('ward', 'borough')"
FOUR = "level IN ('lsoa', 'ward', 'borough', 'region')"
FIVE = "level IN ('lsoa', 'ward', 'borough', 'upper', 'region')"


def upgrade() -> None:
    _levels_of_area(TWO, FOUR)
    op.add_column("area", sa.Column("vintage", sa.Integer))
    _lists()
    _deprivation()
    _official()
    _maps_and_files()
    dialect = op.get_bind().dialect.name
    for table in PUBLISHED:
        for statement in append_only(table, dialect):
            op.execute(statement)
    if dialect == "postgresql":
        op.execute(f"GRANT SELECT ON {', '.join(PUBLISHED)} TO {RELEASES_ROLE}")


def _levels_of_area(before: str, now: str) -> None:
    """Change one CHECK. On SQLite, while other tables point here, by the text of the schema: no row is touched by it
    (sqlite.org/lang_altertable.html, section 7)."""
    connection = op.get_bind()
    if connection.dialect.name != "sqlite":
        op.drop_constraint("ck_area_known_level", "area", type_="check")
        op.create_check_constraint("ck_area_known_level", "area", now)
        return
    version = connection.exec_driver_sql("PRAGMA schema_version").scalar_one()
    connection.exec_driver_sql("PRAGMA writable_schema = 1")
    changed = "UPDATE sqlite_master SET sql = replace(sql, ?, ?) WHERE type = 'table' AND name = 'area'"
    connection.exec_driver_sql(changed, (before, now))
    connection.exec_driver_sql(f"PRAGMA schema_version = {version + 1}")
    connection.exec_driver_sql("PRAGMA writable_schema = 0")


def _from_a_file() -> list[sa.Column[object]]:
    return [
        sa.Column("file", sa.String(200), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("source", sa.String(300), nullable=False),
        sa.Column("licence", sa.String(120), nullable=False),
        sa.Column("loaded_on", sa.Date, nullable=False),
    ]


def _whole(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, autoincrement=False, nullable=False)


def _words(name: str, length: int) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=False)


def _lists() -> None:
    op.create_table(
        "area_list",
        sa.Column("id", sa.Integer, nullable=False),
        _words("kind", 24),
        _whole("vintage"),
        _whole("rows"),
        *_from_a_file(),
        sa.PrimaryKeyConstraint("id", name="pk_area_list"),
    )
    op.create_table(
        "area_place",
        *(_words("level", 10), _whole("vintage"), _words("code", 12), _words("name", 120)),
        sa.CheckConstraint(FIVE, name="ck_area_place_known_level"),
        sa.PrimaryKeyConstraint("level", "vintage", "code", name="pk_area_place"),
    )
    op.create_table(
        "area_within",
        *(_words("level", 10), _whole("vintage"), _words("code", 12)),
        *(_words("above_level", 10), _whole("above_vintage"), _words("above_code", 12), _whole("list_id")),
        sa.ForeignKeyConstraint(["list_id"], ["area_list.id"], name="fk_area_within_list_id_area_list"),
        sa.PrimaryKeyConstraint("level", "vintage", "code", "above_level", "above_vintage", name="pk_area_within"),
    )
    op.create_index("ix_area_within_above", "area_within", ["above_level", "above_vintage", "above_code"])
    op.create_table(
        "area_same_code",
        *(_words("level", 10), _whole("vintage"), _whole("other_vintage"), _whole("in_both"), _whole("only_here")),
        sa.CheckConstraint("vintage <> other_vintage", name="ck_area_same_code_two_years"),
        sa.PrimaryKeyConstraint("level", "vintage", "other_vintage", name="pk_area_same_code"),
    )
    op.create_table(
        "organisation_area",
        *(_words("organisation_id", 40), _words("area_code", 12)),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name="fk_organisation_area_organisation_id_organisation"
        ),
        sa.ForeignKeyConstraint(["area_code"], ["area.code"], name="fk_organisation_area_area_code_area"),
        sa.PrimaryKeyConstraint("organisation_id", "area_code", name="pk_organisation_area"),
    )


def _deprivation() -> None:
    op.create_table(
        "area_deprivation",
        *(_whole("index_year"), _words("code", 12), _whole("vintage"), _words("authority_code", 12)),
        *(_whole("rank"), _whole("decile"), _whole("list_id")),
        sa.CheckConstraint("decile BETWEEN 1 AND 10", name="ck_area_deprivation_ten_deciles"),
        sa.ForeignKeyConstraint(["list_id"], ["area_list.id"], name="fk_area_deprivation_list_id_area_list"),
        sa.PrimaryKeyConstraint("index_year", "code", name="pk_area_deprivation"),
    )
    op.create_index("ix_area_deprivation_authority_code", "area_deprivation", ["authority_code"])


def _official() -> None:
    op.create_table(
        "release_official",
        sa.Column("id", sa.Integer, nullable=False),
        *(_words("key", 40), _words("title", 250), sa.Column("published_on", sa.Date, nullable=False)),
        *_from_a_file(),
        sa.PrimaryKeyConstraint("id", name="pk_release_official"),
    )
    op.create_index("ix_release_official_key", "release_official", ["key"])
    op.create_table(
        "release_official_figure",
        *(_whole("official_id"), _whole("position"), _words("level", 10), _words("area_code", 12)),
        *(_words("area_name", 120), _whole("period"), _words("characteristic", 250), _words("breakdown", 250)),
        *(_words("indicator", 80), _words("text", 20)),
        sa.ForeignKeyConstraint(
            ["official_id"], ["release_official.id"], name="fk_release_official_figure_official_id_release_official"
        ),
        sa.PrimaryKeyConstraint("official_id", "position", name="pk_release_official_figure"),
    )
    op.create_index("ix_release_official_figure_area", "release_official_figure", ["official_id", "area_code"])


def _maps_and_files() -> None:
    op.create_table(
        "release_map",
        sa.Column("id", sa.Integer, nullable=False),
        *(_whole("vintage"), _whole("width"), _whole("height")),
        *_from_a_file(),
        sa.PrimaryKeyConstraint("id", name="pk_release_map"),
    )
    op.create_table(
        "release_map_shape",
        *(_whole("map_id"), _words("code", 12), _words("name", 120), sa.Column("path", sa.Text, nullable=False)),
        sa.ForeignKeyConstraint(["map_id"], ["release_map.id"], name="fk_release_map_shape_map_id_release_map"),
        sa.PrimaryKeyConstraint("map_id", "code", name="pk_release_map_shape"),
    )
    op.create_table(
        "release_file",
        sa.Column("release_id", sa.BigInteger, autoincrement=False, nullable=False),
        *(_words("scope", 32), _words("name", 40), _words("sha256", 64)),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.ForeignKeyConstraint(["release_id"], ["release.id"], name="fk_release_file_release_id_release"),
        sa.PrimaryKeyConstraint("release_id", "scope", "name", name="pk_release_file"),
    )


def downgrade() -> None:
    for table in (*reversed(PUBLISHED), "area_deprivation", "organisation_area", "area_same_code"):
        op.drop_table(table)
    for table in ("area_within", "area_place", "area_list"):
        op.drop_table(table)
    op.drop_column("area", "vintage")
    _levels_of_area(FOUR, TWO)
