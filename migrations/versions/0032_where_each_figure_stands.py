"""A release says where each figure stands, by dimensions, so that tables can be crossed; what was published stays."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

from survey.database import RELEASES_ROLE
from survey.schema import append_only

revision = "0032_where_each_figure_stands"
down_revision = "0031_screens_that_others_use"
branch_labels = None
depends_on = None

NEW = (
    "release_table",
    "release_dimension",
    "release_scale",
    "release_figure",
    "release_report",
    "release_withdrawn",
)
Row = dict[str, Any]


def upgrade() -> None:
    old = _old_cells()
    for table in ("release_cell", "release_table"):
        op.drop_table(table)
    _widen_release()
    _tables()
    _convert(old)
    _only_grow(NEW)


def _only_grow(tables: tuple[str, ...]) -> None:
    dialect = op.get_bind().dialect.name
    for table in tables:
        for statement in append_only(table, dialect):
            op.execute(statement)
    if dialect == "postgresql":
        op.execute(f"GRANT SELECT ON {', '.join(tables)} TO {RELEASES_ROLE}")


def _old_cells() -> list[Row]:
    """Every published figure of before, in its order, with the key of its table."""
    asked = sa.text(
        "SELECT c.release_id, t.key AS name, c.key AS line, c.label, c.measure, c.text FROM release_cell c "
        "JOIN release_table t ON t.release_id = c.release_id AND t.position = c.table_position "
        "ORDER BY c.release_id, c.table_position, c.position, c.measure"
    )
    return [dict(row) for row in op.get_bind().execute(asked).mappings()]


def _widen_release() -> None:
    """SQLite makes the table anew, so its guards go on again."""
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("update", "delete"):
            op.execute(f"DROP TRIGGER release_no_{verb}")
    with op.batch_alter_table("release") as table:
        table.add_column(sa.Column("edition", sa.Integer, nullable=False, server_default="1"))
        table.add_column(sa.Column("kind", sa.String(8), nullable=False, server_default="cohort"))
        table.alter_column("programme", type_=sa.String(40), existing_type=sa.String(12), existing_nullable=False)
        table.drop_constraint("uq_release_cohort_id", type_="unique")
        table.create_unique_constraint("uq_release_cohort_id", ["cohort_id", "edition"])
        table.create_check_constraint("ck_release_known_kind", "kind IN ('cohort', 'year')")
        table.create_check_constraint("ck_release_editions_from_one", "edition >= 1")
    if op.get_bind().dialect.name == "sqlite":
        for statement in append_only("release", "sqlite"):
            op.execute(statement)


def _of_release(name: str, *columns: sa.Column[Any]) -> None:
    op.create_table(
        name,
        sa.Column("release_id", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer, autoincrement=False, nullable=False),
        *columns,
        sa.ForeignKeyConstraint(["release_id"], ["release.id"], name=f"fk_{name}_release_id_release"),
        sa.PrimaryKeyConstraint("release_id", "position", name=f"pk_{name}"),
    )


def _word(name: str, length: int) -> sa.Column[Any]:
    return sa.Column(name, sa.String(length), nullable=False)


def _list(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.JSON, nullable=False)


def _text(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Text, nullable=False)


def _tables() -> None:
    said = _word("key", 120), _word("label", 250)
    about = (_list("dims"), _word("among", 40), _word("share", 120), _list("scales"), _word("measure", 120))
    _of_release("release_table", _word("key", 120), _word("title", 250), *about, _text("note"))
    _of_release("release_dimension", *said, _word("within", 120), _list("categories"))
    _of_release(
        "release_scale",
        *(_word("key", 120), _word("label", 250), _word("lowest", 20), _word("highest", 20)),
        sa.Column("higher_is_better", sa.Boolean, nullable=False),
        sa.Column("reference_sd", sa.Float),
        *(_text("source"), _list("waves")),
    )
    place = _word("table_key", 120), _word("measure", 120), _word("wave", 12), _word("statistic", 16)
    _of_release("release_figure", *place, _list("at"), _word("text", 20))
    _by_release("release_report", _list("report"))
    gone = sa.Column("withdrawn_on", sa.Date, nullable=False), _word("why", 500)
    _by_release("release_withdrawn", *gone, sa.Column("replaced_by", sa.BigInteger))


def _by_release(name: str, *columns: sa.Column[Any]) -> None:
    op.create_table(
        name,
        sa.Column("release_id", sa.BigInteger, autoincrement=False, nullable=False),
        *columns,
        sa.ForeignKeyConstraint(["release_id"], ["release.id"], name=f"fk_{name}_release_id_release"),
        sa.PrimaryKeyConstraint("release_id", name=f"pk_{name}"),
    )


# What was published before, at its place: the same texts, the same labels

TITLES = {
    "headline": "Reached an outcome they chose",
    "coverage": "Who is in the figure, and who is missing",
    "coverage_parts": "Who is in the figure, and who is missing",
    "shape": "First rating to latest rating",
    "age": "Age",
    "gender": "How they describe themselves",
    "borough": "Borough",
    "ward": "Ward",
}
GROUPS = ("shape", "age", "gender", "borough", "ward")
COUNTS = {"people": ("people", False), "achieved": ("people", True)}  # statistic, whether among who achieved
SHARES = ("percent", "percent_low", "percent_high")


def _convert(cells: list[Row]) -> None:
    for release in sorted({cell["release_id"] for cell in cells}):
        figures = [each for cell in cells if cell["release_id"] == release for each in _places(cell)]
        _keep(release, figures, [cell for cell in cells if cell["release_id"] == release])


def _places(cell: Row) -> Iterator[Row]:
    """Where a figure of before stands now: its table, its place, and what it is about."""
    name, line, statistic = cell["name"], cell["line"], cell["measure"]
    at: dict[str, str] = {}
    measure = wave = ""
    if name == "headline":
        table = "headline"
    elif name == "coverage":
        table = "coverage_parts" if line == "missing" else "coverage"
        at = {"known": {}, "figure": {"status": "counted"}, "missing": {"part": "missing"}}[line]
    elif name == "missing":
        table, at = "coverage", {"status": line.partition("/")[2]}
    elif name == "means":
        table, measure, wave = (
            ("shape", "goals", "change") if line == "change" else (f"latest/{line[6:]}", line[6:], "latest")
        )
        if statistic == "people":
            measure = wave = ""
    else:
        table, at = name, {name: line.rpartition("/")[2]}
    if statistic == "achieved" or statistic in SHARES:
        at, statistic = at | {"achieved": "yes"}, COUNTS.get(statistic, (statistic,))[0]
    text = cell["text"].replace("nearly all", "nearly_all")
    yield {"table_key": table, "measure": measure, "wave": wave, "statistic": statistic, "at": at, "text": text}


def _keep(release: int, figures: list[Row], cells: list[Row]) -> None:
    keys = list(dict.fromkeys(each["table_key"] for each in figures))
    labels = {(cell["name"], cell["line"]): cell["label"] for cell in cells}
    of = {key: _dims(key, figures) for key in keys}
    tables = [_table(key, of[key], labels) for key in keys]
    used = list(dict.fromkeys(dim for key in keys for dim in of[key]))
    dimensions = [_dimension(dim, figures, labels) for dim in used]
    scales = [
        {"key": key[7:], "label": labels["means", f"scale/{key[7:]}"], "lowest": "0", "highest": "0"}
        | {"higher_is_better": True, "reference_sd": None, "source": "", "waves": ["latest"]}
        for key in keys
        if key.startswith("latest/")
    ]
    _insert("release_table", release, tables, ("dims", "scales"))
    _insert("release_dimension", release, dimensions, ("categories",))
    _insert("release_scale", release, scales, ("waves",))
    _insert("release_figure", release, sorted(figures, key=lambda each: keys.index(each["table_key"])), ("at",))
    report = {"release_id": release, "report": {"audit": "tree", "decision": "0030"}}
    _bulk("release_report", [report], ("report",))


def _dims(key: str, figures: list[Row]) -> list[str]:
    found = [dim for each in figures if each["table_key"] == key for dim in each["at"]]
    return sorted(set(found), key=lambda dim: (dim == "achieved", dim))


def _table(key: str, dims: list[str], labels: dict[tuple[str, str], str]) -> Row:
    scale = key[7:] if key.startswith("latest/") else ""
    title = TITLES.get(key) or labels.get(("means", f"scale/{scale}"), key)
    among = "" if key.startswith("coverage") else "counted"
    share = "achieved" if "achieved" in dims else ""
    about = {"scales": [scale] if scale else [], "measure": scale or ("goals" if key == "shape" else ""), "note": ""}
    return {"key": key, "title": title[:250], "dims": dims, "among": among, "share": share} | about


def _dimension(dim: str, figures: list[Row], labels: dict[tuple[str, str], str]) -> Row:
    found = list(dict.fromkeys(each["at"][dim] for each in figures if dim in each["at"]))
    names = {
        line.rpartition("/")[2]: (label, line) for (name, line), label in labels.items() if name in (dim, "missing")
    }
    if dim == "achieved":
        categories = [["yes", "Reached", "", True], ["not_yet", "Not yet", "", False]]
    else:
        categories = [_category(dim, key, *names.get(key, (key, ""))) for key in found]
    label = {"achieved": "Reached an outcome they chose", "status": "What happened"}.get(dim, TITLES.get(dim, dim))
    return {"key": dim, "label": label, "within": "borough" if dim == "ward" else "", "categories": categories}


def _category(dim: str, key: str, label: str, line: str) -> list[Any]:
    words = {"counted": "In the figure", "missing": "Not in the figure"}
    return [key, words.get(key, label), line.split("/")[1] if dim == "ward" and line.count("/") == 2 else "", True]


def _insert(table: str, release: int, rows: list[Row], written: tuple[str, ...]) -> None:
    _bulk(table, [{"release_id": release, "position": at} | row for at, row in enumerate(rows)], written)


def _bulk(name: str, rows: list[Row], written: tuple[str, ...]) -> None:
    if rows:
        columns = [sa.column(key, sa.JSON if key in written else None) for key in rows[0]]
        op.bulk_insert(sa.table(name, *columns), rows)


def downgrade() -> None:
    """Back to the tables of before, empty: where anything is published, never."""
    for table in reversed(NEW):
        op.drop_table(table)
    _narrow_release()
    op.create_table(
        "release_table",
        sa.Column("release_id", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("key", sa.String(20), nullable=False),
        sa.ForeignKeyConstraint(["release_id"], ["release.id"], name="fk_release_table_release_id_release"),
        sa.PrimaryKeyConstraint("release_id", "position", name="pk_release_table"),
    )
    op.create_table(
        "release_cell",
        sa.Column("release_id", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("table_position", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer, autoincrement=False, nullable=False),
        *(_word("measure", 12), _word("key", 80), _word("label", 250), _word("text", 12)),
        sa.PrimaryKeyConstraint("release_id", "table_position", "position", "measure", name="pk_release_cell"),
        sa.ForeignKeyConstraint(
            ["release_id", "table_position"],
            ["release_table.release_id", "release_table.position"],
            name="fk_release_cell_release_id_release_table",
        ),
    )
    _only_grow(("release_table", "release_cell"))


def _narrow_release() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    for verb in ("update", "delete") if sqlite else ():
        op.execute(f"DROP TRIGGER release_no_{verb}")
    with op.batch_alter_table("release") as table:
        table.drop_constraint("ck_release_known_kind", type_="check")
        table.drop_constraint("ck_release_editions_from_one", type_="check")
        table.drop_constraint("uq_release_cohort_id", type_="unique")
        table.create_unique_constraint("uq_release_cohort_id", ["cohort_id"])
        table.alter_column("programme", type_=sa.String(12), existing_type=sa.String(40), existing_nullable=False)
        table.drop_column("edition")
        table.drop_column("kind")
    for statement in append_only("release", "sqlite") if sqlite else ():
        op.execute(statement)
