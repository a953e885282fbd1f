"""Words go out to translators and come back checked: all or nothing, and a round trip changes nothing."""

import json
from io import BytesIO

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from survey.catalogue_header import header_of, is_draft
from survey.i18n import languages
from survey.settings import Settings, SettingWrong
from survey.words import cli, store
from survey.words.entry import Entry
from survey.words.sheet import COLUMNS, by_sheet, rows_of
from survey.words.sheet_files import as_csv, as_workbook, rows_in

WANTED = [
    Entry("%(num)s day", "%(num)s days", where=("a.py",)),
    Entry('Hi %(name)s.\nBye \\ “you” "too"', where=("a.html", "b.html")),
    Entry("Yes", where=("a.html",)),
]
QUESTIONS = """
id = "week"
version = 1
title = "A week"
[answers.ok]
options = [[0, "No"], [1, "Yes"]]
[[section]]
why = "=Why"
question = [{ item = "one", text = "-5 or more?" }]
"""
DONE = {
    "%(num)s day": ["dzień", "%(num)s dni", "%(num)s dni"],
    WANTED[1].english: 'Cześć %(name)s.\n\\ „ty” "i"',
}
REST = {"Yes": "Tak", "No": "Nie", "A week": "Tydzień", "=Why": "Czemu", "-5 or more?": "-5 lub więcej?"}


@pytest.fixture
def folders(tmp_path, monkeypatch):
    (tmp_path / "library").mkdir()
    (tmp_path / "library" / "week.toml").write_text(QUESTIONS, "utf-8")
    monkeypatch.setattr(store, "LIBRARY", tmp_path / "library")
    monkeypatch.setattr(store, "data_dir", lambda name: tmp_path / name)
    store.update("pl", WANTED)
    return tmp_path


def run(*arguments, stdin=None):
    done = CliRunner().invoke(cli.words, [str(each) for each in arguments])
    return done.exit_code, done.output + (str(done.exception) if done.exception else "")


def fill(folders, said, *more):
    (folders / "in.json").write_text(json.dumps(said), "utf-8")
    return run("fill", "pl", folders / "in.json", *more)


def test_what_is_filled_in_is_what_the_pages_say(folders):
    assert fill(folders, DONE | REST)[0] == 0
    read = store.read("pl")
    assert {entry.english: entry.forms for entry in read.catalogue.entries}["%(num)s day"] == (
        "dzień",
        "%(num)s dni",
        "%(num)s dni",
    )
    assert not read.missing
    said = languages(Settings(mode="test", languages=("pl",), translations_dir=str(folders / "translations")))["pl"]
    assert said.translations.ungettext("%(num)s day", "%(num)s days", 5) == "%(num)s dni"
    assert said.translations.ugettext("Yes") == "Tak"
    assert (said.draft, said.for_staff) == (True, False)
    assert "question" not in (folders / "library" / "pl" / "week.1.toml").read_text("utf-8").split("[words]")[1]


def test_one_that_is_wrong_keeps_all_out_unless_it_may_be_left_out(folders):
    code, told = fill(folders, REST | {"%(num)s day": ["x"], "Nobody says this": "y"})
    assert code == 1
    assert "“%(num)s day”: It has 1 forms; 3 were expected" in told
    assert "“Nobody says this”: no page or questionnaire says this." in told
    assert len(store.read("pl").missing) == 8
    assert fill(folders, REST | {"%(num)s day": ["x"]}, "--leave-out-wrong")[0] == 0
    assert [entry.english for entry in store.read("pl").missing] == ["%(num)s day", WANTED[1].english]


def test_what_pages_no_longer_say_goes_and_what_is_new_is_empty_not_guessed(folders):
    fill(folders, DONE | REST)
    now = store.update("pl", [Entry("Yes"), Entry("Yes, please")])
    assert [(entry.english, entry.forms) for entry in now.catalogue.entries] == [
        ("Yes", ("Tak",)),
        ("Yes, please", ("",)),
    ]


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_out_and_in_again_changes_nothing(folders, ending):
    fill(folders, DONE | REST)
    before = (folders / "translations/pl/LC_MESSAGES/messages.po").read_text("utf-8")
    own = (folders / "library/pl/week.1.toml").read_text("utf-8")
    assert run("export", "pl", folders / f"w.{ending}")[0] == 0
    assert run("import", "pl", folders / f"w.{ending}") == (0, "pl: 8 texts taken in, 0 still without a translation.\n")
    assert (folders / "translations/pl/LC_MESSAGES/messages.po").read_text("utf-8") == before
    assert (folders / "library/pl/week.1.toml").read_text("utf-8") == own


