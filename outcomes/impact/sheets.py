"""A book as the sheets of lines that the first pages and downloads read: until they read books themselves."""

from collections.abc import Iterator

from outcomes.disclosure.figure import Statistic
from outcomes.disclosure.programme import ACHIEVED, STATUS, YES
from outcomes.disclosure.published import Published
from outcomes.impact import book, disclosure
from outcomes.impact.export.book import Book
from outcomes.impact.labels import LABELS
from outcomes.impact.release import Line, Sheet

ORDER = ("headline", "shape", "age", "gender", "borough", "ward", "missing", "coverage", "means")


def sheets_of(new: book.Book) -> Book:
    """The old shape of a book."""
    lines: dict[tuple[str, str], Line] = {}
    for each in new.figures:
        for sheet, key in _lines(new, each):
            statistic, figure = each.statistic, each.figure
            if statistic is Statistic.PEOPLE and each.at.get(ACHIEVED) == YES:
                statistic = Statistic.ACHIEVED
                figure = disclosure.restore(statistic, figure.text)
            line = lines.setdefault((sheet, key), Line(key, _label(new, sheet, key), {}))
            lines[sheet, key] = Line(key, line.label, {**line.figures, statistic: figure})
    known = [name for name in ORDER if any(sheet == name for sheet, _ in lines)]
    sheets = tuple(Sheet(name, tuple(line for (sheet, _), line in lines.items() if sheet == name)) for name in known)
    days = (new.opens_on, new.closes_on, new.published_on)
    return Book(new.number, new.title, new.place, *days, new.programme, dict(new.rules), sheets)


def _lines(new: book.Book, each: Published) -> Iterator[tuple[str, str]]:
    at = {dim: key for dim, key in each.at.items() if dim != ACHIEVED}
    if each.table == "headline":
        yield "headline", "figure"
    elif each.table in ("shape", "age", "gender", "borough", "ward"):
        parent = f"{_borough(new, at['ward'])}/" if "ward" in at else ""
        yield (each.table, f"{each.table}/{parent}{at[each.table]}") if at else ("means", "change")
    elif each.table == "coverage_parts":
        yield "coverage", "missing"
    elif each.table == "coverage":
        why = at.get(STATUS)
        yield (
            ("coverage", "known" if why is None else "figure")
            if why in (None, "counted")
            else ("missing", f"missing/{why}")
        )
    elif each.table.startswith("latest/"):
        yield "means", f"scale/{each.table.removeprefix('latest/')}"


def _label(new: book.Book, sheet: str, key: str) -> str:
    code = key.rpartition("/")[2]
    if key in LABELS:
        return LABELS[key]
    if sheet == "means":
        return next((scale.label for scale in new.scales if scale.key == key.removeprefix("scale/")), key)
    return next((each.label for each in new.dimension(sheet).categories if each.key == code), key)


def _borough(new: book.Book, ward: str) -> str:
    return next((each.parent for each in new.dimension("ward").categories if each.key == ward), "")
