"""Amina at a questionnaire: her round, her Yes, her link, and the taps of a sitting, with JavaScript off."""

import re
from dataclasses import dataclass
from datetime import date

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from survey.app import Sayso
from survey.consent.store import decide
from survey.ledger.entry import Recorded
from survey.ledger.store import entries_about
from survey.people.store import invite
from survey.questionnaires.shelf import shelf
from survey.questionnaires.store import open_round

FIELD = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')
RADIO = re.compile(r'name="(\w+)" type="radio" value="(-?\d+)"( checked)?')
ANSWERS = ("answers.submitted",)


@dataclass
class AtHerPhone:
    """A young person with a link in hand."""

    sayso: Sayso
    client: FlaskClient
    token: str
    person: str
    round_id: str
    language: str = "en"

    def address(self, page: int | str = "") -> str:
        return f"/{self.language}/responses/{self.token}" + (f"/{page}" if page != "" else "")

    def sees(self, page: int | str = "") -> TestResponse:
        return self.client.get(self.address(page))

    def starts(self) -> TestResponse:
        return self.sees("resume")

    def form(self, page: int | str) -> dict[str, str]:
        """The hidden fields of a page, as a browser would send them back."""
        return dict(FIELD.findall(self.sees(page).text))

    def taps(self, page: int | str, act: str = "next", query: str = "", **answers: str) -> TestResponse:
        """Fill in the form of a page and leave it by a button."""
        return self.client.post(self.address(page) + query, data=self.form(page) | {"act": act} | answers)

    def chosen(self, page: int) -> dict[str, str]:
        """What is already picked on a page."""
        return {name: value for name, value, checked in RADIO.findall(self.sees(page).text) if checked}

    def answers_everything(self, code: str = "1") -> None:
        """Every page from the first to checking, every choice the same."""
        path = self.starts().headers["Location"]
        while not path.endswith("/check"):
            page = path.rpartition("/")[2]
            names = {name for name, _value, _checked in RADIO.findall(self.sees(page).text)}
            act = "next" if names else "skip"  # words
            path = self.taps(page, act, **dict.fromkeys(names, code)).headers["Location"]

    def sends(self) -> TestResponse:
        return self.taps("check")

    def sent(self) -> list[Recorded]:
        """Her answers as the ledger has them, oldest first."""
        with self.sayso.house.database.reading() as session:
            return entries_about(session, self.person, ANSWERS)[::-1]


def begin(
    sayso: Sayso, person: str, questionnaire: str = "experience", *, round_id: str = "autumn", says_yes: bool = True
) -> AtHerPhone:
    """A round of this questionnaire, a link to it, and (unless told otherwise) a Yes to taking part."""
    house = sayso.house
    days = {"opens_on": date(2026, 9, 1), "closes_on": date(2026, 12, 5)}
    with house.database.writing() as session:
        facts = {"organisation_id": "harbour", "questionnaire": questionnaire, "title": "Autumn", "wave": 1}
        open_round(session, shelf(house.settings.packs_dir), round_id, **facts, **days)
    phone = AtHerPhone(sayso, sayso.people.test_client(), "", person, round_id)
    phone.token = another_link(phone)
    if says_yes:
        says(phone, "take_part", "given")
    return phone


def another_link(phone: AtHerPhone, days: int = 120) -> str:
    """A fresh link of the same person to the same round."""
    house = phone.sayso.house
    keys = {"days": days, "secret_key": house.settings.secret_key, "now": house.clock(), "rng": house.rng}
    with house.database.writing() as session:
        return invite(session, phone.person, by=None, round_id=phone.round_id, **keys).token


def says(phone: AtHerPhone, purpose: str, state: str) -> None:
    """Record a choice of theirs."""
    house = phone.sayso.house
    with house.database.writing() as session:
        decide(session, phone.person, purpose, state, now=house.clock(), rng=house.rng)
