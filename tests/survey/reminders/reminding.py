"""Amina with a link to a round, where reminders can be had; and what was sent to her phone, as a carrier gets it."""

import re
from dataclasses import dataclass, field, replace
from datetime import datetime

import pytest

from survey.app import Sayso, serve
from survey.house import House
from survey.post import store as post
from survey.post.letter import Letter, Words
from survey.reminders.sending.store import reminders_due
from tests.survey.responses.answering import AtHerPhone, begin

PHONE = "07700 900123"


@dataclass
class Phone:
    """What reached anyone, in order. Stands where Notify or a mail server would."""

    got: list[Words] = field(default_factory=list)

    def carry(self, letter: Letter, words: Words, now: datetime) -> None:
        self.got.append(words)


@dataclass
class Reminded:
    """A young person at her page, and her phone."""

    at: AtHerPhone
    phone: Phone
    house: House

    def page(self, path: str = "") -> str:
        return f"/en/reminders/{self.at.token}{path}"

    def sees(self, path: str = "") -> str:
        return self.at.client.get(self.page(path)).text

    def posts(self, path: str = "", **fields: str):
        key = re.search(r'name="form_key" value="([^"]+)"', self.sees("" if path == "/stop" else path))
        return self.at.client.post(self.page(path), data=fields | {"form_key": key[1] if key else ""})

    def runs(self) -> None:
        """What falls due is written, and what is written goes."""
        reminders_due(self.house)
        post.send_due(self.house)

    def code(self) -> str:
        return re.match(r"\d{6}", self.phone.got[-1].body)[0]

    def turns_on(self, to: str = PHONE, via: str = "text") -> None:
        assert self.posts(via=via, **{f"to_{via}": to}).status_code == 303
        self.runs()
        assert self.posts("/code", code=self.code()).status_code == 303
        self.phone.got.clear()


def reminded(house: House, person: str, monkeypatch: pytest.MonkeyPatch, **settings: object) -> Reminded:
    usual = {"sms": "console", "sms_sender": "Hello", "mail": "console", "reminder_from": "hi@post.example"}
    here = replace(house, settings=replace(house.settings, **usual | settings))
    phone = Phone()
    monkeypatch.setattr(post, "carrier_for", lambda _settings: phone)
    sayso: Sayso = serve(here)
    return Reminded(begin(sayso, person), phone, here)
