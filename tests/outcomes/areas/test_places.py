"""Places on codes and by year: Greater Manchester rolls up though names repeat, and years are never mixed unsaid."""

import random
from collections import Counter
from decimal import Decimal

import pytest
from beginnings import SEED, Clock, settings_for
from databases import copy_sqlite

from outcomes.areas import store
from outcomes.areas.deprivation import BANDS, band, percentage, share_of_most_deprived
from outcomes.areas.lived import store as lived
from outcomes.areas.models import AreaPlace
from outcomes.areas.reading import FileWrong
from survey.app import open_house
from survey.people.caseload.store import wards
from survey.people.models import Area
from survey.people.store import add_organisation
from tests.outcomes.areas.manchester import BOROUGHS, ONS, sheet, table, wrong_with
from tests.outcomes.real_data import real_rows


@pytest.fixture(scope="module")
def manchester(sqlite_template, tmp_path_factory):
    """The lists of the area, taken in once; every test here only reads, or takes back what it wrote."""
    path = copy_sqlite(sqlite_template, tmp_path_factory.mktemp("places") / "places.db")
    house = open_house(settings_for(f"sqlite:///{path}"), clock=Clock(), rng=random.Random(SEED))
    with house.database.writing() as session:
        store.take_in(session, sheet("gm_ward17_lad17.csv"), "ward-authority", 2017, ONS)
        store.take_in(session, sheet("gm_ward22_lad22.csv"), "ward-authority", 2022, ONS)
        store.take_in(session, sheet("gm_lsoa21_ward22_lad22.csv"), "lsoa-ward-authority", 2022, ONS)
        store.take_in(session, sheet("ltla23_region23.csv"), "authority-region", 2023, ONS)
        ranked = sheet("imd2019_lsoa11.csv", "E08000003", "E08000009", ",32844,")  # two boroughs, and the last of all
        store.take_in(session, ranked, "deprivation", 2011, ONS, index_year=2019)
        lived.use(session, 2022, BOROUGHS)
    yield house.database
    house.database.dispose()


def test_small_areas_roll_up_to_wards_and_boroughs_on_codes(manchester):
    rows = real_rows("uk/gm_lsoa21_ward22_lad22.csv")
    with manchester.reading() as session:
        to_ward = store.above(session, "lsoa", 2021, "ward", 2022)
        to_borough = store.above(session, "lsoa", 2021, "borough", 2022)
    ones = dict.fromkeys((row["lsoa21cd"] for row in rows), 1)
    by_ward, nowhere = store.roll_up(ones, to_ward)
    by_borough, lost = store.roll_up(ones, to_borough)
    assert (len(ones), len(by_ward), len(by_borough), nowhere, lost) == (1702, 215, 10, 0, 0)
    assert by_ward == Counter(row["wd22cd"] for row in rows)
    assert by_borough == Counter(row["lad22cd"] for row in rows)


@pytest.mark.parametrize("name", ["Brooklands", "Crompton", "St Mary's"])
def test_a_name_in_two_boroughs_is_two_wards(manchester, name):
    with manchester.reading() as session:
        above = store.above(session, "ward", 2022, "borough", 2022)
        same = session.query(AreaPlace).filter_by(level="ward", vintage=2022, name=name).all()
        shown = [words for _code, words in wards(session) if words.startswith(f"{name},")]
    assert len({above[each.code] for each in same}) == 2
    assert len(set(shown)) == 2


def test_two_years_are_put_together_only_when_somebody_says_so(manchester):
    with manchester.writing() as session:
        with pytest.raises(store.NoWay, match="No list leads from the ward of 2017 to the borough of 2022"):
            store.above(session, "ward", 2017, "borough", 2022)
        said = store.say_same_code(session, "ward", 2017, 2022)
        session.flush()
        assert (said.in_both, said.only_here) == (126, 89)
        bridged = store.above(session, "ward", 2017, "borough", 2022)
        counted, nowhere = store.roll_up(dict.fromkeys(store.above(session, "ward", 2017, "ward", 2017), 1), bridged)
        assert (sum(counted.values()), nowhere) == (126, 89)  # those with another code are not guessed
        store.say_same_code(session, "ward", 2022, 2017)  # said both ways, it still ends
        with pytest.raises(store.NoWay):
            store.above(session, "ward", 2017, "region", 2024)
        session.rollback()


