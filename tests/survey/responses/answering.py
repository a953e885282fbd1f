"""Amina at a questionnaire: her round, her Yes, her link, and the taps of a sitting."""

import re
from dataclasses import dataclass
from datetime import date

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from survey.app import Sayso
from survey.consent.store import decide
from survey.people.store import invite
from survey.questionnaires.shelf import shelf
from survey.questionnaires.store import open_round

FIELD = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')


@dataclass
class AtHerPhone:
    """A young person with a link in hand, and JavaScript off."""

    sayso: Sayso
    client: FlaskClient
    token: str
    person: str
    round_id: str

    def address(self, page: int | str = "") -> str:
        return f"/en/responses/{self.token}" + (f"/{page}" if page != "" else "")

    def sees(self, page: int | str = "", **options) -> TestResponse:
        return self.client.get(self.address(page), **options)

    def taps(self, page: int | str, act: str = "next", query: str = "", **answers) -> TestResponse:
        """Fill in the form of a page and leave it by a button."""
        shown = self.sees(page).get_data(as_text=True)
        form = dict(FIELD.findall(shown)) | {"act": act} | answers
        return self.client.post(self.address(page) + query, data=form)

    def starts(self) -> TestResponse:
        return self.sees("resume")

    def answers_everything(self, code: str = "1") -> None:
        """Every page, every question the same code."""
        self.starts()
        for number in range(1, 100):
            page = self.sees(number)
            if page.status_code != 200:
                return
            items = set(re.findall(r'type="radio"[^>]*', page.get_data(as_text=True)))
            names = {match.group(1) for item in re.findall(r'<input[^>]*type="radio"[^>]*>', page.text) if (match := re.search(r'name="(\w+)"', item))}
            assert items
            self.taps(number, **dict.fromkeys(names, code))


def begin(
    sayso: Sayso, person: str, questionnaire: str = "strands", *, round_id: str = "autumn", says_yes: bool = True
) -> AtHerPhone:
    """A round of this questionnaire, a link to it, and (unless told otherwise) her Yes to taking part."""
    house = sayso.house
    now, rng = house.clock(), house.rng
    days = {"opens_on": date(2026, 9, 1), "closes_on": date(2026, 12, 5)}
    with house.database.writing() as session:
        facts = {"organisation_id": "harbour", "questionnaire": questionnaire, "title": "Autumn", "wave": 1}
        open_round(session, shelf(house.settings.packs_dir), round_id, **facts, **days)
        keys = {"days": 30, "secret_key": house.settings.secret_key, "now": now, "rng": rng}
        token = invite(session, person, by=None, round_id=round_id, **keys).token
        if says_yes:
            decide(session, person, "take_part", "given", now=now, rng=rng)
    return AtHerPhone(sayso, sayso.people.test_client(), token, person, round_id)
