"""A friend or an advocate may help: named by whom they helped, told to them and to who works with them alone."""

import json
import re
from base64 import b64decode
from itertools import product

import pytest
from staff import desk_of

from people import Cast
from survey.app import Sayso
from survey.people.role import Role
from survey.retention.erasure import chosen
from survey.retention.parts.store import parts_about
from tests.survey.records.conftest import Notes, Visitor

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
HELPED = {"helper": "Nia Price", "how": "advocate"}


def test_it_works(amina: Visitor, notes: Notes, sayso: Sayso, cast: Cast) -> None:
    amina.post(amina.at(notes.groups, "challenge"), kind="unfair_opinion", words="I like small groups.", **HELPED)
    record = amina.record()
    assert "You told us, with help from Nia Price, your advocate." in record
    assert "What you say, with help from Nia Price, your advocate, 14 Sept" in record
    desk = desk_of(sayso, cast.sam, Role.PRACTITIONER).get(f"/desk/records/{cast.amina}").text
    assert "What Amina says, with help from Nia Price, an advocate, 14 Sept" in desk


@pytest.mark.parametrize("page", ["side", "missing"])
def test_on_every_form(amina: Visitor, notes: Notes, page: str) -> None:
    address = amina.at(notes.groups, "side") if page == "side" else amina.at("missing")
    form = {"words": "The trip in May.", "helper": "Ben", "how": "friend"}
    assert amina.post(address, **form).status_code == 303
    assert "with help from Ben, 14 Sept" in amina.record()


def test_it_is_not_the_familys_to_know(amina: Visitor, rosa: Visitor, notes: Notes, cast: Cast) -> None:
    amina.post(amina.at(notes.groups, "side"), words="I like small groups.", **HELPED)
    for page in (
        rosa.get(rosa.at("about", cast.amina)),
        rosa.get(f"/en/exports/open/{rosa.key}/about/{cast.amina}/saved.html"),
    ):
        assert "I like small groups." in page.text
        assert "Nia" not in page.text
        assert "with help from" not in page.text
        sealed = re.findall(r'id="record">(.*?)</script>', page.text)
        assert not [each for each in sealed if "Nia" in b64decode(json.loads(each)["payload"]).decode()]


BAD = (
    ({"helper": "Nia"}, "Pick who they are to you."),
    ({"helper": "Nia", "how": "boss"}, "Pick who they are to you."),
    ({"helper": "N" * 121, "how": "friend"}, "That name is too long."),
)


def test_bad_input_keeps_what_was_typed(amina: Visitor, notes: Notes) -> None:
    pages = ((amina.at(notes.groups, "side"), {}), (amina.at(notes.groups, "challenge"), {"kind": "erase"}))
    for (form, sentence), (address, more) in product(BAD, pages):
        page = amina.post(address, words="Kept.", **form, **more)
        assert (page.status_code, sentence in page.text, form["helper"] in page.text) == (422, True, True)
        assert "Kept." in page.text
        assert "<details open>" in page.text


def test_a_name_goes_with_the_words_it_helped_to_say(amina: Visitor, notes: Notes, sayso: Sayso, cast: Cast) -> None:
    amina.post(amina.at(notes.groups, "side"), words="I like small groups.", **HELPED)
    with sayso.house.database.reading() as session:
        parts = parts_about(session, cast.amina)
    (words,) = [part for part in parts if part.kind == "statement.added"]
    assert [part.kind for part in chosen(parts, {words.place})] == ["statement.added", "statement.helped"]