def test_the_same_code_in_two_years_is_two_places(manchester):
    with manchester.reading() as session:
        both = session.query(AreaPlace).filter_by(level="ward", code="E05000650").all()
        region = store.above(session, "borough", 2023, "region", 2023)
    assert sorted(each.vintage for each in both) == [2017, 2022]
    assert region["E08000003"] == "E12000002"


def test_people_can_live_in_them_and_what_was_there_stays(manchester):
    with manchester.reading() as session:
        levels = Counter(each.level for each in session.query(Area))
        ward = session.get(Area, "E05011353")
        assert levels == {"ward": 215, "borough": 10, "region": 1}
        assert (ward.vintage, ward.parent, session.get(Area, ward.parent).parent) == (2022, "E08000003", "E12000002")
    with manchester.writing() as session:
        assert lived.use(session, 2017, ["E08000009"])[0] == 0  # Trafford's wards kept their codes
        assert session.get(Area, "E05000822").vintage == 2017
        with pytest.raises(store.NoWay, match="No list says which wards of 2024"):
            lived.use(session, 2024, ["E08000003"])
        session.rollback()


def test_an_organisation_may_work_in_several_authorities(manchester):
    with manchester.writing() as session:
        add_organisation(session, "harbour", "Harbour Youth Project")
        lived.works_in(session, "harbour", ["E08000009", "E08000003", "E08000009"])
        assert lived.areas_of(session, "harbour") == ["E08000003", "E08000009"]
        lived.works_in(session, "harbour", ["E08000003"])
        assert lived.where_they_work(session) == [("Harbour Youth Project", ["Manchester"])]
        with pytest.raises(store.NoWay, match="E05011353"):
            lived.works_in(session, "harbour", ["E05011353"])  # a ward is no authority
        session.rollback()


def test_a_third_of_manchester_is_in_the_most_deprived_tenth(manchester):
    with manchester.reading() as session:
        assert store.most_deprived(session, "E08000003") == (122, 282, Decimal("43.26"))


def test_a_ward_has_a_band_where_half_of_its_small_areas_have_a_rank_of_their_own(manchester):
    with manchester.writing() as session:
        assert set(store.bands(session, ["E05011353"]).values()) == {""}  # small areas of 2021, ranks of 2011
        store.say_same_code(session, "lsoa", 2021, 2011)
        session.flush()
        found = store.bands(session, ["E05011353", "E05000822", "E05000650", "E01005062", "nowhere"])
        session.rollback()
    assert found["E05000650"] == ""  # Bolton's ranks are not taken in here
    assert found["nowhere"] == ""
    assert {found[code] for code in ("E05011353", "E05000822", "E01005062")} <= {key for key, _words in BANDS}
    rank = {row["lsoa11_code"]: int(row["IMD_rank"]) for row in real_rows("uk/imd2019_lsoa11.csv")}
    assert found["E01005062"] == str(-(-rank["E01005062"] * 5 // 32844))


def test_bands_are_fifths_of_all_of_england():
    assert [band([rank], 1, 100) for rank in (1, 20, 21, 100)] == ["1", "1", "2", "5"]
    assert band([10, 90, 95], 3, 100) == "5"
    assert band([10], 3, 100) == ""  # a third is too little to speak for a ward
    assert band([], 0, 100) == ""


def test_percentages_are_rounded_half_up():
    assert [percentage(count, 200) for count in (1, 3, 5)] == [Decimal(1), Decimal(2), Decimal(3)]
    assert share_of_most_deprived([1, 1, 2, 10]) == (2, 4, Decimal("50.00"))


WARDS = "wd22cd,wd22nm,lad22cd,lad22nm\nE05000650,Astley Bridge,E08000001,Bolton\n"


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("E0500065,Bradshaw,E08000001,Bolton", ["row 3, column wd22cd: “E0500065”. Expected: a ward code"]),
        ("E05000651,,E08000001,Bolton", ["row 3, column wd22nm: “”. Expected: its name"]),
        ("E05000651,Bradshaw,E05000001,Bolton", ["row 3, column lad22cd: “E05000001”. Expected: the code of an auth"]),
        ("E05000650,Astley,E08000001,Bolton", ["row 3, column wd22nm: “Astley”. Expected: “Astley Bridge”, as E050"]),
        ("E05000650,Astley Bridge,E08000002,Bury", ["row 3, column lad22cd: “E08000002”. Expected: E08000001, where"]),
        ("E05000651", ["row 3, column wd22nm", "row 3, column lad22cd", "row 3, column lad22nm"]),
        ("x,y,z", ["column wd22cd: “x”", "column lad22cd: “z”", "column lad22nm"]),
    ],
)
def test_a_wrong_cell_is_named_with_its_row_its_column_and_what_was_expected(more, said):
    wrong = wrong_with("ward-authority", 2022, WARDS + more)
    assert len(wrong) == len(said)
    for each, words in zip(wrong, said, strict=True):
        assert words in each


