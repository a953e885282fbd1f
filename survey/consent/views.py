"""Choosing, one card at a time: Yes, No or Not sure yet. The same card is where a choice is taken back."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

from flask import request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from survey import pages
from survey.consent import store
from survey.consent.carers.views import consent, rows_for_children, rules_here
from survey.consent.decision import ALLOWING, Answer, State, after
from survey.consent.forms import ChoiceForm
from survey.consent.notice import Face, Notice
from survey.consent.purpose import Card, Purpose, card_for, place_of, purpose_named
from survey.consent.standing import Standing, Standings, must_be_asked_again, needs_asking
from survey.consent.steps.store import step_ahead
from survey.consent.telling import choice_words, paused_words, state_words, step_words, waiting_words
from survey.days import local_day
from survey.house import house
from survey.i18n import day_words, month_words
from survey.i18n import gettext as _
from survey.pages import render
from survey.people.store import OpenLink
from survey.people.views import opened
from survey.receipts.views import KeptLine, kept_line

__all__ = ["asked_again", "consent"]


@dataclass(frozen=True)
class Shown:
    """One card as it is before one person: its words, and how they stand to it."""

    purpose: Purpose
    notice: Notice
    standing: Standing | None
    unasked: bool  # part of the first walk through the cards
    asked: tuple[Purpose, ...]  # the cards this person has

    @property
    def card(self) -> Card:
        return card_for(self.purpose)


@dataclass(frozen=True)
class Cards:
    """Where one person stands and who works with them, read once for as many cards as a page shows."""

    person_id: str
    standings: Standings
    workers: Sequence[tuple[str, str]]

    @classmethod
    def of(cls, session: Session, person_id: str) -> Self:
        return cls(person_id, store.standing(session, person_id), store.workers_of(session, person_id))

    def kept(self) -> list[Purpose]:
        """The cards they have: the worker's only where there is, or was, a worker to name."""
        named = self.workers or Purpose.WORKER_SEES in self.standings
        return [each for each in Purpose if each is not Purpose.WORKER_SEES or named]

    def shown(self, session: Session, purpose: Purpose) -> Shown:
        """One of them, as it would be on the page now."""
        mine, language = self.standings.get(purpose), pages.language().code
        notice = store.notice_for(
            session,
            self.person_id,
            purpose,
            language=language,
            say=_,
            standing=mine,
            workers=self.workers,
            rules=rules_here(),
            now=house().clock(),
        )
        ids = [i for i, _name in self.workers]
        unasked = needs_asking(purpose, self.standings, house().clock(), ids)
        asked = tuple(each for each in Purpose if each is not Purpose.WORKER_SEES or ids)
        return Shown(purpose, notice, mine, unasked, asked)


def _shown(session: Session, link: OpenLink, purpose: Purpose) -> Shown:
    return Cards.of(session, link.person_id).shown(session, purpose)


@consent.get("")
def choices(token: str) -> str:
    """All their choices, and how each stands now."""
    link = opened(token)
    with house().database.reading() as session:
        all_of_them = Cards.of(session, link.person_id)
        cards = [all_of_them.shown(session, purpose) for purpose in all_of_them.kept()]
        for_children = rows_for_children(session, link.person_id, token)
        ahead = _ahead(session, link.person_id)
    rows = [(each.notice.question, _stands(each.standing), _address(token, each.purpose)) for each in cards]
    children = {"for_children": for_children, "ahead": ahead}
    return render("consent/choices.html", rows=rows, **children, kept=kept_line(link.person_id, token))


def _address(token: str, purpose: Purpose) -> str:
    return pages.url("consent.ask", token=token, purpose=purpose.value)


def _stands(mine: Standing | None) -> str:
    return state_words(mine, _, day_words)


def _ahead(session: Session, person_id: str) -> str:
    """A line about a birthday that is near and changes who decides; empty when none is."""
    found = step_ahead(session, person_id, house().clock(), rules_here())
    return step_words(found[0], month_words(found[1]), _) if found else ""


def asked_again(session: Session, person_id: str, token: str) -> dict[str, Any]:
    """For the page where a visit begins: what waits to be asked again, and a birthday that is near.

    Taking part is left to its own card, which comes first; without a Yes to it nothing else is asked.
    """
    mine = store.standing(session, person_id)
    take_part = mine.get(Purpose.TAKE_PART)
    waiting = [each for each in mine.values() if each.purpose is not Purpose.TAKE_PART and must_be_asked_again(each)]
    all_of_them = Cards.of(session, person_id) if waiting and take_part and take_part.stands else None
    kept = all_of_them.kept() if all_of_them else []
    cards = [all_of_them.shown(session, each.purpose) for each in waiting if all_of_them and each.purpose in kept]
    again = [(card.notice.question, _address(token, card.purpose)) for card in cards]
    return {"again": again, "ahead": _ahead(session, person_id)}


