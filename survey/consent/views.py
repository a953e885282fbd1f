"""Choosing, one card at a time: Yes, No or Not sure yet. The same card is where a choice is taken back."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from flask import Blueprint, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from survey import pages
from survey.consent import store
from survey.consent.decision import Answer, State, after
from survey.consent.forms import ChoiceForm
from survey.consent.notice import Face, Notice
from survey.consent.purpose import Card, Purpose, card_for, place_of, purpose_named
from survey.consent.standing import Standing, Standings, needs_asking
from survey.house import house
from survey.i18n import day_words
from survey.i18n import gettext as _
from survey.pages import render
from survey.people.store import OpenLink
from survey.people.views import opened

consent = Blueprint("consent", __name__, url_prefix="/<lang>/consent/<token>")


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
            session, self.person_id, purpose, language=language, say=_, standing=mine, workers=self.workers
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
    rows = [(card.notice.question, state_words(card.standing), _address(token, card.purpose)) for card in cards]
    return render("consent/choices.html", rows=rows)


def _address(token: str, purpose: Purpose) -> str:
    return pages.url("consent.ask", token=token, purpose=purpose.value)


def state_words(mine: Standing | None) -> str:
    """A standing as the person reads it."""
    if mine is None or mine.state is State.REQUESTED:
        return _("You have not picked yet")
    return _("%(choice)s, since %(day)s", choice=choice_words(mine.state), day=day_words(mine.at))


def choice_words(state: State) -> str:
    """The button that a state came from."""
    return {State.GIVEN: _("Yes"), State.DEFERRED: _("Not sure yet"), State.REQUESTED: _("Not sure yet")}.get(
        state, _("No")
    )


@consent.get("/ended")
def ended(token: str) -> str:
    """After No, or Not sure yet, to taking part: that is all, and that is fine."""
    link = opened(token)
    with house().database.reading() as session:
        take_part = store.standing(session, link.person_id).get(Purpose.TAKE_PART)
    unsure = take_part is not None and take_part.state is State.DEFERRED
    return render("consent/ended.html", unsure=unsure)


@consent.get("/<purpose>")
def ask(token: str, purpose: str) -> str:
    """One card: asking, or, where a Yes stands, saying first what stops and what cannot be undone."""
    link = opened(token)
    wanted = purpose_named(purpose)
    with house().database.reading() as session:
        shown = _shown(session, link, wanted)
        undo = _undo(session, link, shown) if "changed" in request.args else None
    return _page(token, shown, undo=undo)


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
        state = after(shown.standing.state if shown.standing else None, Answer(str(form.choice.data)))
        step = store.decide(session, link.person_id, wanted, state, notice=shown.notice, now=here.clock(), rng=here.rng)
        following = store.next_card(session, link.person_id, here.clock(), after=wanted) if shown.unasked else None
        take_part = store.stands(session, link.person_id, Purpose.TAKE_PART)
    if shown.standing and step.seq == shown.standing.seq:
        return pages.go("consent.choices", token=token)  # nothing changed
    return _onwards(token, shown, following, take_part=take_part)


def _onwards(token: str, shown: Shown, following: Purpose | None, *, take_part: bool) -> AnyResponse:
    if not shown.unasked:
        return pages.go("consent.ask", token=token, purpose=shown.purpose.value, changed=1)
    if following:
        return pages.go("consent.ask", token=token, purpose=following.value)
    if take_part:
        return pages.go("responses.resume", token=token)
    return pages.go("consent.ended" if shown.purpose is Purpose.TAKE_PART else "consent.choices", token=token)


def _undo(session: Session, link: OpenLink, shown: Shown) -> Answer | None:
    """The button that puts things back as they were before the last change."""
    steps = store.history(session, link.person_id, shown.purpose)
    if len(steps) < 2:
        return None
    back = {State.GIVEN: Answer.YES, State.DEFERRED: Answer.LATER, State.REQUESTED: None}
    return back.get(steps[-2].state, Answer.NO)


def _page(token: str, shown: Shown, *, error: str | None = None, undo: Answer | None = None) -> str:
    mine = shown.standing
    place, of = place_of(shown.purpose, shown.asked)
    return render(
        "consent/ask.html",
        shown=shown,
        stopping=shown.notice.face is Face.STOP,
        now=choice_words(mine.state) if mine and mine.state is not State.REQUESTED else None,
        since=_("since %(day)s", day=day_words(mine.at)) if mine else None,
        step=_("Choice %(place)s of %(of)s", place=place, of=of) if shown.unasked else None,
        basis=_(shown.card.basis),
        changed=_changed_words(mine, undo) if undo and mine else None,
        undo=undo,
        error=error,
        action=_address(token, shown.purpose),
    )


def _changed_words(mine: Standing, undo: Answer) -> str:
    if mine.stands:
        return _("Your choice is now Yes.")
    return _("We’ve stopped.") if undo is Answer.YES else _("Saved.")
