"""A phone with one person's link, on the pages of their goals."""

import re

from outcomes.goals import store
from outcomes.goals.goal import Goal
from tests.survey.consent.walking import Page, Phone

__all__ = ["GoalPhone", "Page"]


class GoalPhone(Phone):
    """Opens a person's goals, and sends what they type."""

    def goals_page(self, path: str = "") -> Page:
        return self.look(f"/en/goals/{self.token}{path}")

    def send(self, path: str, **typed: str) -> Page:
        """Send a form of the page at hand, and come to where it leads; or stay, when something needs fixing."""
        key = re.search(r'name="form_key" value="([^"]*)"', self.page.markup)
        sent = {"form_key": key[1] if key else "", **typed}
        answer = Page(self.client.post(f"/en/goals/{self.token}{path}", data=sent))
        self.page = answer
        return self.look(answer.full) if answer.status == 303 else answer

    def add(self, words: str, rating: str | None = None) -> int:
        """Set a goal as a person does, and rate it if they want to; its id."""
        self.goals_page("/new")
        page = self.send("/new", words=words)
        found = re.search(r"/goals/[^/]+/(\d+)/rate", page.markup)
        assert found, page.says
        if rating is not None:
            self.send(f"/{found[1]}/rate", rating=rating)
        return int(found[1])

    def goals(self) -> list[Goal]:
        with self.sayso.house.database.reading() as session:
            return store.goals_of(session, self.person_id)
