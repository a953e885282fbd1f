"""`README.txt`: what is in the folder, how the numbers were made, the licence, how to cite."""

from outcomes.impact.book import Book
from outcomes.impact.export.words import (
    LICENCE,
    LICENCE_URL,
    MARKERS,
    NOTES,
    citation,
    days_of,
    method,
    place_of,
)


def readme(book: Book, files: dict[str, str]) -> str:
    """The text. `files`: what each file is, by its name."""
    parts = (
        ("", [book.title, place_of(book), days_of(book), f"Release {book.number}."]),
        ("Files", [f"{name}: {about}" for name, about in files.items()]),
        ("What to know", list(NOTES)),
        ("How these numbers were made", list(method(book))),
        ("Symbols", [f"{marker}: {words}" for marker, words in MARKERS.items()]),
        ("Licence", [f"{LICENCE}: {LICENCE_URL}"]),
        ("How to cite", [citation(book)]),
    )
    return "\n".join(_part(heading, lines) for heading, lines in parts)


def _part(heading: str, lines: list[str]) -> str:
    head = f"{heading}\n{'-' * len(heading)}\n" if heading else ""
    return head + "".join(f"{line}\n" for line in lines)