def test_no_cell_is_a_formula(folders):
    fill(folders, REST)
    rows = by_sheet(rows_of(store.read("pl").entries, "pl", is_signed=False))
    book = load_workbook(BytesIO(as_workbook(rows, "pl", "ltr")))
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line]
    assert {"=Why", "-5 or more?"} <= {cell.value for cell in cells}
    assert "f" not in {cell.data_type for cell in cells}
    text = as_csv(rows).decode("utf-8-sig")
    assert "'=Why" in text
    assert "'-5 or more?" in text
    assert [row for _cell, row in rows_in(as_csv(rows), "w.csv")] == [*rows["Pages"][1:], *rows["Questionnaires"][1:]]


def changed(folders, sheet, number, column, value):
    run("export", "pl", folders / "w.xlsx")
    book = load_workbook(folders / "w.xlsx")
    cell = book[sheet].cell(number, COLUMNS.index(column) + 1 if column in COLUMNS else 1)
    cell.value, cell.data_type = value, "s"
    book.save(folders / "w.xlsx")
    return run("import", "pl", folders / "w.xlsx")


@pytest.mark.parametrize(
    ("sheet", "number", "column", "value", "told"),
    [
        (
            "Pages",
            2,
            "Translation",
            "jeden",
            "Pages, row 2, column Translation: “%(num)s day”: There is no",
        ),
        ("Pages", 5, "Translation", "Cześć", "Pages, row 5, column Translation: “Hi %(name)s."),
        (
            "Pages",
            6,
            "English",
            "Yess",
            "Pages, row 6, column English: “Yes” was expected, and “Yess” is there.",
        ),
        ("Pages", 6, "Id", "x.0", "Pages, row 6, column Id: “x.0” is no text of ours today."),
        (
            "Questionnaires",
            1,
            "Translation",
            "Polski",
            "Questionnaires, row 1, column Translation: “Translation” was",
        ),
        (
            "Questionnaires",
            2,
            "Translation",
            "=1+1",
            "Questionnaires, row 2, column Translation: “A week”: The translation begins",
        ),
    ],
)
def test_what_is_wrong_in_a_spreadsheet_is_said_with_its_place(folders, sheet, number, column, value, told):
    code, said = changed(folders, sheet, number, column, value)
    assert code == 1
    assert f"w.xlsx: {told}" in said
    assert "Nothing was taken in" in said
    assert len(store.read("pl").missing) == 8


def test_a_file_that_is_no_spreadsheet_is_refused(folders):
    for name, content in (("a.xlsx", b"no"), ("a.csv", b"\xff\xfe"), ("a.csv", b"x,y\n"), ("a.txt", b"")):
        (folders / name).write_bytes(content)
        code, said = run("import", "pl", folders / name)
        assert code == 1
        assert name in said


def test_a_name_stands_behind_words_until_a_word_changes(folders):
    assert "8 texts have no translation yet" in run("sign-off", "pl", "--by", "Ada")[1]
    fill(folders, DONE | REST)
    assert run("sign-off", "pl", "--by", "Ada Nowak")[0] == 0
    header = header_of((folders / "translations/pl/LC_MESSAGES/messages.po").read_text("utf-8"))
    assert (header["X-Draft"], header["X-Reviewed-By"], is_draft(header)) == ("no", "Ada Nowak", False)
    assert header["X-Reviewed-Words"] == store.read("pl").digest
    fill(folders, {"Yes": "Tak"})
    assert not is_draft(store.read("pl").catalogue.header)
    fill(folders, {"No": "Nie!"})
    assert is_draft(store.read("pl").catalogue.header)


def test_a_language_whose_words_are_not_there_is_named(folders):
    settings = Settings(mode="test", languages=("so",), translations_dir=str(folders / "translations"))
    with pytest.raises(SettingWrong, match="SAYSO_LANGUAGES has “so”, and there are no words of it in"):
        languages(settings)
    store.update("so", WANTED)
    (folders / "translations/so/LC_MESSAGES/messages.mo").unlink()
    with pytest.raises(SettingWrong, match=r"its words are not compiled yet\. Run: make translations"):
        languages(settings)


def test_a_list_for_a_program_says_what_a_number_needs(folders):
    code, said = run("list", "pl", "--only", "pages")
    assert code == 0
    assert json.loads(said)[0] == {
        "english": "%(num)s day",
        "place": "pages",
        "where": ["a.py"],
        "plural": "%(num)s days",
        "forms": ["for 1", "for 2, 3, 4, 22 …", "for 0, 5, 12, 25 …"],
        "now": ["", "", ""],
    }
    assert run("check", "pl")[0] == 1
    fill(folders, DONE | REST)
    assert run("check", "pl") == (0, "All is there.\n")
