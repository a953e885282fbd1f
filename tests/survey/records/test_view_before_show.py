"""View before show: no page with another person's entry leaves before the look at it is durable, wherever it breaks."""

from collections.abc import Callable

import pytest
from looks import looks_told, seqs_in
from staff import desk_of
from werkzeug.test import TestResponse

from people import Cast
from survey import desk_pages
from survey import pages as own_pages
from survey.app import Sayso
from survey.ledger.entry import Recorded
from survey.people.role import Role
from tests.survey.records.conftest import Notes, Visitor

SECRET = "hard to be in groups"


@pytest.fixture
def pages(
    sayso: Sayso, cast: Cast, notes: Notes, amina: Visitor, rosa: Visitor
) -> dict[str, Callable[[], TestResponse]]:
    """The three kinds of page that show Amina's note to someone else."""
    seq = amina.challenge(notes.groups)
    sam, lena = desk_of(sayso, cast.sam, Role.PRACTITIONER), desk_of(sayso, cast.lena, Role.MANAGER)
    return {
        "a worker's list": lambda: sam.get(f"/desk/records/{cast.amina}"),
        "an answer": lambda: lena.get(f"/desk/records/owed/{seq}"),
        "a relative's page": lambda: rosa.get(rosa.at("about", cast.amina)),
    }


def looks(sayso: Sayso, cast: Cast) -> list[Recorded]:
    with sayso.house.database.reading() as session:
        return looks_told(session, cast.amina)


PAGES = ("a worker's list", "an answer", "a relative's page")


@pytest.mark.parametrize("page", PAGES)
def test_it_works(pages, sayso: Sayso, cast: Cast, notes: Notes, page: str) -> None:
    assert SECRET in pages[page]().text
    (look,) = looks(sayso, cast)
    assert notes.groups in seqs_in(look)


@pytest.mark.parametrize("page", PAGES)
def test_nothing_is_shown_when_the_look_cannot_be_recorded(pages, monkeypatch, sayso, cast: Cast, page: str) -> None:
    def full(*_args: object, **_named: object) -> None:
        raise OSError("The disk is full.")

    monkeypatch.setattr("survey.people.looks.store.record", full)
    sent = pages[page]()
    assert sent.status_code == 500
    assert SECRET not in sent.text
    assert not looks(sayso, cast)


@pytest.mark.parametrize("page", PAGES)
def test_the_look_stays_when_the_page_then_breaks(pages, monkeypatch, sayso: Sayso, cast: Cast, page: str) -> None:
    def broken(template: str, **context: object) -> str:
        if template.startswith("records/"):
            raise RuntimeError("The page broke.")
        return render(template, **context)

    render = own_pages.render if page == "a relative's page" else desk_pages.render_error
    for where in ("survey.records.notes.desk.render", "survey.records.answering.desk.render", "survey.pages.render"):
        monkeypatch.setattr(where, broken)
    assert pages[page]().status_code == 500
    assert len(looks(sayso, cast)) == 1