@pytest.mark.parametrize(
    ("kind", "vintage", "text", "said"),
    [
        ("ward-authority", 2017, WARDS, "column wd22cd: places of 2022. Expected: 2017"),
        ("lsoa-ward-authority", 2022, WARDS, "no columns with the code and name of the lsoa"),
        ("ward-authority", 2022, "", "no columns with the code"),
        ("ward-authority", 2022, WARDS.split("\n")[0], "nothing. Expected: at least one place"),
        ("deprivation", 2011, "lsoa11_code,lsoa11_name,ltla21_code,ltla21_name,IMD_rank\n", "no column imd_decile"),
    ],
)
def test_a_wrong_header_is_said(kind, vintage, text, said):
    assert said in wrong_with(kind, vintage, text)[0]


def test_a_decile_is_one_of_ten():
    head = "lsoa11_code,lsoa11_name,ltla21_code,ltla21_name,IMD_rank,IMD_decile\n"
    wrong = wrong_with("deprivation", 2011, f"{head}E01000001,City 001A,E09000001,City of London,29199,11\n")
    assert wrong == ["row 2, column IMD_decile: “11”. Expected: a whole number from 1 to 10."]


def test_one_wrong_cell_keeps_everything_out(manchester):
    with manchester.writing() as session:
        before = session.query(AreaPlace).count()
        with pytest.raises(FileWrong, match="row 3, column wd22cd") as told:
            store.take_in(session, table(WARDS + "E05,x,E08000001,Bolton"), "ward-authority", 2022, ONS)
        assert str(told.value).endswith("Nothing was taken in.")
        other = WARDS.replace("Astley Bridge", "Astley Bridge North")
        with pytest.raises(FileWrong, match="“Astley Bridge”, as E05000650 of 2022 is called in a list loaded before"):
            store.take_in(session, table(other), "ward-authority", 2022, ONS)
        moved = WARDS.replace("E08000001,Bolton", "E08000002,Bury")
        with pytest.raises(FileWrong, match="lies elsewhere by a list loaded before"):
            store.take_in(session, table(moved), "ward-authority", 2022, ONS)
        assert session.query(AreaPlace).count() == before
        session.rollback()


def test_many_wrong_cells_are_counted_after_the_first_twenty(manchester):
    lines = "".join(f"E0{number},x,E08000001,Bolton\n" for number in range(30))
    with manchester.writing() as session, pytest.raises(FileWrong, match="and 10 more like these"):
        store.take_in(session, table(WARDS + lines), "ward-authority", 2022, ONS)
