"""A phone with one person's link: opens cards, taps buttons, and counts the taps."""

import html
import re
from dataclasses import dataclass, field

from werkzeug.test import TestResponse

from people import Cast
from survey.app import Sayso
from survey.consent import store
from survey.consent.decision import State
from survey.consent.purpose import Purpose
from survey.people.store import invite

__all__ = ["Cast", "Page", "Phone", "words_of"]


def words_of(markup: str) -> str:
    """What a page says, without its markup."""
    body = markup.partition("<main")[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", body)))


@dataclass
class Page:
    """An answer of the server, as a person or a test reads it."""

    response: TestResponse

    @property
    def status(self) -> int:
        return self.response.status_code

    @property
    def markup(self) -> str:
        return self.response.get_data(as_text=True)

    @property
    def says(self) -> str:
        return words_of(self.markup)

    @property
    def location(self) -> str:
        """Where it leads, without the code of what was saved, which every next page is given."""
        return re.sub(r"[?&]kept=\d+(?=&|$)&?", lambda found: found[0][0] if found[0].endswith("&") else "", self.full)

    @property
    def full(self) -> str:
        return self.response.headers["Location"]

    def field(self, name: str) -> str:
        found = re.search(rf'name="{name}" value="([^"]*)"', self.markup)
        assert found, f"no {name} on this page"
        return found[1]


@dataclass
class Phone:
    """One person's link on one phone. `taps` counts what a finger did."""

    sayso: Sayso
    person_id: str
    token: str = ""
    taps: int = 0
    page: Page = field(init=False)

    def __post_init__(self) -> None:
        house = self.sayso.house
        if not self.token:
            with house.database.writing() as session:
                keys = {"days": 30, "secret_key": house.settings.secret_key, "now": house.clock(), "rng": house.rng}
                self.token = invite(session, self.person_id, by=None, **keys).token
        self.client = self.sayso.people.test_client(use_cookies=False)

    def look(self, address: str) -> Page:
        self.page = Page(self.client.get(address))
        return self.page

    def open(self, purpose: str) -> Page:
        return self.look(f"/en/consent/{self.token}/{purpose}")

    def follow(self, words: str) -> Page:
        """Tap the link whose words these are."""
        self.taps += 1
        for address, inside in re.findall(r'<a [^>]*href="([^"]+)"[^>]*>(.*?)</a>', self.page.markup, re.DOTALL):
            if words in re.sub(r"<[^>]+>", "", html.unescape(inside)):
                return self.look(html.unescape(address))
        raise AssertionError(f"no link says {words!r}")

    def press(self, words: str) -> Page:
        """Tap the button with these words, in whichever form it stands; its page is where that leads."""
        self.taps += 1
        for action, inside in re.findall(
            r'<form method="post" action="([^"]+)"[^>]*>(.*?)</form>', self.page.markup, re.DOTALL
        ):
            button = re.search(rf"<button([^>]*)>{re.escape(words)}</button>", inside)
            if button:
                pairs = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', inside)
                pairs += re.findall(r'name="(\w+)" value="(\w+)"', button[1])
                answer = Page(self.client.post(html.unescape(action), data=dict(pairs)))
                return self.look(answer.full) if answer.status == 303 else answer
        raise AssertionError(f"no button says {words!r}")

    def tap(self, purpose: str, choice: str, **instead: str) -> Page:
        """Open a card and send one answer; what comes back, not followed."""
        page = self.open(purpose)
        sent = {"form_key": page.field("form_key"), "notice": page.field("notice"), "choice": choice} | instead
        return Page(self.client.post(f"/en/consent/{self.token}/{purpose}", data=sent))

    def states(self) -> dict[Purpose, State]:
        with self.sayso.house.database.reading() as session:
            return {purpose: each.state for purpose, each in store.standing(session, self.person_id).items()}
