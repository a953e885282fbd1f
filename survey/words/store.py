"""Where words are kept: catalogues in translations/, those of questionnaires beside their definitions."""

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

from babel.messages import mofile, pofile
from babel.messages.catalog import Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_file

from survey.catalogue_header import draft_again, header_of, is_draft, new_header, signed_off
from survey.errors import DomainError, NotThere
from survey.questionnaires.shelf import LIBRARY
from survey.settings import data_dir
from survey.words.catalogue import Catalogue, brought_up_to, digest, po_text
from survey.words.entry import Entry
from survey.words.plurals import PLURAL_FORMS
from survey.words.questionnaire_words import entries_of, toml_text
from survey.words.sides import is_for_people

JINJA = {"encoding": "utf-8", "silent": "false", "trimmed": "true", "trim_blocks": "true", "lstrip_blocks": "true"}
METHODS = {".html": ("jinja2.ext:babel_extract", JINJA), ".py": ("python", {})}  # as babel.toml says
KEYWORDS = {**DEFAULT_KEYWORDS, "_l": None, "lazy_gettext": None}  # as `make messages` has them


@dataclass(frozen=True)
class Language:
    """All words of a language: of the pages, and of the questionnaires."""

    code: str
    catalogue: Catalogue
    questionnaires: tuple[Entry, ...]

    @property
    def entries(self) -> tuple[Entry, ...]:
        return (*self.catalogue.entries, *self.questionnaires)

    @property
    def missing(self) -> list[Entry]:
        return [entry for entry in self.entries if not entry.is_done]

    @property
    def digest(self) -> str:
        return digest(self.entries)


class NotComplete(DomainError):
    """Words that nobody could sign off: some are not there."""


def messages_of_people(root: Path) -> list[Entry]:
    """Every message of the people's side in a checkout, by its English, with the files that say it."""
    found: dict[tuple[str, str], set[str]] = {}
    for path in _sources(root):
        where = path.relative_to(root)
        if is_for_people(where):
            for message in of_file(path):
                found.setdefault(message, set()).add(where.as_posix())
    return [Entry(*message, where=tuple(sorted(found[message]))) for message in sorted(found)]


def _sources(root: Path) -> Iterator[Path]:
    for folder, ending in (("survey", "py"), ("outcomes", "py"), ("templates", "html")):
        yield from sorted((root / folder).rglob(f"*.{ending}"))


@cache
def of_file(path: Path) -> tuple[tuple[str, str], ...]:
    """Every message of a file: its English, and the English for many where it has a number."""
    method, options = METHODS[path.suffix]
    found = extract_from_file(method, str(path), keywords=KEYWORDS, options=options)
    said = [each[1] if isinstance(each[1], tuple) else (each[1], "") for each in found]
    return tuple((one, many) for one, many, *_context in said)


def _po(code: str, folder: Path) -> Path:
    return folder / code / "LC_MESSAGES" / "messages.po"


def read(code: str, folder: Path | None = None, library: Path | None = None) -> Language:
    """A language as it is kept. :raise NotThere: for one that nobody has begun."""
    library = library or LIBRARY
    path = _po(code, folder or data_dir("translations"))
    if code not in PLURAL_FORMS:
        raise NotThere(f"“{code}” is none of the languages: {', '.join(PLURAL_FORMS)}.")
    definitions = ((each, _translation(each, code, library)) for each in _definitions(library))
    questionnaires = tuple(entry for each, said in definitions for entry in entries_of(each, said))
    if not path.exists():
        return Language(code, Catalogue(code, new_header(code, PLURAL_FORMS[code]), ()), questionnaires)
    with path.open("rb") as file:
        entries = tuple(_entry(each) for each in pofile.read_po(file) if each.id)
    return Language(code, Catalogue(code, header_of(path.read_text("utf-8")), entries), questionnaires)


