"""Staff at their desks: a browser signed in as a member of the cast, with the roles given, and its forms' tokens."""

import re
import time

from flask.sessions import SecureCookieSessionInterface
from werkzeug.test import Client, TestResponse

from survey.accounts.policy import COOKIE
from survey.accounts.store import add_account
from survey.app import Sayso
from survey.people.role import Role

PASSWORD = "correct horse battery staple"


class Desk:
    """A browser on the staff side."""

    def __init__(self, sayso: Sayso) -> None:
        self.sayso = sayso
        self.client = Client(sayso)

    def get(self, path: str, **options: object) -> TestResponse:
        return self.client.get(path, **options)

    def post(self, path: str, form_on: str | None = None, **fields: str) -> TestResponse:
        """Send a form, with the hidden token of the page it is on (the same address, unless said)."""
        return self.client.post(path, data=fields | {"csrf_token": self.token(form_on or path)})

    def token(self, path: str) -> str:
        return re.search(r'name="csrf_token"[^>]*value="([^"]+)"', self.get(path).text)[1]


def desk_of(sayso: Sayso, person_id: str, *roles: Role, email: str | None = None, demo: bool = False) -> Desk:
    """Give this person an account and sign them in, both factors done."""
    house = sayso.house
    with house.database.writing() as session:
        account = add_account(
            session,
            person_id=person_id,
            email=email or f"{person_id[:8]}@example.org",
            roles=roles,
            demo=demo,
            now=house.clock(),
            rng=house.rng,
        )
    desk = Desk(sayso)
    signer = SecureCookieSessionInterface().get_signing_serializer(sayso.staff)
    now = time.time()
    held = {"_user_id": account.fs_uniquifier, "_fresh": True, "_permanent": True, "fs_cc": "set", "fs_paa": now}
    desk.client.set_cookie(COOKIE, signer.dumps(held | {"fs_gexp": now + 3600}), path="/desk")
    return desk
