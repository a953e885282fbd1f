"""Chapters: rows by definition, who can be told apart, amounts, effects in words, releases over time, the report."""

from dataclasses import replace
from datetime import date

import pytest

from outcomes.disclosure.figure import Statistic
from outcomes.disclosure.published import Published
from outcomes.impact.book import Book
from outcomes.impact.chapters.given import given_of
from outcomes.impact.chapters.groups import OF_PEOPLE, boroughs, crossed, groups, wards_of
from outcomes.impact.chapters.measures import accounts, families, in_words
from outcomes.impact.chapters.missing import by_group, missing
from outcomes.impact.chapters.outcomes_chosen import goals, headline, shape
from outcomes.impact.chapters.over_time import line_of, over_time
from outcomes.impact.chapters.report import told as report_told
from outcomes.impact.chapters.rows import apart, rows_of
from outcomes.impact.charts.paper import Paper
from tests.outcomes.impact.reading import handmade
from tests.outcomes.impact.reading.handmade import FEELINGS, book, told

PAPER = Paper()


def shares(*ends: tuple[str, str, str]) -> tuple[Published, ...]:
    """The age table with these ranges, in the order of its groups."""
    kept = [each for each in handmade.figures() if each.table != "age"]
    for age, percent in zip(handmade.AGE.listed(), ends, strict=True):
        kept += [Published("age", told(Statistic.PEOPLE, "100"), {"age": age.key})]
        kept += handmade.reached("age", {"age": age.key}, "50", percent)
    return tuple(kept)


def test_the_headline_has_both_numbers_and_its_range():
    head = headline(book())
    assert [each.text for each in (head.people, head.reached, head.percent, head.low, head.high)] == [
        "140", "85", "61", "52", "69",
    ]  # fmt: skip


def test_rows_stand_in_the_order_of_the_definition_whatever_was_published_first():
    backwards = book(figures=tuple(reversed(book().figures)))
    for key in ("age", "gender", "borough", "shape", "coverage"):
        defined = book().dimension(book().table(key).dims[0]).listed()
        assert [row.key for row in rows_of(backwards, key)] == [each.key for each in defined]


def test_groups_whose_ranges_meet_cannot_be_told_apart():
    overlapping = book(figures=shares(("50", "38", "62"), ("61", "53", "81"), ("40", "30", "62"), ("c", "c", "c")))
    assert apart(rows_of(overlapping, "age")) == []
    two = book(figures=shares(("50", "38", "52"), ("61", "53", "81"), ("40", "30", "62"), ("c", "c", "c")))
    assert [(one.key, other.key) for one, other in apart(rows_of(two, "age"))] == [("8-10", "11-15")]


def test_a_release_that_shows_less_has_no_rows_and_no_charts():
    small = book(tables=(next(handmade.tables()),))
    assert (shape(small, PAPER), goals(small, PAPER), boroughs(small)) == (None, None, [])
    assert (list(groups(small, OF_PEOPLE, PAPER)), list(crossed(small, OF_PEOPLE)), families(small)) == ([], [], [])


def test_shape_says_how_many_were_paired_before_any_mean():
    (account,) = accounts(book(), book().scales, PAPER)
    assert account.shape.people.text == "95"
    assert [row.people.text for row in account.shape.rows] == ["25", "60", "10"]
    assert [(mean.name, mean.value.text) for mean in account.means] == [("First time", "5.2"), ("Latest time", "4.4")]
    assert account.change.value.text == "-0.8"
    sizes = [(size.name, size.value.text, size.low.text, size.high.text) for size in account.sizes]
    assert sizes == [
        ("As it is (d_av)", "-0.4", "-0.6", "-0.2"),
        ("Corrected for few people (g_av)", "-0.3", "-0.6", "-0.1"),
    ]
    assert account.effect_words == "by convention a small change"
    assert account.dots.axis[0][0] == "0"
    assert account.dots.axis[-1][0] == "8"
    assert account.middles == ("5 to 6", "3 to 4")
    assert account.trust == (("alpha", "", "0.7"), ("missing", "", "few"), ("floor", "", "20%"), ("ceiling", "", "[c]"))


