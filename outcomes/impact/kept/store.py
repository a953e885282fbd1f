"""Keeping a release, and reading it back as published figures through a session that can read nothing else."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, insert, select
from sqlalchemy.orm import Session

from outcomes.disclosure.engine import restore
from outcomes.disclosure.figure import Statistic, published
from outcomes.disclosure.programme import Category, Dimension, Programme, Scale, Table
from outcomes.disclosure.published import Published
from outcomes.disclosure.rulebook import rules
from outcomes.impact.book import Book
from outcomes.impact.models import (
    ReleaseDimensionRow,
    ReleaseFigureRow,
    ReleaseReportRow,
    ReleaseRow,
    ReleaseScaleRow,
    ReleaseTableRow,
    ReleaseWithdrawnRow,
)
from survey.errors import NotThere

__all__ = ["LARGEST_NUMBER", "Fresh", "keep", "kept_book", "release_book", "releases", "short_books", "withdrawn"]

Row = TypeVar("Row", ReleaseTableRow, ReleaseDimensionRow, ReleaseScaleRow)
ALWAYS = ("headline", "coverage", "coverage_in_parts")  # the tables of every short book
LARGEST_NUMBER = 2**31 - 1  # more than a database column for it may hold, and than there will ever be


@dataclass(frozen=True)
class Fresh:
    """A release that is about to be kept. `report`: the audit that let it out, without any true count."""

    cohort_id: int
    title: str
    place: str
    opens_on: date
    closes_on: date
    published_on: date
    programme: Programme
    figures: Sequence[Published]
    report: Mapping[str, Any]
    kind: str = "cohort"
    edition: int = 1


def keep(session: Session, fresh: Fresh) -> int:
    """Write down what was published, and give its number. Nothing that was not published is written."""
    days = {"opens_on": fresh.opens_on, "closes_on": fresh.closes_on, "published_on": fresh.published_on}
    about = {"title": fresh.title, "place": fresh.place, "kind": fresh.kind, "edition": fresh.edition}
    row = ReleaseRow(cohort_id=fresh.cohort_id, programme=fresh.programme.name, rules=rules(), **days, **about)
    session.add(row)
    session.flush()
    for model, rows in (
        (ReleaseTableRow, [_table(table) for table in fresh.programme.tables]),
        (ReleaseDimensionRow, [_dimension(each) for each in fresh.programme.dimensions]),
        (ReleaseScaleRow, [_scale(scale) for scale in fresh.programme.scales]),
        (ReleaseFigureRow, [_figure(each) for each in fresh.figures]),
    ):
        if rows:
            session.execute(
                insert(model), [{"release_id": row.id, "position": i} | each for i, each in enumerate(rows)]
            )
    session.execute(insert(ReleaseReportRow), [{"release_id": row.id, "report": dict(fresh.report)}])
    return row.id


def _table(table: Table) -> dict[str, Any]:
    return vars(table) | {"dims": list(table.dims), "scales": list(table.scales)}


def _dimension(dimension: Dimension) -> dict[str, Any]:
    categories = [[each.key, each.label, each.parent, each.listed] for each in dimension.categories]
    return {"key": dimension.key, "label": dimension.label, "within": dimension.within, "categories": categories}


def _scale(scale: Scale) -> dict[str, Any]:
    ends = {"lowest": str(scale.lowest), "highest": str(scale.highest), "waves": list(scale.waves)}
    return vars(scale) | ends


def _figure(each: Published) -> dict[str, Any]:
    place = {"table_key": each.table, "measure": each.measure, "wave": each.wave, "at": dict(each.at)}
    return place | {"statistic": each.statistic.value, "text": published(each.figure).text}


# Reading, through a session that can read nothing else


def releases(session: Session) -> list[ReleaseRow]:
    """Every release that is in view, the newest first."""
    gone = select(ReleaseWithdrawnRow.release_id)
    found = select(ReleaseRow).where(ReleaseRow.id.not_in(gone))
    return list(session.scalars(found.order_by(ReleaseRow.published_on.desc(), ReleaseRow.id.desc())))


def withdrawn(session: Session, release_id: int) -> ReleaseWithdrawnRow | None:
    """When and why a release was taken from view, or None."""
    return session.get(ReleaseWithdrawnRow, release_id) if release_id <= LARGEST_NUMBER else None


def release_book(session: Session, release_id: int) -> Book:
    """One release with its figures, as published. :raise NotThere: when there is none, or it was taken from view."""
    if withdrawn(session, release_id) is not None:
        raise NotThere
    return kept_book(session, release_id)


def kept_book(session: Session, release_id: int) -> Book:
    """One release in view or not, for what is published after it: whoever kept it has it. :raise NotThere:"""
    row = session.get(ReleaseRow, release_id) if release_id <= LARGEST_NUMBER else None
    if row is None:
        raise NotThere
    report = session.get(ReleaseReportRow, release_id)
    book = _book(
        row,
        tables=tuple(_read_table(each) for each in _of(session, ReleaseTableRow, release_id)),
        scales=tuple(_read_scale(each) for each in _of(session, ReleaseScaleRow, release_id)),
        figures=tuple(each for _, each in _figures(session, ReleaseFigureRow.release_id == release_id)),
    )
    dimensions = tuple(_read_dimension(each) for each in _of(session, ReleaseDimensionRow, release_id))
    return replace(book, dimensions=dimensions, report=report.report if report else {})


def short_books(session: Session, rows: Sequence[ReleaseRow], scales: Collection[str] = ()) -> list[Book]:
    """These releases with little of each, in three statements for all: who is in it, the headline, change on `scales`.

    They have no dimensions: no row of theirs is of a group.
    """
    numbers, keys = [row.id for row in rows], [*ALWAYS, *(f"change/{scale}" for scale in scales)]
    of_table, of_scale, of_figure = ReleaseTableRow, ReleaseScaleRow, ReleaseFigureRow
    here = select(of_table).where(of_table.release_id.in_(numbers), of_table.key.in_(keys))
    tables = session.scalars(here.order_by(of_table.position)).all()
    told = select(of_scale).where(of_scale.release_id.in_(numbers), of_scale.key.in_(scales))
    measured = session.scalars(told.order_by(of_scale.position)).all()
    figures: dict[int, list[Published]] = {}
    for number, figure in _figures(session, of_figure.release_id.in_(numbers) & of_figure.table_key.in_(keys)):
        figures.setdefault(number, []).append(figure)
    return [
        _book(
            row,
            tables=tuple(_read_table(each) for each in tables if each.release_id == row.id),
            scales=tuple(_read_scale(each) for each in measured if each.release_id == row.id),
            figures=tuple(figures.get(row.id, ())),
        )
        for row in rows
    ]


def _book(
    row: ReleaseRow, tables: tuple[Table, ...], scales: tuple[Scale, ...], figures: tuple[Published, ...]
) -> Book:
    """What its row says of a release, with what was read of it."""
    return Book(
        number=row.id,
        title=row.title,
        place=row.place,
        opens_on=row.opens_on,
        closes_on=row.closes_on,
        published_on=row.published_on,
        programme=row.programme,
        dimensions=(),
        tables=tables,
        scales=scales,
        figures=figures,
        rules=row.rules,
    )


def _of(session: Session, model: type[Row], release_id: int) -> Iterator[Row]:
    return iter(session.scalars(select(model).where(model.release_id == release_id).order_by(model.position)))


def _read_table(row: ReleaseTableRow) -> Table:
    about = {"among": row.among, "share": row.share, "measure": row.measure, "note": row.note}
    return Table(row.key, row.title, tuple(row.dims), scales=tuple(row.scales), **about)


def _read_dimension(row: ReleaseDimensionRow) -> Dimension:
    return Dimension(row.key, row.label, tuple(Category(*each) for each in row.categories), row.within)


def _read_scale(row: ReleaseScaleRow) -> Scale:
    ends = Fraction(row.lowest), Fraction(row.highest)
    return Scale(
        row.key, row.label, *ends, row.higher_is_better, row.reference_sd, source=row.source, waves=tuple(row.waves)
    )


def _figures(session: Session, wanted: ColumnElement[bool]) -> Iterator[tuple[int, Published]]:
    """Hundreds of rows, on every page of a release: read as columns. Each with the number of its release."""
    row = ReleaseFigureRow
    columns = select(row.release_id, row.table_key, row.statistic, row.text, row.at, row.measure, row.wave)
    for number, table, statistic, text, at, measure, wave in session.execute(
        columns.where(wanted).order_by(row.release_id, row.position)
    ):
        yield number, Published(table, restore(Statistic(statistic), text), at, measure, wave)
