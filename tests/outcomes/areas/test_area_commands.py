"""`sayso areas` from the command line: a data lead takes in what they were sent, or is told which cell is wrong."""

import json
from contextlib import nullcontext

import pytest
from click.testing import CliRunner, Result
from staff import desk_of

from outcomes.areas import cli
from survey.cli import main
from survey.people.models import Area
from survey.people.role import Role
from tests.house.test_every_page import whole
from tests.outcomes.areas.test_outlines import collection, ward

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
WARDS = "wd22cd,wd22nm,lad22cd,lad22nm\nX05000001,Quayside,X08000001,Eastmere\n"
FROM = ("--source", "A made-up office")


@pytest.fixture
def areas(house, monkeypatch):
    monkeypatch.setattr(cli, "at_home", lambda: nullcontext(house))

    def run(*words: object) -> Result:
        return CliRunner().invoke(main, ["areas", *map(str, words)])

    return run


@pytest.fixture
def given(tmp_path):
    def write(name: str, text: str):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_taking_in_using_and_listing(house, areas, given):
    wards = given("wards.csv", WARDS)
    of = (*FROM, "--kind", "ward-authority", "--vintage", 2022)
    assert areas("import", wards, *of).output == "1 rows taken in: ward-authority, 2022.\n"
    assert areas("use", "X08000001", "--vintage", 2022).output == "2 places are new, 0 were there.\n"
    with house.database.reading() as session:
        assert session.get(Area, "X05000001").vintage == 2022
    ages = given("ages.csv", "time_period,geographic_level,new_la_code,la_name,n\n2024,Local authority,X08000001,E,9\n")
    table = ("--key", "population", "--title", "Ages 0 to 17", "--published", "2025-10-01")
    assert areas("comparators", ages, *FROM, *table).output == "1 figures taken in: Ages 0 to 17.\n"
    outlines = given("wards.geojson", json.dumps(collection(ward())))
    assert areas("map", outlines, *FROM, "--vintage", 2022).output == "1 wards taken in.\n"
    listed = areas("list").output
    for said in ("ward-authority 2022: 1 rows of wards.csv", "Ages 0 to 17", "map 2022", "A made-up office, Open Gov"):
        assert said in listed


def test_years_organisations_and_the_page_of_the_data_lead(cast, areas, given, request):
    later = WARDS.replace("22", "24")
    for year, text in ((2022, WARDS), (2024, later)):
        areas("import", given(f"{year}.csv", text), *FROM, "--kind", "ward-authority", "--vintage", year)
    assert (
        areas("same-code", "ward", 2022, 2024).output
        == "1 codes are in both; 0 of 2022 are not in 2024 and lead nowhere.\n"
    )
    assert "by the same code in 2024: 1" in areas("list").output
    areas("use", "X08000001", "--vintage", 2024)
    assert areas("works-in", "harbour", "X08000001").output == "harbour works in 1 authorities.\n"
    page = desk_of(request.getfixturevalue("sayso"), cast.dee, Role.DATA_LEAD).get("/desk/areas/").text
    assert whole(page) == []
    for said in (
        "Wards in authorities, 2022",
        "2024.csv",
        "A made-up office",
        "taken for the same place in 2024",
        "Eastmere",
    ):
        assert said in page


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ("import", "{wrong}", *FROM, "--kind", "ward-authority", "--vintage", 2022),
            "wrong.csv, row 3, column wd22cd",
        ),
        (("import", "{wrong}", *FROM, "--kind", "ward-authority", "--vintage", 2021), "Expected: 2021, as you said."),
        (("import", "{wrong}", "--kind", "ward-authority", "--vintage", 2022), "Missing option '--source'"),
        (("import", "{latin}", *FROM, "--kind", "ward-authority", "--vintage", 2022), "not text in UTF-8 from byte 44"),
        (("same-code", "ward", 2022, 2024), "No ward code is in the lists of both 2022 and 2024."),
        (("use", "X08000001", "--vintage", 2022), "No list says which wards of 2022 lie in X08000001."),
        (("works-in", "nobody", "X08000001"), "There is no organisation nobody."),
        (("map", "{wrong}", *FROM, "--vintage", 2022), "not JSON"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(areas, given, tmp_path, words, said):
    files = {"wrong": given("wrong.csv", WARDS + "nonsense,Quay,X08000001,Eastmere\n"), "latin": tmp_path / "latin.csv"}
    files["latin"].write_bytes(WARDS.replace("Quayside", "Quay\u00e9").encode("latin-1"))
    done = areas(*(str(word).format(**files) for word in words))
    assert done.exit_code != 0
    assert said in done.output
    assert "Traceback" not in done.output