@pytest.mark.parametrize(
    ("size", "words"),
    [("0", "next to no"), ("-0.1", "next to no"), ("0.2", "a small"), ("-0.6", "a medium"), ("1.1", "a large")],
)
def test_the_size_of_a_change_in_words_has_no_direction(size: str, words: str):
    assert words in in_words(told(Statistic.EFFECT, size))


def test_nothing_is_said_of_a_size_that_is_hidden():
    assert in_words(told(Statistic.EFFECT, "c")) == ""
    assert in_words(None) == ""


def test_a_scale_too_short_for_reliable_change_tells_no_shape_and_one_asked_once_has_bands_and_a_mean():
    rows = handmade.dimension(f"change/{FEELINGS}", "Feelings", ("paired", "Answered both times"))
    short = book(dimensions=(*[each for each in handmade.DIMENSIONS if each.key != rows.key], rows))
    assert not next(accounts(short, short.scales, PAPER)).tells_change
    after = f"band/{FEELINGS}/after"
    once = book(
        tables=tuple(table for table in book().tables if table.key in ("headline", after)),
        figures=(Published(after, told(Statistic.MEAN, "4.4"), measure=FEELINGS, wave="after"),),
    )
    ((name, scales),) = families(once)
    (account,) = accounts(once, scales, PAPER)
    assert (name, account.shape, account.distribution) == ("strands", None, None)
    assert [mean.value.text for mean in account.means] == ["4.4"]


def test_measures_stand_strengths_first_and_experience_last():
    names = ("experience/all", FEELINGS, "ons_wellbeing/happy", "clusters/planning", "sdq/total")
    scales = tuple(replace(handmade.SCALE, key=name) for name in names)
    tables = tuple(handmade.Table(f"change/{name}", name, ()) for name in names)
    found = [name for name, _ in families(book(scales=scales, tables=tables))]
    assert found == ["clusters", "strands", "sdq", "ons_wellbeing", "experience"]


def test_who_is_missing_starts_with_everybody_and_ends_with_the_figure():
    chapter = missing(book(), PAPER)
    assert (chapter.known.text, chapter.counted.text) == ("270", "140")
    assert (chapter.flow.steps[0].said, chapter.flow.steps[-1].said) == ("270", "140")
    assert [step.inside for step in chapter.flow.steps] == [True, *[False] * 9, True]
    (ages,) = by_group(book())
    assert [(name, known.text, counted.text) for name, known, counted in ages.rows][2] == ("16 to 17", "55", "c")


def test_wards_belong_to_their_borough():
    assert [each.label for each in boroughs(book())] == ["Bolton", "Bury", "Manchester"]
    assert [row.name for row in wards_of(book(), "E08000002")] == ["Ward 04", "Ward 05", "Ward 06", "Ward 07"]


def test_amounts_keep_their_order_and_only_those_for_everyone():
    figures = (
        Published("inputs", told(Statistic.AMOUNT, "12500"), measure="cost"),
        Published("inputs", told(Statistic.AMOUNT, "c"), measure="staff"),
        Published("inputs", told(Statistic.AMOUNT, "100"), {"borough": "E08000001"}, measure="hours"),
    )
    amounts = given_of(book(figures=figures))
    found = [[(name, figure.shown) for name, figure in part] for part in (amounts.inputs, amounts.outputs)]
    assert found == [[("Staff (full-time equivalents)", "[c]"), ("Cost (pounds)", "12500")], []]


SPRING = {"number": 2, "title": "April to June 2026", "opens_on": date(2026, 4, 1), "closes_on": date(2026, 6, 30)}


def test_over_time_has_earlier_releases_of_the_same_place_alone():
    now, earlier = book(), book(**SPRING)
    later = book(number=4, opens_on=date(2026, 10, 1), closes_on=date(2026, 12, 31))
    elsewhere = book(**SPRING | {"place": "Leeds"})
    assert [each.number for each in line_of(now, [later, now, elsewhere, earlier])] == [2, 3]
    chapter = over_time(now, [now, earlier], PAPER)
    assert [row.name for row in chapter.small[0].dots.rows] == ["April to June 2026", "July to September 2026"]
    assert [small.dots.axis[0][0] for small in chapter.small] == ["0", "-4"]


