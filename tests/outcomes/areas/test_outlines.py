"""Outlines of wards for a map: simplified once, whole units, north up, one ward once."""

import copy
import json
import re

import pytest

from outcomes.areas.official.store import population, references
from outcomes.areas.outlines import store
from outcomes.areas.outlines.shapes import draw, simplified
from outcomes.areas.reading import FileWrong
from outcomes.demonstration.area import BOROUGHS, ORGANISATIONS, WARDS
from outcomes.demonstration.around.store import load_around
from survey.people.store import add_area, add_organisation
from tests.outcomes.areas.manchester import ONS, table
from tests.outcomes.real_data import real_file, real_rows

SQUARE = [[-2.0, 53.0], [-2.0, 53.5], [-1.5, 53.5], [-1.5, 53.0], [-2.0, 53.0]]


def ward(code: str = "X05000001", ring: list = SQUARE, kind: str = "Polygon") -> dict:
    properties = {"area_code": code, "area_name": "Quayside"}
    return {"type": "Feature", "properties": properties, "geometry": {"type": kind, "coordinates": [ring]}}


def collection(*features: dict) -> dict:
    return {"type": "FeatureCollection", "features": list(features)}


def test_the_real_wards_are_drawn_on_their_codes():
    drawn, wrong = draw(json.loads(real_file("uk/gm_wards_2022.geojson").read_text()))
    assert wrong == []
    assert {each.code for each in drawn.shapes} == {row["wd22cd"] for row in real_rows("uk/gm_ward22_lad22.csv")}
    assert max(drawn.width, drawn.height) == 1000
    paths = "".join(each.path for each in drawn.shapes)
    assert len(paths) < 60_000  # a map is sent with its page
    for x, y in re.findall(r"(\d+) (\d+)", paths):
        assert int(x) <= drawn.width + 1
        assert int(y) <= drawn.height + 1
    assert re.fullmatch(r"(M\d+ \d+L[\d ]+Z)+", paths)


def test_north_is_up_and_east_is_right():
    drawn, _wrong = draw(collection(ward(ring=[[-2.0, 53.0], [-2.0, 53.5], [-1.5, 53.0], [-2.0, 53.0]])))
    south_west, north_west, south_east = re.findall(r"(\d+) (\d+)", drawn.shapes[0].path)
    assert int(north_west[1]) < int(south_west[1])
    assert int(south_east[0]) > int(south_west[0])
    assert drawn.width < drawn.height  # half a degree of longitude is shorter than half of latitude here


def test_points_that_a_line_can_do_without_are_left_out():
    straight = [(float(x), 0.1 * (x % 2)) for x in range(50)]
    assert simplified(straight) == [straight[0], straight[-1]]
    corner = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0)]
    assert simplified(corner) == corner


def test_a_ward_too_small_to_see_is_still_there():
    tiny = [[-2.0, 53.0], [-2.0, 53.00001], [-1.99999, 53.00001], [-2.0, 53.0]]
    drawn, _wrong = draw(collection(ward(), ward("X05000002", ring=tiny)))
    assert drawn.shapes[1].path.endswith("Z")
    assert len(re.findall(r"\d+ \d+", drawn.shapes[1].path)) >= 3


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ([], "no list of features"),
        (collection(), "no list of features"),
        (collection(ward(), ward()), "feature 2: “X05000001” a second time"),
        (collection(ward("")), "feature 1: no code or no name"),
        (collection(ward(kind="Point")), "feature 1: a Point"),
        (collection(ward(ring=SQUARE[:3])), "feature 1: an outline that is none"),
        (collection(ward(ring=[[400000, 390000]] * 5)), "an outline that is none"),  # a grid in metres
        (collection({"type": "Feature"}), "feature 1"),
    ],
)
def test_what_is_no_map_of_wards_is_said(wrong, said):
    drawn, problems = draw(wrong)
    assert drawn is None
    assert said in problems[0]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_commissioner_s_way_in_gets_one_map_with_whose_it_is(house):
    first, second = collection(ward(), ward("X05000002")), collection(ward())
    with house.database.writing() as session:
        for each in (first, second):
            store.take_in(session, table(json.dumps(each), "wards.geojson"), 2022, ONS)
        with pytest.raises(FileWrong, match="not JSON"):
            store.take_in(session, table("no", "wards.geojson"), 2022, ONS)
        broken = copy.deepcopy(first)
        broken["features"][1]["geometry"] = None
        with pytest.raises(FileWrong, match="feature 2"):
            store.take_in(session, table(json.dumps(broken), "wards.geojson"), 2022, ONS)
        assert len(store.maps(session)) == 2
    with house.database.releases() as session:
        both = store.outlines(session, ["X05000001", "X05000002", "W99"])
        assert set(both.shapes) == {"X05000001", "X05000002"}  # the map that has most of them
        assert (both.source, both.licence) == (ONS.source, ONS.licence)
        assert store.outlines(session, ["W99"]).shapes == {}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_made_up_area_has_a_map_and_neighbours_in_official_tables(house):
    with house.database.writing() as session:
        for code, name in BOROUGHS:
            add_area(session, code, name, "borough")
        for code, name in ORGANISATIONS:
            add_organisation(session, code, name)
        load_around(session, house.clock())
    with house.database.releases() as session:
        assert len(store.outlines(session, [code for code, *_rest in WARDS]).shapes) == len(WARDS)
        assert population(session, [code for code, _name in BOROUGHS]).number == 24310 + 19860
        (care,) = references(session, ["X08000002"])
        assert [each.figure.shown for each in care.rows] == ["62", "[c]", "[c]", "[c]"]
