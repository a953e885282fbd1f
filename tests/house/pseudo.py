"""Two languages nobody speaks, made from our own words: one accented and longer, one that runs from right to left.

A page shown in one of them tells at a glance what cannot be translated: whatever stands outside ⟦brackets⟧.
"""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages import mofile
from babel.messages.catalog import Catalog

from survey.questionnaires.shelf import LIBRARY
from survey.words import store
from survey.words.questionnaire_words import entries_of, toml_text
from tests.house import messages

ACCENTED = str.maketrans("aceinouyACEINOUY", "àçéîñôüÿÀÇÉÎÑÔÜÝ")
KEPT = re.compile(r"(%\(\w+\)[sd]|%%|<[^>]+>|&\w+;|{[\w:.]+})")
LONGER = 0.4  # Welsh and Arabic run to about this much more than English


def pseudo(message: str) -> str:
    """The message in brackets, accented and longer, with its names and markup untouched."""
    parts = KEPT.split(message)
    said = "".join(part if KEPT.fullmatch(part) else part.translate(ACCENTED) for part in parts)
    return f"⟦{said}{'~' * round(LONGER * len(message))}⟧"


def write(folder: Path, *codes: str) -> Path:
    """Catalogues of every message in these pseudo-languages, where the application looks for them."""
    for code in codes:
        place = folder / code / "LC_MESSAGES"
        place.mkdir(parents=True)
        (place / "messages.mo").write_bytes(_compiled())
        for name, text in _questionnaires(code):
            (folder / code / name).write_text(text, "utf-8")
    return folder


@cache
def _questionnaires(code: str) -> tuple[tuple[str, str], ...]:
    """Every questionnaire in this language: for SAYSO_PACKS_DIR, which may be the same folder."""
    return tuple(_written(code))


def _written(code: str) -> Iterator[tuple[str, str]]:
    for path in sorted(LIBRARY.glob("*.toml")):
        definition = tomllib.loads(path.read_text("utf-8"))
        said = [entry.said((pseudo(entry.english),)) for entry in entries_of(definition, {})]
        yield f"{definition['id']}.{definition['version']}.toml", toml_text(definition, code, {}, said)


@cache
def _compiled() -> bytes:
    catalogue, compiled = Catalog(locale="en", charset="utf-8"), BytesIO()
    for path in messages.sources():
        for one, many in store.of_file(path):
            catalogue.add((one, many) if many else one, (pseudo(one), pseudo(many)) if many else pseudo(one))
    mofile.write_mo(compiled, catalogue)
    return compiled.getvalue()
