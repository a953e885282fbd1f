"""A catalogue as a .po file: its header, with what gettext's own tools would drop, and every message in one order."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256

from survey.words.entry import Entry
from survey.words.plurals import forms_of


@dataclass(frozen=True)
class Catalogue:
    """The words of the pages in a language."""

    language: str
    header: Mapping[str, str]
    entries: tuple[Entry, ...]

    @property
    def missing(self) -> list[Entry]:
        return [entry for entry in self.entries if not entry.is_done]


def brought_up_to(wanted: Iterable[Entry], had: Iterable[Entry], language: str) -> tuple[Entry, ...]:
    """What pages say today with the translations that are there: none is guessed, none kept that nobody reads."""
    known = {(entry.english, entry.plural): entry.forms for entry in had}
    return tuple(entry.said(known.get((entry.english, entry.plural)) or _blank(entry, language)) for entry in wanted)


def _blank(entry: Entry, language: str) -> tuple[str, ...]:
    return ("",) * (len(forms_of(language)) if entry.plural else 1)


def po_text(catalogue: Catalogue) -> str:
    """The .po file."""
    comment = f"# What Sayso's pages say to young people and families, in {catalogue.language}. Written for Sayso.\n"
    header = "".join(_quoted(f"{name}: {value}\n") + "\n" for name, value in catalogue.header.items())
    blocks = [f'{comment}msgid ""\nmsgstr ""\n{header}', *("".join(_block(entry)) for entry in catalogue.entries)]
    return "\n".join(blocks)


def _block(entry: Entry) -> Iterator[str]:
    if entry.note:
        yield f"#. {entry.note}\n"
    yield f"#: {' '.join(entry.where)}\n"
    if "%(" in entry.english or "%(" in entry.plural:
        yield "#, python-format\n"
    yield f"msgid {_quoted(entry.english)}\n"
    if not entry.plural:
        yield f"msgstr {_quoted(entry.forms[0])}\n"
        return
    yield f"msgid_plural {_quoted(entry.plural)}\n"
    for number, said in enumerate(entry.forms):
        yield f"msgstr[{number}] {_quoted(said)}\n"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t").replace("\n", "\\n")
    return f'"{escaped}"'


def digest(entries: Iterable[Entry]) -> str:
    """Names the exact words that a reviewer read, whatever the order they stand in."""
    said = sorted([entry.place, entry.english, entry.plural, *entry.forms] for entry in entries)
    return sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()[:32]
