"""What an agreement lets be read: of whom, until when, which tables and places; the rules alone, without a database."""

from dataclasses import replace
from datetime import date
from itertools import count

import pytest

from outcomes.impact.access.agreement import (
    Agreement,
    AgreementWrong,
    Audience,
    Format,
    Reader,
    Terms,
    for_release,
    narrow,
)
from outcomes.impact.book import Book
from tests.outcomes.impact.published import DIMENSIONS, TABLES, figures

DAY = date(2026, 11, 1)
CARYS = Reader(frozenset({"commissioner"}), "northshore", "carys")
SIGNED = {"purpose": "To plan.", "signed_by": "Head of commissioning"}
FIRST, LAST = date(2026, 10, 1), date(2027, 9, 30)
ROLE = Terms(Audience.ROLE, "commissioner", FIRST, LAST, **SIGNED)
numbers = count(1)


def agreed(**changes) -> Agreement:
    return Agreement(next(numbers), replace(ROLE, **changes))


def book() -> Book:
    days = date(2026, 7, 1), date(2026, 9, 30), date(2026, 10, 5)
    return Book(1, "July", "", *days, "", DIMENSIONS, TABLES, (), tuple(figures()), {})


@pytest.mark.parametrize(
    ("audience", "who", "lets"),
    [
        (Audience.ROLE, "commissioner", True),
        (Audience.ROLE, "analyst", False),
        (Audience.ORGANISATION, "northshore", True),
        (Audience.ORGANISATION, "harbour", False),
        (Audience.ACCOUNT, "carys", True),
        (Audience.ACCOUNT, "dee", False),
        (Audience.PUBLIC, "", True),
    ],
)
def test_whom_an_agreement_is_with(audience, who, lets):
    terms = Terms(audience, who, FIRST, LAST, **SIGNED)
    assert terms.is_with(CARYS) is lets
    assert terms.is_with(Reader()) is (audience is Audience.PUBLIC)
    assert Terms.from_plain(terms.plain()) == terms


def test_it_lets_nobody_read_before_its_first_day_after_its_last_or_when_it_was_ended():
    one = agreed()
    assert [one.lets(CARYS, day) for day in (FIRST, LAST)] == [True, True]
    assert not one.lets(CARYS, date(2026, 9, 30))
    assert not one.lets(CARYS, date(2027, 10, 1))
    assert not replace(one, ended_on=DAY).lets(CARYS, DAY)


def test_which_release_and_how():
    page, files = agreed(releases=(1,)), agreed(formats=(Format.CSV,))
    assert for_release([page, files], 1, Format.PAGE) == [page]
    assert for_release([page, files], 1, Format.PRINT) == [page]
    assert for_release([page, files], 2, Format.PAGE) == []
    assert for_release([page, files], 2, Format.CSV) == [files]


@pytest.mark.parametrize(
    "wrong",
    [
        {"ends_on": date(2026, 9, 1)},
        {"purpose": " "},
        {"signed_by": ""},
        {"formats": ()},
        {"who": ""},
        {"tables": ("age",), "formats": (Format.PAGE, Format.CSV)},
        {"areas": ("B01",), "formats": (Format.XLSX,)},
    ],
)
def test_an_agreement_that_says_too_little_or_gives_parts_of_a_file_is_none(wrong):
    with pytest.raises(AgreementWrong):
        replace(ROLE, **wrong)


def test_without_limits_it_is_the_whole_release():
    assert narrow(book(), [agreed(), agreed(tables=("age",))]) == book()


def test_some_tables_come_with_the_headline_and_who_is_missing():
    shown = narrow(book(), [agreed(tables=("age",))])
    assert [table.key for table in shown.tables] == ["headline", "coverage", "age"]
    assert {each.table for each in shown.figures} == {"headline", "coverage", "age"}


def test_some_places_bring_what_lies_within_them_and_no_other_row():
    shown = narrow(book(), [agreed(areas=("B01",))])
    assert [each.key for each in shown.dimension("borough").categories] == ["B01"]
    assert [each.key for each in shown.dimension("ward").categories] == ["W01"]
    rows = {tuple(each.at.items()) for each in shown.figures if {"borough", "ward"} & set(each.at)}
    assert rows == {(("borough", "B01"),), (("ward", "W01"),)}


def test_two_agreements_show_what_either_shows_and_no_more():
    shown = narrow(book(), [agreed(tables=("borough",), areas=("B01",)), agreed(tables=("age",))])
    assert {each.table for each in shown.figures} == {"headline", "coverage", "borough", "age"}
    assert {each.at["borough"] for each in shown.figures if "borough" in each.at} == {"B01"}
    published = book().figures
    assert all(each in published for each in shown.figures)