def test_a_year_never_stands_beside_its_quarters():
    year = book(number=9, opens_on=date(2025, 7, 1), closes_on=date(2026, 6, 30))
    again = book(number=8, opens_on=date(2026, 4, 1), closes_on=date(2026, 7, 15))  # shares days with this one
    assert [each.number for each in line_of(book(), [year, again, book(**SPRING)])] == [2, 3]
    assert [each.number for each in line_of(year, [book(**SPRING)])] == [9]


def test_a_scale_that_was_changed_is_not_compared():
    other = replace(handmade.SCALE, highest=handmade.SCALE.highest * 2)
    chapter = over_time(book(), [book(), book(**SPRING, scales=(other,))], PAPER)
    assert [small.key for small in chapter.small] == ["headline"]


def test_the_report_tells_what_was_tried_and_whatever_else_it_holds():
    went_out = {"programme": "groups", "tables": 9, "cells": 40, "shown": 33, "hidden": 7, "primary": 5}
    audit = {"targets": 12, "narrowest": 5, "insiders": 2}
    tried = [{"programme": "crossed", "tables": 14, "why_not": "It was stuck."}, went_out | {"audit": audit}]
    told = report_told({"tried": tried, "sentences": ["Said in English."], "by": {"hand": True}})
    assert [(each.programme, each.why_not) for each in told.tried] == [("crossed", "It was stuck."), ("groups", "")]
    assert told.tried[1].audit["earlier"] == 0
    assert ("Counts hidden, for whatever reason", "7") in told.tried[1].numbers
    assert [(line.name, line.value) for line in told.others] == [("by: hand", "True")]


def test_a_scale_that_one_release_alone_shows_is_named_and_not_drawn():
    gone = {Statistic.MEAN_LOW, Statistic.MEAN, Statistic.MEAN_HIGH}
    figures = tuple(
        replace(each, figure=told(each.statistic, "c")) if each.statistic in gone and each.wave == "change" else each
        for each in book().figures
    )
    chapter = over_time(book(), [book(), book(**SPRING, figures=figures)], PAPER)
    assert ([small.key for small in chapter.small], chapter.hidden) == (["headline"], (handmade.SCALE.label,))
    assert [(each.known.text, each.counted.text, each.part) for each in chapter.known] == [("270", "140", None)] * 2


def test_two_releases_are_told_apart_only_where_their_ranges_do_not_meet():
    def headline_of(low: str, high: str) -> Book:
        ends = {Statistic.PERCENT_LOW: low, Statistic.PERCENT_HIGH: high}
        figures = tuple(
            replace(each, figure=told(each.statistic, ends[each.statistic]))
            if each.table == "headline" and each.statistic in ends
            else each
            for each in book().figures
        )
        return book(**SPRING, figures=figures)

    for ends, said in ((("40", "52"), "overlap"), (("40", "51"), "apart"), (("c", "c"), "")):  # beside 52 to 69
        assert over_time(book(), [book(), headline_of(*ends)], PAPER).small[0].said == said


@pytest.mark.parametrize(
    ("low", "high", "higher", "said"),
    [
        ("-1.2", "-0.4", False, "better"),
        ("-1.2", "-0.4", True, "worse"),
        ("0.1", "0.9", True, "better"),
        ("-0.4", "0.0", False, "unclear"),
        ("c", "c", True, ""),
    ],
)
def test_an_average_moved_one_way_only_where_its_range_holds_no_nought(low, high, higher, said):
    ends = {Statistic.MEAN_LOW: low, Statistic.MEAN_HIGH: high}
    figures = tuple(
        replace(each, figure=told(each.statistic, ends[each.statistic]))
        if each.wave == "change" and each.statistic in ends
        else each
        for each in book().figures
    )
    scale = replace(handmade.SCALE, higher_is_better=higher)
    (account,) = accounts(book(scales=(scale,), figures=figures), [scale], PAPER)
    assert account.moved == said
