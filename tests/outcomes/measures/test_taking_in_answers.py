"""A mapping says what each cell may be; every cell that is not is reported, and nothing is mended."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outcomes.measures.intake import Intake, take_in
from outcomes.measures.mapping import ImportMapping, MappingError, mapping_from_toml
from outcomes.measures.sheet import Row, Sheet, read_sheet
from tests.outcomes.real_data import real_file

MAPPINGS = Path(__file__).parents[3] / "docs" / "mappings"
MAPPING = """
[round]
id = "a-round"
title = "A round"
basis = "public_task"
basis_note = "Agreed with the school"
source = "Made for this test"
organisation = "harbour"
holder = "Harbour"

[no_answer]
"" = "not_answered"
"-94" = "prefer_not_to_say"

[fields.gender]
column = "sex"
values = { f = "girl", m = "boy" }

[fields.year]
column = "year"
whole = [7, 11]

[fields.place]
column = "place"

[[answers]]
measure = "ons_wellbeing"
items = { happy = "q1", anxious = "q2" }
"""
COLUMNS = ("q1", "q2", "sex", "year", "place")


def taken(*lines: str) -> Intake:
    """What these rows come to, cells between bars."""
    rows = (Row(n, dict(zip(COLUMNS, line.split("|"), strict=True))) for n, line in enumerate(lines, start=2))
    return take_in(Sheet("school.csv", "0", COLUMNS, tuple(rows)), mapping_from_toml(MAPPING))


def test_a_right_row_becomes_a_respondent() -> None:
    (one,) = taken("7|10|f|9|Salford").respondents
    assert one.described == {"gender": "girl", "year": "9", "place": "Salford"}
    assert one.answers == {"ons_wellbeing": {"happy": 7, "anxious": 10}}


def test_missing_codes_stay_apart_and_an_empty_field_is_left_out() -> None:
    (one,) = taken("|-94.0|||").respondents
    assert one.answers == {"ons_wellbeing": {"happy": -99, "anxious": -94}}
    assert one.described == {}


def test_a_whole_number_may_be_written_with_a_point() -> None:
    (one,) = taken("7.0|03.00|m|9.0|x").respondents
    assert one.answers["ons_wellbeing"] == {"happy": 7, "anxious": 3}
    assert one.described["year"] == "9"


@pytest.mark.parametrize(
    "cell", ["7.5", "11", "-1", "-99", "٧", "1e0", "seven", "7 7", "0x7", "NaN", "--7", "²", "7" * 5000]
)
def test_a_cell_that_does_not_fit_is_reported_never_mended(cell: str) -> None:
    intake = taken(f"{cell}|2|f|9|x", "1|2|f|9|x")
    assert intake.rows_read == 2
    assert [one.row for one in intake.respondents] == [3]
    (bad,) = intake.bad_cells
    assert (bad.file, bad.row, bad.column, bad.value) == ("school.csv", 2, "q1", cell)
    assert bad.expected == "a whole number from 0 to 10, or an empty cell or -94 for no answer"


def test_every_bad_cell_of_every_row_is_reported() -> None:
    intake = taken("12|x|q|99|a\x00b", "1|2|f|12|\u202eevil")
    assert [(bad.row, bad.column) for bad in intake.bad_cells] == [
        (2, "q1"), (2, "q2"), (2, "sex"), (2, "year"), (2, "place"), (3, "year"), (3, "place"),
    ]  # fmt: skip
    assert intake.bad_rows == (2, 3)
    assert intake.respondents == ()


def test_the_report_cannot_steer_a_terminal() -> None:
    (bad,) = taken("\x1b[31m9|2|f|9|x").bad_cells
    assert bad.sentence() == (
        "school.csv, row 2, column q1: “\ufffd[31m9”; "
        "expected a whole number from 0 to 10, or an empty cell or -94 for no answer."
    )
    (long,) = taken(f"{'x' * 20_000}|2|f|9|x").bad_cells
    assert len(long.sentence()) < 200


def test_a_row_of_the_wrong_length_is_one_bad_thing() -> None:
    sheet = Sheet("school.csv", "0", COLUMNS, (Row(2, {}, "3 cells, where the first row names 5 columns"),))
    (bad,) = take_in(sheet, mapping_from_toml(MAPPING)).bad_cells
    assert (bad.column, bad.expected) == ("(all)", "as many cells as columns")


def test_a_mapping_may_not_name_a_column_that_is_not_there() -> None:
    with pytest.raises(MappingError, match=r"school.csv has no column called sex, year"):
        take_in(Sheet("school.csv", "0", ("q1", "q2", "place"), ()), mapping_from_toml(MAPPING))


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('basis = "public_task"', "", "[round] must give its basis in at most 40 characters."),
        ('basis = "public_task"', 'basis = "because"', "[round] basis must be one of consent, public_task,"),
        ('basis_note = "Agreed with the school"', "", "[round] must give its basis_note in at most 1000 characters."),
        ('"Agreed with the school"', '" "', "[round] must give its basis_note in at most 1000 characters."),
        ('id = "a-round"', 'id = "A round"', "[round] id must be lower-case letters, digits and hyphens."),
        ('"harbour"', '"Harbour!"', "[round] organisation must be lower-case letters, digits and hyphens."),
        ('"harbour"', '"harbour"\nasked_from = 2024-05-06', "[round] asked_from and asked_to must both be days"),
        (
            '"harbour"',
            '"harbour"\nasked_from = 2024-05-06\nasked_to = 2024-05-05',
            "[round] asked_from must not be after asked_to.",
        ),
        ('"-94" = "prefer_not_to_say"', '"-94" = "zero"', "[no_answer] '-94' is 'zero'; expected one of"),
        ("ons_wellbeing", "nothing", "[[answers]] measure 'nothing' is not known."),
        ("anxious =", "nervous =", "maps nervous, which is not one of its items."),
        ('anxious = "q2"', 'anxious = "q1"', "uses the column q1 twice."),
        ('anxious = "q2"', "anxious = 2", "must give a column for anxious."),
        (
            'column = "place"',
            'column = "Postcode"',
            "[fields.place] would keep postcode, which could point at one person.",
        ),
        ("fields.place", "fields.surname", "[fields.surname] would keep surname, which could point at one person."),
        ("whole = [7, 11]", "whole = [7]", "[fields.year] whole must be the least and the greatest whole number."),
        ('f = "girl"', "f = 1", "[fields.gender] values must give the words for each cell."),
        ("[no_answer]", '[file]\nseparator = "::"\n[no_answer]', "[file] separator must be one character."),
    ],
)
def test_a_wrong_mapping_is_refused_with_a_sentence(old: str, new: str, sentence: str) -> None:
    with pytest.raises(MappingError) as refused:
        mapping_from_toml(MAPPING.replace(old, new))
    assert sentence in str(refused.value)


def test_every_problem_of_a_mapping_is_told_at_once() -> None:
    with pytest.raises(MappingError) as refused:
        mapping_from_toml('[no_answer]\n"x" = "y"')
    assert len(refused.value.problems) == 3
    with pytest.raises(MappingError, match="not valid TOML"):
        mapping_from_toml("[round")


def test_a_mapping_of_several_questionnaires_makes_several_rounds() -> None:
    one = mapping_from_toml(MAPPING)
    assert one.round_id(one.answers[0].measure) == "a-round"
    both = mapping_from_toml(MAPPING + '[[answers]]\nmeasure = "ons_loneliness"\nitems = { alone = "q3" }\n')
    assert [both.round_id(part.measure) for part in both.answers] == ["a-round-ons-wellbeing", "a-round-ons-loneliness"]
    with pytest.raises(MappingError, match="too long to be followed by the name of each measure"):
        mapping_from_toml(
            MAPPING.replace("a-round", "a" * 30) + '[[answers]]\nmeasure = "ons_loneliness"\nitems = { alone = "q3" }\n'
        )
    with pytest.raises(MappingError, match="The measure ons_wellbeing is mapped twice"):
        mapping_from_toml(MAPPING + '[[answers]]\nmeasure = "ons_wellbeing"\nitems = { happy = "q3" }\n')


def real(name: str, data: str) -> tuple[Sheet, ImportMapping, Intake]:
    """A real file through the mapping that ships for it."""
    sheet = read_sheet(real_file(f"responses/{data}.csv"))
    mapping = mapping_from_toml((MAPPINGS / f"{name}.toml").read_text(encoding="utf-8"))
    return sheet, mapping, take_in(sheet, mapping)


def test_the_seventy_eight_rows_of_youth_gratitude() -> None:
    _, _, intake = real("youth_gratitude", "youth_gratitude")
    assert (intake.rows_read, len(intake.respondents), len(intake.bad_rows), len(intake.bad_cells)) == (
        1405,
        1327,
        78,
        175,
    )
    assert "youth_gratitude.csv, row 408, column ao_4: “34.203281591”; expected a whole number from 1 to 9." in [
        bad.sentence() for bad in intake.bad_cells
    ]


@pytest.mark.parametrize(
    ("name", "data", "rows"),
    [("ceaq_children", "ceaq_children", 208), ("kailo_beewell", "kailo_beewell_standard_synthetic_data_raw", 800)],
)
def test_the_other_two_are_right_throughout(name: str, data: str, rows: int) -> None:
    sheet, mapping, intake = real(name, data)
    assert (len(intake.respondents), intake.bad_cells) == (rows, ())
    assert mapping.columns() <= set(sheet.columns)


@given(st.text())
def test_no_cell_whatever_is_taken_for_a_code_it_is_not(cell: str) -> None:
    rows = (Row(2, {"q1": cell, "q2": "1", "sex": "f", "year": "9", "place": "x"}),)
    intake = take_in(Sheet("school.csv", "0", COLUMNS, rows), mapping_from_toml(MAPPING))
    for one in intake.respondents:
        assert one.answers["ons_wellbeing"]["happy"] in {*range(11), -99, -94}
