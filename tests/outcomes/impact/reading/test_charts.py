"""Charts take published figures only; order and axes are the definition's; they mirror; what is hidden has no mark."""

from collections.abc import Callable
from itertools import permutations

import pytest

from outcomes.disclosure.figure import PublishedFigure, Statistic
from outcomes.impact.charts.distribution import Band, distribution
from outcomes.impact.charts.flow import Stage, flow
from outcomes.impact.charts.interval_dots import Group, interval_dots
from outcomes.impact.charts.ladder import Chosen, ladder
from outcomes.impact.charts.over_time import Series, small_multiples
from outcomes.impact.charts.paper import PERCENT, Paper, axis_of
from outcomes.impact.charts.shape_bar import REST, shape_bar
from outcomes.impact.charts.ward_map import PEOPLE_CLASSES, Place, shade_of, ward_map
from tests.outcomes.impact.reading.handmade import told

LTR, RTL = Paper(), Paper(rtl=True)
SHAPES = {"A": "M0 0L10 0L10 20L0 20Z", "B": "M10 0L30 0L30 20L10 20Z", "C": "M0 20L30 20L30 30L0 30Z"}
LEGEND = ("hidden", "10 to 24", "25 to 49", "50 to 99", "100 or more")


def people(*texts: str) -> list[PublishedFigure]:
    return [told(Statistic.PEOPLE, text) for text in texts]


def group(name: str, low: str, value: str, high: str) -> Group:
    kinds = (Statistic.PERCENT_LOW, Statistic.PERCENT, Statistic.PERCENT_HIGH)
    return Group(name, *(told(kind, text) for kind, text in zip(kinds, (low, value, high), strict=True)))


DRAWN_WITH: dict[str, Callable[[object], object]] = {
    "interval dots": lambda raw: interval_dots([Group("8 to 10", raw, raw, raw)], LTR),
    "shape bar": lambda raw: shape_bar([raw, *people("40")], None, LTR),
    "shape bar's whole": lambda raw: shape_bar(people("40", "c"), raw, LTR),
    "distribution": lambda raw: distribution([Band("0 to 2", (raw,))], people("95"), LTR),
    "its total": lambda raw: distribution([Band("0 to 2", (*people("20"),))], [raw], LTR),
    "ladder": lambda raw: ladder([Chosen("Creativity", raw, None)], *people("140"), LTR),
    "ladder's whole": lambda raw: ladder([Chosen("Creativity", *people("40", "20"))], raw, LTR),
    "flow": lambda raw: flow(Stage("Known", raw, True), [Stage("No", *people("20"))], LTR),
    "over time": lambda raw: small_multiples([Series("k", "n", (Group("July", raw, raw, raw),))], LTR),
    "ward map": lambda raw: ward_map([Place("A", raw)], SHAPES, PEOPLE_CLASSES, LEGEND, ""),
}


@pytest.mark.parametrize("raw", [140, "140", 61.5], ids=str)
@pytest.mark.parametrize("name", DRAWN_WITH)
def test_no_chart_draws_a_raw_number(name: str, raw: object):
    with pytest.raises(TypeError, match="Only published figures"):
        DRAWN_WITH[name](raw)


def test_a_shape_is_a_share_of_everybody_and_what_is_hidden_is_one_rest_at_its_end():
    parts = shape_bar(people("15", "c", "50", "35"), *people("125"), LTR)
    assert [(part.index, part.text) for part in parts] == [(0, "15"), (2, "50"), (3, "35"), (REST, "[c]")]
    assert parts[1].length / parts[0].length == pytest.approx(50 / 15, abs=0.02)
    assert parts[-1].length / parts[1].length == pytest.approx(25 / 50, abs=0.02)
    assert parts[1].start == pytest.approx(parts[0].start + parts[0].length + 0.6, abs=0.02)
    assert parts[-1].start + parts[-1].length == pytest.approx(99.7, abs=0.02)
    assert shape_bar(people("c", "c"), *people("40"), LTR) == []
    for parts, whole in (("15", "50"), "70"), (("15", "c"), "15"), (("20", "20"), "c"):
        drawn = shape_bar(people(*parts), *people(whole), LTR)
        assert REST not in [part.index for part in drawn], "rounding, or an unknown whole, is no rest"


def test_a_short_part_leaves_its_number_to_the_table():
    assert [part.text for part in shape_bar(people("10", "300"), None, LTR)] == ["", "300"]


def test_the_order_is_the_definition_s_whatever_the_values():
    rows = [
        group("8 to 10", "52", "61", "69"),
        group("11 to 15", "20", "30", "41"),
        group("16 to 17", "70", "80", "90"),
    ]
    for order in permutations(rows):
        assert [row.name for row in interval_dots(order, LTR).rows] == [each.name for each in order]
    stages = [Stage(name, *people(n)) for name, n in (("No", "10"), ("Not asked", "90"), ("Gone", "40"))]
    drawn = flow(Stage("Known", *people("140"), True), stages, LTR).steps
    assert [step.lines[0][0] for step in drawn] == ["Known", "No", "Not asked", "Gone"]


