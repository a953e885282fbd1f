"""A parent or carer is asked for a child, a card at a time, from their own link. What the child picked is not shown."""

from dataclasses import dataclass

from flask import Blueprint, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from survey import pages
from survey.consent.carers import store
from survey.consent.carers.store import Asked
from survey.consent.decision import Answer, State
from survey.consent.forms import ChoiceForm
from survey.consent.notice import Notice
from survey.consent.purpose import card_for, purpose_named
from survey.consent.rules import Rules, rules_at
from survey.consent.telling import choice_words, for_child_words
from survey.house import house
from survey.i18n import day_words
from survey.i18n import gettext as _
from survey.pages import render
from survey.people.views import opened
from survey.receipts.views import KeptLine, kept_line

consent = Blueprint("consent", __name__, url_prefix="/<lang>/consent/<token>")


def rules_here() -> Rules:
    """The ages and days that hold for this installation."""
    return rules_at(house().settings.art8_ages)


@dataclass(frozen=True)
class ShownFor:
    """One card as it is before a parent or carer."""

    asked: Asked
    notice: Notice


def _shown(session: Session, person_id: str, child_id: str, purpose: str) -> ShownFor:
    asked = store.asked_of(session, person_id, rules_here(), house().clock())
    found = store.the_one(asked, child_id, purpose_named(purpose))
    return ShownFor(found, found.notice(pages.language().code, _))


def rows_for_children(session: Session, person_id: str, token: str) -> list[tuple[str, str, str]]:
    """The rows of their list of choices that are about a child: question, how it stands, address."""
    asked = store.asked_of(session, person_id, rules_here(), house().clock())
    return [
        (
            each.notice(pages.language().code, _).question,
            for_child_words(each.said, each.said_yes, _, day_words),
            _address(token, each),
        )
        for each in asked
    ]


def _address(token: str, asked: Asked) -> str:
    return pages.url("consent.ask_for", token=token, person_id=asked.child_id, purpose=asked.purpose.value)


@consent.get("/for/<person_id>/<purpose>")
def ask_for(token: str, person_id: str, purpose: str) -> str:
    """One card about a child, asking or saying what stopping means. Not there where the child's own Yes is enough."""
    link = opened(token)
    with house().database.reading() as session:
        shown = _shown(session, link.person_id, person_id, purpose)
    return _page(token, shown, kept=kept_line(link.person_id, token))


@consent.post("/for/<person_id>/<purpose>")
def answer_for(token: str, person_id: str, purpose: str) -> AnyResponse | tuple[str, int]:
    """Take one tap. It is theirs alone: the child's own choice stays as it is, and a child's No wins."""
    link = opened(token)
    pages.require_own_form(token)
    form, here = ChoiceForm(request.form), house()
    with here.database.writing() as session:
        shown = _shown(session, link.person_id, person_id, purpose)
        if not form.validate():
            return _page(token, shown, error=_("Pick Yes, No or Not sure yet.")), 422
        if form.notice.data != shown.notice.sha256:
            return _page(
                token, shown, error=_("This card has changed since you saw it. Read it again, then pick.")
            ), 409
        answer = Answer(str(form.choice.data))
        seq = store.decide_for(session, shown.asked, answer, shown.notice, now=here.clock(), rng=here.rng)
    return pages.go("consent.ask_for", token=token, person_id=person_id, purpose=purpose, kept=seq)


def _page(token: str, shown: ShownFor, *, error: str | None = None, kept: KeptLine | None = None) -> str:
    asked, card = shown.asked, card_for(shown.asked.purpose)
    said = asked.said if asked.said and (asked.said_yes or asked.said.state is not State.REQUESTED) else None
    return render(
        "consent/ask_for.html",
        shown=shown,
        card=card,
        basis=_(card.basis),
        now=choice_words(said.state, _) if said else None,
        since=_("since %(day)s", day=day_words(said.at)) if said else None,
        changed="kept" in request.args,
        kept=kept,
        error=error,
        action=_address(token, asked),
    )
