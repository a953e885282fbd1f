"""The data dictionary: every table is in it once, and is the kind of thing that it says."""

import re

import pytest

from survey import app
from survey.database import AppendOnly
from survey.ledger.projection import registered
from tests.house.checkout import ROOT

ROWS = re.findall(
    r"^\| `(\w+)` \| (\w+) \| (.+) \|$", (ROOT / "docs" / "data-dictionary.md").read_text("utf-8"), re.MULTILINE
)
KIND = {table: kind for table, kind, _holds in ROWS}
MOVES = {"ledger_head"}  # of the ledger's tables, the one that does not only grow


def models() -> dict[str, type]:
    return {mapper.local_table.name: mapper.class_ for mapper in app.Base.registry.mappers}


def test_every_table_is_in_the_dictionary_once():
    assert sorted(table for table, _kind, _holds in ROWS) == sorted(app.METADATA.tables)


def test_projections_are_what_the_ledger_can_make_again():
    made_again = {model.__tablename__ for projection in registered() for model in projection.tables}
    assert {table for table, kind in KIND.items() if kind == "projection"} == made_again


def test_history_and_releases_only_grow():
    grows = {table for table, model in models().items() if issubclass(model, AppendOnly)}
    assert {table for table, kind in KIND.items() if kind in ("ledger", "release")} - MOVES == grows


BESIDE = {  # tables that are read beside a release and hold no figure of ours; they may be made again
    "release_agreement": "who may read what",
    "release_quote": "own words, until they are taken back",
    "release_reading": "what readers say of it, until they take it back",
    "release_question": "what the next analysis should look at",
    "release_promise": "what will be done",
}


def test_a_commissioner_s_path_reads_the_releases_and_what_stands_beside_them():
    named = {table for table in KIND if table.startswith("release")}
    assert named == {t for t, kind in KIND.items() if kind == "release"} | set(BESIDE)


@pytest.mark.parametrize("table", [table for table, kind in KIND.items() if kind == "reference"])
def test_reference_tables_point_at_no_person(table):
    columns = app.METADATA.tables[table].columns
    assert not [column.name for column in columns if "person" in column.name or column.name in ("name_of", "born")]
    assert not [key for column in columns for key in column.foreign_keys if key.column.table.name == "person"]