def test_axes_end_where_the_definition_says_whatever_the_values():
    for rows in ([group("a", "40", "41", "42")], [group("a", "c", "c", "c")], [group("a", "0", "5", "100")], []):
        assert interval_dots(rows, LTR).axis == (("0", 4.0), ("25", 27.0), ("50", 50.0), ("75", 73.0), ("100", 96.0))
    assert [tick for tick, _ in axis_of(0, 40).marks(LTR)] == ["0", "20", "40"]
    assert interval_dots([group("a", "50", "50", "50")], LTR).rows[0].at == 50
    for kinds in (("40", "20"), ("10", "c")):  # a bar is a share of everybody, not of the longest
        bar = ladder([Chosen("Creativity", *people(*kinds))], *people("80"), LTR).rungs[0].chose
        assert bar[1] == pytest.approx(99.4 * int(kinds[0]) / 80, abs=0.01)


def test_a_hidden_row_keeps_its_place_and_has_no_mark():
    shown, hidden = (
        interval_dots([group("a", *ends), group("b", "1", "2", "3")], LTR).rows
        for ends in (("52", "61", "69"), ("c", "c", "c"))
    )
    assert [row.y for row in shown] == [row.y for row in hidden]
    assert (hidden[0].said, hidden[0].at, hidden[0].low) == ("[c]", None, None)
    bars = distribution([Band("0 to 2", tuple(people("c", "20")))], people("95", "95"), LTR).rows[0].bars
    assert [(bar.text, bar.length > 0) for bar in bars] == [("[c]", False), ("20", True)]


def test_what_is_hidden_by_size_and_what_keeps_it_company_are_drawn_alike():
    assert interval_dots([group("a", "c", "c", "c")], LTR) == interval_dots([group("a", "c", "c", "c")], LTR)
    assert {shade_of(each, PEOPLE_CLASSES) for each in (*people("c"), None)} == {0}


def test_classes_of_a_map_are_fixed_and_a_place_has_its_number_in_the_table():
    drawn = ward_map(
        [Place("B", *people("15")), Place("X", *people("40")), Place("A", *people("c"))],
        SHAPES,
        PEOPLE_CLASSES,
        LEGEND,
        "",
    )
    assert [(area.number, area.shade) for area in drawn.areas] == [(1, 1), (3, 0)]
    assert [shade_of(each, PEOPLE_CLASSES) for each in people("10", "25", "95", "100", "400")] == [1, 2, 3, 4, 4]
    assert ward_map([Place("X", *people("40"))], SHAPES, PEOPLE_CLASSES, LEGEND, "") is None
    alone = ward_map([Place("B", *people("400"))], SHAPES, PEOPLE_CLASSES, LEGEND, "")
    assert alone.areas[0].shade == 4  # not the darkest because it is the largest here


SHAPED = [("M0 0L30 0 30 10Z", "wide"), ("M0 0L9 0 9 10Z", ""), ("M0 0L5 0 5 10Z", "tall")]


@pytest.mark.parametrize(("path", "shape"), SHAPED)
def test_a_map_has_the_shape_of_its_area_and_all_of_it_is_on_it(path: str, shape: str):
    drawn = ward_map([Place("A", *people("15"))], {"A": path}, PEOPLE_CLASSES, LEGEND, "", within={"A": "Bolton"})
    left, top, wide, high = map(float, drawn.view.split())
    assert drawn.shape == shape
    assert left <= 0 < left + wide
    assert top <= 0
    assert top + high >= 10
    assert [(label.name, label.x, label.y) for label in drawn.labels] == [("Bolton", 50.0, 50.0)]


@pytest.mark.parametrize("value", [0, 25, 61, 100])
def test_pages_from_right_to_left_have_the_mirror(value: float):
    assert PERCENT.at(value, RTL) == pytest.approx(100 - PERCENT.at(value, LTR), abs=0.02)
    whole = people("80")[0]
    for there, back in zip(*(shape_bar(people("15", "40", "c"), whole, paper) for paper in (LTR, RTL)), strict=True):
        assert back.start == pytest.approx(100 - there.start - there.length, abs=0.02)


def test_long_names_stand_on_lines_that_fit_a_phone():
    lines = (
        interval_dots([group("A name that is much longer than a small phone is wide", "1", "2", "3")], LTR)
        .rows[0]
        .lines
    )
    assert len(lines) > 1
    assert max(len(words) for words, _ in lines) <= 27
    assert Paper(say=str.upper).lines("girl") == ("GIRL",)