def _entry(message: Message) -> Entry:
    one, many = message.id if isinstance(message.id, (list, tuple)) else (message.id, "")
    forms = (message.string,) if isinstance(message.string, str) else tuple(message.string or ("",))
    where = tuple(place for place, _line in message.locations)
    return Entry(one, many, forms, where, " ".join(message.auto_comments))


def _definitions(library: Path) -> list[dict[str, object]]:
    return [tomllib.loads(path.read_text("utf-8")) for path in sorted(library.glob("*.toml"))]


def _translation_path(definition: dict[str, object], code: str, library: Path) -> Path:
    return library / code / f"{definition['id']}.{definition['version']}.toml"


def _translation(definition: dict[str, object], code: str, library: Path) -> dict[str, object]:
    path = _translation_path(definition, code, library)
    return tomllib.loads(path.read_text("utf-8")) if path.exists() else {}


def compile_catalogue(path: Path) -> None:
    """messages.po becomes messages.mo beside it. Babel’s own check refuses a form for one without its number."""
    with path.open("rb") as source, path.with_suffix(".mo").open("wb") as compiled:
        mofile.write_mo(compiled, pofile.read_po(source))


def write(language: Language, folder: Path | None = None, library: Path | None = None) -> None:
    """Keep a language: its .po, compiled beside it, and the words of each questionnaire that has some."""
    library = library or LIBRARY
    path = _po(language.code, folder or data_dir("translations"))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(po_text(language.catalogue), "utf-8")
    compile_catalogue(path)
    for definition in _definitions(library):
        place = f"{definition['id']}.{definition['version']}"
        entries = [entry for entry in language.questionnaires if entry.place == place]
        if any(entry.is_done for entry in entries):
            target = _translation_path(definition, language.code, library)
            target.parent.mkdir(exist_ok=True)
            had = _translation(definition, language.code, library)
            target.write_text(toml_text(definition, language.code, had, entries), "utf-8")


def update(code: str, wanted: Iterable[Entry], folder: Path | None = None, library: Path | None = None) -> Language:
    """Bring a catalogue up to what the pages say today."""
    had = read(code, folder, library)
    entries = brought_up_to(wanted, had.catalogue.entries, code)
    header = {**new_header(code, PLURAL_FORMS[code]), **had.catalogue.header}
    changed = replace(had, catalogue=replace(had.catalogue, header=header, entries=entries))
    changed = _unsigned_if_changed(had, changed)
    write(changed, folder, library)
    return changed


def keep(had: Language, said: Iterable[Entry], folder: Path | None = None, library: Path | None = None) -> Language:
    """Keep these translations; what is not among them stays. Words that change are a draft again."""
    given = {(entry.place, entry.english, entry.plural): entry for entry in said}

    def now(entry: Entry) -> Entry:
        new = given.get((entry.place, entry.english, entry.plural))
        return entry.said(new.forms) if new else entry

    catalogue = replace(had.catalogue, entries=tuple(map(now, had.catalogue.entries)))
    changed = replace(had, catalogue=catalogue, questionnaires=tuple(map(now, had.questionnaires)))
    changed = _unsigned_if_changed(had, changed)
    write(changed, folder, library)
    return changed


def _unsigned_if_changed(had: Language, now: Language) -> Language:
    if is_draft(now.catalogue.header) or had.digest == now.digest:
        return now
    return replace(now, catalogue=replace(now.catalogue, header=draft_again(now.catalogue.header)))


def sign_off(code: str, by: str, on: date, folder: Path | None = None, library: Path | None = None) -> Language:
    """A named speaker stands by every word of a language. :raise NotComplete: while some are missing."""
    had = read(code, folder, library)
    if had.missing:
        raise NotComplete(f"{len(had.missing)} texts have no translation yet; the first is “{had.missing[0].english}”.")
    header = signed_off(had.catalogue.header, by, on, had.digest)
    signed = replace(had, catalogue=replace(had.catalogue, header=header))
    write(signed, folder, library)
    return signed