@consent.get("/ended")
def ended(token: str) -> str:
    """After No, or Not sure yet, to taking part: that is all, and that is fine."""
    link = opened(token)
    with house().database.reading() as session:
        take_part = store.standing(session, link.person_id).get(Purpose.TAKE_PART)
    unsure = take_part is not None and take_part.state is State.DEFERRED
    return render("consent/ended.html", unsure=unsure, kept=kept_line(link.person_id, token))


@consent.get("/<purpose>")
def ask(token: str, purpose: str) -> str:
    """One card: asking, or, where a Yes stands, saying first what stops and what cannot be undone."""
    link = opened(token)
    wanted = purpose_named(purpose)
    with house().database.reading() as session:
        shown = _shown(session, link, wanted)
        undo = _undo(session, link, shown) if "changed" in request.args else None
    return _page(token, shown, undo=undo, kept=kept_line(link.person_id, token))


@consent.post("/<purpose>")
def answer(token: str, purpose: str) -> AnyResponse | tuple[str, int]:
    """Take one tap. The words it answers must be the words that stand now: else the card is shown again."""
    link = opened(token)
    pages.require_own_form(token)
    wanted, form, here = purpose_named(purpose), ChoiceForm(request.form), house()
    with here.database.writing() as session:
        shown = _shown(session, link, wanted)
        if not form.validate():
            return _page(token, shown, error=_("Pick Yes, No or Not sure yet.")), 422
        if form.notice.data != shown.notice.sha256:
            return _page(
                token, shown, error=_("This card has changed since you saw it. Read it again, then pick.")
            ), 409
        state = _after(shown.standing, Answer(str(form.choice.data)))
        how: dict[str, Any] = {"notice": shown.notice, "rules": rules_here(), "now": here.clock(), "rng": here.rng}
        step = store.decide(session, link.person_id, wanted, state, **how)
        following = store.next_card(session, link.person_id, here.clock(), after=wanted) if shown.unasked else None
        take_part = store.stands(session, link.person_id, Purpose.TAKE_PART)
    if shown.standing and step.seq == shown.standing.seq:
        return pages.go("consent.choices", token=token)  # nothing changed
    return _onwards(token, shown, following, take_part=take_part, kept=step.seq)


def _after(mine: Standing | None, answer: Answer) -> State:
    renews = mine is not None and mine.renews(local_day(house().clock()))
    return after(mine.state if mine else None, answer, renews=renews)


def _onwards(token: str, shown: Shown, following: Purpose | None, *, take_part: bool, kept: int) -> AnyResponse:
    """Where a tap leads; whichever page it is, it carries the receipt's code."""
    here = {"token": token, "kept": kept}
    if not shown.unasked:
        return pages.go("consent.ask", **here, purpose=shown.purpose.value, changed=1)
    if following:
        return pages.go("consent.ask", **here, purpose=following.value)
    if take_part:
        return pages.go("responses.resume", **here)
    return pages.go("consent.ended" if shown.purpose is Purpose.TAKE_PART else "consent.choices", **here)


def _undo(session: Session, link: OpenLink, shown: Shown) -> Answer | None:
    """The button that puts things back as they were before the last change."""
    steps = store.history(session, link.person_id, shown.purpose)
    if len(steps) < 2:
        return None
    was = steps[-2].state
    if was in ALLOWING:
        return Answer.YES
    return {State.DEFERRED: Answer.LATER, State.REFUSED: Answer.NO, State.WITHDRAWN: Answer.NO}.get(was)


def _page(
    token: str, shown: Shown, *, error: str | None = None, undo: Answer | None = None, kept: KeptLine | None = None
) -> str:
    mine, paused = shown.standing, paused_words(shown.standing, _)
    place, of = place_of(shown.purpose, shown.asked)
    picked = mine if mine and not paused and mine.state is not State.REQUESTED else None
    return render(
        "consent/ask.html",
        shown=shown,
        stopping=shown.notice.face is Face.STOP,
        now=choice_words(picked.state, _) if picked else None,
        since=_("since %(day)s", day=day_words(picked.at)) if picked else None,
        paused=paused or (waiting_words(mine, _) if mine else ""),
        step=_("Choice %(place)s of %(of)s", place=place, of=of) if shown.unasked else None,
        basis=_(shown.card.basis),
        changed=_changed_words(mine, undo) if undo and mine else None,
        undo=undo,
        kept=kept,
        error=error,
        action=_address(token, shown.purpose),
    )


def _changed_words(mine: Standing, undo: Answer) -> str:
    if mine.said_yes:
        return _("Your choice is now Yes.")
    return _("We’ve stopped.") if undo is Answer.YES else _("Saved.")
