"""A commissioner takes a release away, file by file, and sends one figure to a colleague by its address."""

import re
from contextlib import nullcontext
from datetime import date

import pytest
from click.testing import CliRunner
from staff import Desk, desk_of

from outcomes.disclosure.programme import Programme
from outcomes.impact.access.agreement import Audience, Format, Terms
from outcomes.impact.access.store import agree
from outcomes.impact.export import cli, store
from outcomes.impact.export.files import FORMS
from outcomes.impact.kept.store import Fresh, keep
from survey.cli import main
from survey.people.role import Role
from tests.house.test_every_page import whole
from tests.outcomes.impact.export.books import DIMENSIONS, FIGURES, SCALES, TABLES, S
from tests.outcomes.impact.growing import open_cohort

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
DAYS = {"opens_on": date(2026, 7, 1), "closes_on": date(2026, 9, 30), "published_on": date(2026, 10, 12)}


@pytest.fixture
def number(house, cast) -> int:
    """A release as it would have been kept, and an agreement with commissioners to read it in every way."""
    cohort = open_cohort(house)
    programme = Programme("crossed", DIMENSIONS, TABLES, SCALES)
    today = house.clock().date()
    terms = Terms(Audience.ROLE, Role.COMMISSIONER.value, today, today, "To plan.", "D. Walsh", formats=tuple(Format))
    with house.database.writing() as session:
        agree(session, terms, by=cast.dee, now=house.clock(), rng=house.rng)
        return keep(
            session, Fresh(cohort, "Summer", "Manchester", **DAYS, programme=programme, figures=FIGURES, report={})
        )


@pytest.fixture
def carys(sayso, cast) -> Desk:
    return desk_of(sayso, cast.carys, Role.COMMISSIONER)


def test_every_file_is_written_once_and_is_the_same_bytes_for_ever(house, number, carys, monkeypatch):
    at = f"/desk/impact/{number}/files/"
    first = {each.name: carys.get(at + each.name) for each in FORMS}
    assert {answer.status_code for answer in first.values()} == {200}
    monkeypatch.setattr(store, "every_file", lambda book: pytest.fail("A kept file was written again."))
    for each in FORMS:
        again = carys.get(at + each.name)
        assert again.data == first[each.name].data
        assert again.headers["ETag"] == f'"{number}-{each.name}"'
        assert again.content_type == each.kind
        assert again.headers["Content-Disposition"].startswith(f'attachment; filename="release-{number}-')
        assert carys.get(at + each.name, headers={"If-None-Match": again.headers["ETag"]}).status_code == 304


def test_they_are_written_soon_after_the_close_so_that_nobody_waits(house, number, carys, monkeypatch):
    assert store.keep_what_is_missing(house) == 1
    assert store.keep_what_is_missing(house) == 0
    monkeypatch.setattr(store, "every_file", lambda book: pytest.fail("It was kept soon after the close."))
    assert carys.get(f"/desk/impact/{number}/files/release.xlsx").data[:2] == b"PK"


@pytest.mark.parametrize("name", ["figures.tsv", "..%2Fsettings.py", "release.xlsm"])
def test_there_are_no_other_files(number, carys, name):
    assert carys.get(f"/desk/impact/{number}/files/{name}").status_code == 404


def test_without_an_agreement_there_is_no_file_and_no_figure(sayso, cast, number):
    sam = desk_of(sayso, cast.sam, Role.PRACTITIONER)
    for path in ("files/figures.csv", "files/release.ods", "figure/age"):
        assert sam.get(f"/desk/impact/{number}/{path}").status_code == 404


def test_a_figure_has_an_address_and_says_what_to_know_before_it_is_used(number, carys):
    page = carys.get(f"/desk/impact/{number}/figure/age?age=8-10&achieved=yes").text
    for said in ("8 to 10", "40", "53", "does not say what caused it", "They said no", "100", "How to cite", "Licence"):
        assert said in page
    assert f"/desk/impact/{number}/figure/age?age=8-10" in page
    assert "nearest that it has" not in page
    assert whole(page) == []
    mean = carys.get(f"/desk/impact/{number}/figure/change/{S}?wave=before&statistic=mean").text
    assert "5.2" in mean
    for paired in (mean, *(carys.get(f"/desk/impact/{number}/figure/{asked}").text for asked in PAIRED)):
        assert "From 0 to 10. Higher is better. Answered both times by the same 95 young people." in plain(paired)
    share = carys.get(f"/desk/impact/{number}/figure/headline?achieved=yes&statistic=percent").text
    assert "Of 85 young people." not in plain(share)
    assert "Of 140 young people." in plain(share)


def plain(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


PAIRED = (f"change/{S}?wave=change&statistic=effect_g_low", f"trust/{S}?statistic=alpha")


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("age?age=8-10&gender=girl", "75"),  # a table without gender: the group of that age
        ("age?age=9", "140"),  # no such group: everyone in the table
        ("age_by_gender?age=8-10", "140"),  # its margin by age was not published
        ("age?age=none", "140"),  # a group that is never listed
    ],
)
def test_what_is_not_published_gives_the_nearest_that_is_and_says_so(number, carys, asked, told):
    page = carys.get(f"/desk/impact/{number}/figure/{asked}").text
    assert "nearest that it has" in page
    assert f"localhost/desk/impact/{number}/figure/{asked}".replace("&", "&amp;") not in page  # what is shown is cited
    assert f"<dd><b>{told}</b></dd>" in page


def test_a_hidden_figure_is_a_symbol_at_its_address_too(number, carys):
    page = carys.get(f"/desk/impact/{number}/figure/ward?ward=E05000822").text
    assert "<dd><b>[c]</b></dd>" in page
    assert "Brooklands, =Trafford" in page  # there is another one
    assert carys.get(f"/desk/impact/{number}/figure/nothing").status_code == 404


def test_a_folder_gets_everything_and_nothing_is_written_over(house, number, monkeypatch, tmp_path):
    monkeypatch.setattr(cli, "at_home", lambda: nullcontext(house))
    run = lambda *words: CliRunner().invoke(main, ["release", "export", *words])  # noqa: E731 - said six times below
    done = run(str(number), str(tmp_path / "out"))
    assert done.exit_code == 0, done.output
    assert f"7 of {len(FORMS)}: README.txt" in done.stderr
    assert {path.name for path in (tmp_path / "out").iterdir()} == {each.name for each in FORMS}
    assert "Open Government Licence" in (tmp_path / "out" / "README.txt").read_text()
    before = (tmp_path / "out" / "figures.csv").read_bytes()
    (tmp_path / "out" / "figures.csv").write_text("mine")
    refused = run(str(number), str(tmp_path / "out"))
    assert refused.exit_code == 1
    assert "already" in refused.output
    assert (tmp_path / "out" / "figures.csv").read_text() == "mine"
    assert run(str(number), str(tmp_path / "out"), "--overwrite").exit_code == 0
    assert (tmp_path / "out" / "figures.csv").read_bytes() == before
    for wrong, said in ((("99", str(tmp_path / "no")), "may not be there"), (("0", "no"), "not in the range")):
        assert said in run(*wrong).output
    assert not (tmp_path / "no").exists()
