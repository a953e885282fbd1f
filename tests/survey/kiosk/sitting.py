"""A kiosk in a waiting room, a code in hand, and the taps there, with JavaScript off."""

import re
from dataclasses import dataclass, replace

from flask.testing import FlaskClient

from survey.app import Sayso, serve
from survey.house import House
from survey.kiosk.store import make_kiosk
from survey.people.invitation import in_fours
from survey.people.store import invite
from tests.survey.responses.answering import AtHerPhone, begin

SECONDS = 300


@dataclass
class Kiosk:
    """A tablet, and how it is asked for things."""

    sayso: Sayso
    client: FlaskClient
    address: str
    screen_id: int

    @property
    def page(self) -> str:
        return f"/en/kiosk/{self.address}"

    def code_for(self, person: str, round_id: str = "autumn") -> str:
        house = self.sayso.house
        keys = {"days": 30, "secret_key": house.settings.secret_key, "now": house.clock(), "rng": house.rng}
        with house.database.writing() as session:
            return invite(session, person, by=None, round_id=round_id, **keys).code

    def sits_down(self, phone: AtHerPhone) -> AtHerPhone:
        """The same person, at the tablet now."""
        went = self.client.post(self.page, data={"code": in_fours(self.code_for(phone.person))})
        return replace(phone, client=self.client, token=went.headers["Location"].rpartition("/")[2])

    def taps(self, at: AtHerPhone, what: str):
        key = re.search(r'name="form_key" value="([^"]+)"', at.sees().text)
        return self.client.post(f"/en/kiosk/{at.token}/{what}", data={"form_key": key[1] if key else ""})


def kiosk_and_phone(house: House, person: str, manager: str) -> tuple[Kiosk, AtHerPhone]:
    """A kiosk of Harbour, and a person with a round and a Yes."""
    sayso = serve(replace(house, settings=replace(house.settings, kiosk_seconds=SECONDS)))
    phone = begin(sayso, person)
    with house.database.writing() as session:
        who = {"organisation_id": "harbour", "by": manager}
        made = make_kiosk(session, "Waiting room", now=house.clock(), rng=house.rng, **who)
    return Kiosk(sayso, sayso.people.test_client(), made.address or "", made.id), phone
