"""A release published before figures had dimensions (migration 0032) is read as it was: every text, in its place."""

import json

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from outcomes.disclosure.figure import Statistic
from outcomes.impact.book import Book
from outcomes.impact.export.figures_csv import figures_csv
from outcomes.impact.kept.store import release_book, releases
from survey import schema
from survey.database import Database

BEFORE = "0031_screens_that_others_use"
SHARED = ("people", "achieved", "percent", "percent_low", "percent_high")
Line = tuple[str, str, dict[str, str]]
TABLES: dict[str, tuple[Line, ...]] = {
    "headline": (("figure", "In the figure", dict(zip(SHARED, ("140", "85", "61", "52", "69"), strict=True))),),
    "shape": (
        ("shape/further", "Further away (down 1 or more)", {"people": "15"}),
        ("shape/much_closer", "A lot closer (up 4 or more)", {"people": "c"}),
    ),
    "age": (
        ("age/8-10", "8 to 10", dict(zip(SHARED, ("30", "nearly all", "c", "c", "c"), strict=True))),
        ("age/11-15", "11 to 15", dict(zip(SHARED, ("60", "35", "58", "45", "70"), strict=True))),
    ),
    "gender": (("gender/girl", "Girl or young woman", {"people": "75"}),),
    "borough": (("borough/E08000003", "Manchester", {"people": "95"}),),
    "ward": (("ward/E08000003/E05011367", "Hulme (Manchester)", {"people": "35"}),),
    "missing": (("missing/said_no", "They said no", {"people": "20"}),),
    "coverage": (
        ("known", "Young people these services knew", {"people": "270"}),
        ("figure", "In the figure", {"people": "140"}),
        ("missing", "Not in the figure", {"people": "130"}),
    ),
    "means": (
        ("change", "Change in rating, first to latest", {"people": "125", "mean": "1.4"}),
        ("scale/strands/feelings", "Feelings", {"people": "95", "mean": "4.4"}),
    ),
}
PLACES: dict[tuple[str, str, str, Statistic], tuple[dict[str, str], str]] = {
    ("headline", "", "", Statistic.PERCENT_LOW): ({"achieved": "yes"}, "52"),
    ("shape", "", "", Statistic.PEOPLE): ({"shape": "much_closer"}, "c"),
    ("age", "", "", Statistic.PEOPLE): ({"age": "8-10", "achieved": "yes"}, "nearly_all"),
    ("gender", "", "", Statistic.PEOPLE): ({"gender": "girl"}, "75"),
    ("borough", "", "", Statistic.PEOPLE): ({"borough": "E08000003"}, "95"),
    ("ward", "", "", Statistic.PEOPLE): ({"ward": "E05011367"}, "35"),
    ("coverage", "", "", Statistic.PEOPLE): ({"status": "said_no"}, "20"),
    ("coverage_parts", "", "", Statistic.PEOPLE): ({"part": "missing"}, "130"),
    ("shape", "goals", "change", Statistic.MEAN): ({}, "1.4"),
    ("latest/strands/feelings", "strands/feelings", "latest", Statistic.MEAN): ({}, "4.4"),
}


@pytest.fixture
def kept(database: Database) -> Database:
    """A database of today in which a release of before was published, and another after it."""
    schema.downgrade(database, BEFORE)
    with database.engine.connect().execution_options(sayso_writes=True) as connection:
        for number in (1, 2):
            about = {"number": number, "title": f"Count {number}", "rules": json.dumps({"smallest_count": 10})}
            connection.execute(
                text(
                    "INSERT INTO release (id, cohort_id, title, place, opens_on, closes_on, published_on, programme, "
                    "rules) VALUES (:number, :number, :title, 'Harbour', '2026-01-01', '2026-06-30', '2026-07-01', "
                    "'crossed', :rules)"
                ),
                about,
            )
            for at, (key, lines) in enumerate(TABLES.items()):
                place = {"release": number, "at": at}
                connection.execute(text("INSERT INTO release_table VALUES (:release, :at, :key)"), place | {"key": key})
                rows = [
                    place | {"line": i, "measure": measure, "key": line, "label": label, "text": said}
                    for i, (line, label, figures) in enumerate(lines)
                    for measure, said in figures.items()
                ]
                connection.execute(
                    text("INSERT INTO release_cell VALUES (:release, :at, :line, :measure, :key, :label, :text)"), rows
                )
        connection.commit()
    schema.upgrade(database)
    return database


def test_every_text_that_was_published_stands_where_it_belongs(kept: Database) -> None:
    with kept.releases() as session:
        assert [row.id for row in releases(session)] == [2, 1]
        books = [release_book(session, number) for number in (1, 2)]
    for number, book in enumerate(books, 1):
        assert (book.number, book.title, book.place, book.programme) == (
            number,
            f"Count {number}",
            "Harbour",
            "crossed",
        )
        texts = sorted(said for lines in TABLES.values() for *_, figures in lines for said in figures.values())
        assert sorted(each.figure.text.replace("_", " ") for each in book.figures) == texts
        assert len({each.place for each in book.figures}) == len(book.figures), "two figures at one place"
        for (table, measure, wave, statistic), (at, said) in PLACES.items():
            found = book.figure(table, at, statistic, measure=measure, wave=wave)
            assert found is not None, (table, at)
            assert found.text == said
        assert book.report == {"audit": "tree", "decision": "0030"}
        rows_keep_their_names(book)
    only_grows(kept)


def rows_keep_their_names(book: Book) -> None:
    names = {each.key: each.label for dim in book.dimensions for each in dim.listed()}
    assert names["8-10"] == "8 to 10"
    assert names["E05011367"] == "Hulme (Manchester)"
    assert names["said_no"] == "They said no"
    assert [each.parent for each in book.dimension("ward").categories] == ["E08000003"]
    assert book.scales[0].label == "Feelings"
    assert [table.title for table in book.tables][:2] == [
        "Reached an outcome they chose",
        "First rating to latest rating",
    ]
    assert figures_csv(book).count("\r\n") == len(book.figures) + 1


def only_grows(kept: Database) -> None:
    for table in ("release", "release_table", "release_dimension", "release_scale", "release_figure", "release_report"):
        with kept.engine.connect().execution_options(sayso_writes=True) as connection:
            assert connection.scalar(text(f"SELECT count(*) FROM {table}"))  # noqa: S608 - names of ours
            with pytest.raises(DatabaseError, match="History holds"):
                connection.execute(text(f"DELETE FROM {table}"))  # noqa: S608 - names of ours
