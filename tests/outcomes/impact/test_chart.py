"""Charts take published figures only, show nothing of what is hidden, and mirror for right-to-left pages."""

import pytest

from outcomes.disclosure.figure import PublishedFigure, Statistic
from outcomes.impact.chart import along, bars, interval_dots, overlap
from outcomes.impact.disclosure import restore


def people(*texts: str) -> list[PublishedFigure]:
    return [restore(Statistic.PEOPLE, text) for text in texts]


def row(low: str, value: str, high: str) -> tuple[PublishedFigure, PublishedFigure, PublishedFigure]:
    measures = (Statistic.PERCENT_LOW, Statistic.PERCENT, Statistic.PERCENT_HIGH)
    return tuple(restore(statistic, text) for statistic, text in zip(measures, (low, value, high), strict=True))


def test_bars_fill_the_chart_in_order():
    placed = bars(people("15", "40", "50", "35"))
    assert [bar.text for bar in placed] == ["15", "40", "50", "35"]
    assert [bar.index for bar in placed] == [0, 1, 2, 3]
    assert placed[0].start == 0.3
    assert placed[-1].start + placed[-1].length == pytest.approx(99.7, abs=0.02)


def test_a_hidden_part_has_no_bar_and_no_gap():
    placed = bars(people("15", "c", "50", "c"))
    assert [bar.index for bar in placed] == [0, 2]
    assert placed[1].start == pytest.approx(placed[0].start + placed[0].length + 0.6, abs=0.02)
    assert bars(people("c", "c")) == []


def test_right_to_left_is_the_mirror():
    for there, back in zip(bars(people("15", "40")), bars(people("15", "40"), rtl=True), strict=True):
        assert back.start == pytest.approx(100 - there.start - there.length, abs=0.02)
    assert along(0) == 4
    assert along(0, rtl=True) == 96


def test_groups_keep_their_order_and_hidden_ones_have_no_mark():
    dots = interval_dots([row("52", "61", "69"), row("c", "c", "c"), row("40", "50", "60")])
    assert [dot.index for dot in dots] == [0, 2]
    assert [dot.y for dot in dots] == [34, 80]
    assert dots[0].low < dots[0].at < dots[0].high


def test_the_axis_does_not_depend_on_the_figures():
    assert (along(0), along(100)) == (4, 96)


@pytest.mark.parametrize(
    ("ranges", "same"),
    [([("52", "69"), ("40", "60")], True), ([("52", "69"), ("40", "51")], False), ([("52", "69"), ("c", "c")], True)],
)
def test_overlap(ranges: list[tuple[str, str]], same: bool):
    pairs = [(restore(Statistic.PERCENT_LOW, low), restore(Statistic.PERCENT_HIGH, high)) for low, high in ranges]
    assert overlap(pairs) is same


@pytest.mark.parametrize("raw", [140, "140", None])
def test_raw_numbers_cannot_be_drawn(raw: object):
    with pytest.raises(TypeError, match="Only published figures"):
        bars([raw])
    with pytest.raises(TypeError, match="Only published figures"):
        interval_dots([(raw, raw, raw)])
