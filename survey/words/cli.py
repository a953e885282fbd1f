"""`sayso words`: what translators need, in and out, checked; and whose name stands behind a language."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import click
from babel import Locale

from survey.catalogue_header import is_draft
from survey.errors import DomainError
from survey.words import store
from survey.words.checking import wrong_with
from survey.words.entry import Entry, as_data, given
from survey.words.plurals import PLURAL_FORMS, forms_of
from survey.words.sheet import NotASheet, by_sheet, read_rows, rows_of

LANGUAGE = click.Choice(list(PLURAL_FORMS))


class NotTakenIn(DomainError):
    """Translations that are not right: nothing was kept."""


@click.group()
def words() -> None:
    """The words of pages and questionnaires in other languages."""


@words.command()
def update() -> None:
    """In a checkout: bring every catalogue up to what the pages say today."""
    wanted = store.messages_of_people(Path.cwd())
    for code in PLURAL_FORMS:
        language = store.update(code, wanted)
        click.echo(f"{code}: {len(language.entries)} texts, {len(language.missing)} without a translation.")


@words.command("compile")
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
def compile_them(files: tuple[Path, ...]) -> None:
    """Make what pages read out of catalogues: a .mo beside each .po. `make` does it."""
    for path in files:
        store.compile_catalogue(path)


@words.command("list")
@click.argument("code", type=LANGUAGE)
@click.option("--all", "everything", is_flag=True, help="Also what has a translation.")
@click.option("--only", help="Only texts of one place: pages, or a questionnaire such as strands.1.")
def list_them(code: str, everything: bool, only: str | None) -> None:
    """What has no translation yet, as JSON: English, where it stands, its forms, what it is now."""
    language = store.read(code)
    chosen = language.entries if everything else language.missing
    shown = [as_data(entry, forms_of(code)) for entry in chosen if only in (None, entry.place)]
    click.echo(json.dumps(shown, ensure_ascii=False, indent=1))


@words.command()
@click.argument("code", type=LANGUAGE)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--leave-out-wrong", is_flag=True, help="Take in what is right, and say what was left out.")
def fill(code: str, file: Path, leave_out_wrong: bool) -> None:
    """Take translations from a JSON file, {English: translation, or a list of forms}; all of them or none."""
    language = store.read(code)
    said, problems = given(json.loads(file.read_text("utf-8")))
    known = {entry.english for entry in language.entries}
    problems += [f"“{english}”: no page or questionnaire says this." for english in said if english not in known]
    right: list[Entry] = []
    for entry in (each.said(said[each.english]) for each in language.entries if each.english in said):
        wrong = wrong_with(entry, code)
        problems += [f"“{entry.english}”: {sentence}" for sentence in wrong]
        right += [] if wrong else [entry]
    take_in(language, right, problems, leave_out_wrong=leave_out_wrong)


def take_in(language: store.Language, right: list[Entry], problems: Iterable[str], *, leave_out_wrong: bool) -> None:
    """Keep what is right, when all is or the rest may be left out. :raise NotTakenIn:"""
    problems = list(problems)
    for sentence in problems:
        click.echo(sentence, err=True)
    if problems and not leave_out_wrong:
        raise NotTakenIn(f"Nothing was taken in: {len(problems)} things are not right.")
    now = store.keep(language, right)
    click.echo(f"{now.code}: {len(right)} texts taken in, {len(now.missing)} still without a translation.")


@words.command("export")
@click.argument("code", type=LANGUAGE)
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def export_them(code: str, file: Path) -> None:
    """Write every text of a language to a spreadsheet for a translator: .xlsx, or .csv."""
    from survey.words.sheet_files import as_csv, as_workbook  # the workbook library is slow to start

    language = store.read(code)
    is_signed = not is_draft(language.catalogue.header)
    sheets = by_sheet(rows_of(language.entries, code, is_signed=is_signed))
    is_csv = _kind_of(file) == ".csv"
    direction = Locale.parse(code).text_direction
    file.write_bytes(as_csv(sheets) if is_csv else as_workbook(sheets, code, direction))
    click.echo(f"{file}: {len(language.entries)} texts, {len(language.missing)} without a translation.")


@words.command("import")
@click.argument("code", type=LANGUAGE)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--leave-out-wrong", is_flag=True, help="Take in what is right, and say what was left out.")
def import_them(code: str, file: Path, leave_out_wrong: bool) -> None:
    """Take a translator's spreadsheet in: all of it or, if you say so, all that is right."""
    from survey.words.sheet_files import rows_in  # the workbook library is slow to start

    language = store.read(code)
    _kind_of(file)
    try:
        rows = rows_in(file.read_bytes(), file.name)
    except NotASheet as error:
        take_in(language, [], [f"{file.name}: {each}" for each in error.problems], leave_out_wrong=False)
        return
    read = read_rows(rows, language.entries, code)
    problems = [f"{file.name}: {each}" for each in read.problems]
    take_in(language, list(read.right), problems, leave_out_wrong=leave_out_wrong)


def _kind_of(file: Path) -> str:
    ending = file.suffix.lower()
    if ending not in (".xlsx", ".csv"):
        raise NotTakenIn(f"{file.name} ends in “{ending}”; .xlsx or .csv was expected.")
    return ending


@words.command("check")
@click.argument("codes", type=LANGUAGE, nargs=-1)
def check_them(codes: tuple[str, ...]) -> None:
    """Say what is missing or wrong in a language; without one, in all."""
    found = 0
    for code in codes or tuple(PLURAL_FORMS):
        language = store.read(code)
        wrong = [(entry, sentence) for entry in language.entries for sentence in wrong_with(entry, code)]
        for entry, sentence in wrong:
            click.echo(f"{code}, {entry.place}, “{entry.english}”: {sentence}")
        found += len(wrong)
    if found:
        raise DomainError(f"{found} things are missing or wrong.")
    click.echo("All is there.")


@words.command("sign-off")
@click.argument("code", type=LANGUAGE)
@click.option("--by", required=True, help="The name of the speaker who has read every word.")
def sign_off(code: str, by: str) -> None:
    """Write a reviewer's name into a catalogue: its pages stop saying that they are a draft."""
    store.sign_off(code, by.strip(), datetime.now(UTC).date())
    click.echo(f"{code}: signed off by {by.strip()}. A word that changes makes it a draft again.")


commands: tuple[click.Command, ...] = (words,)
