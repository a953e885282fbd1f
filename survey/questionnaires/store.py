"""Rounds: opening one, and finding those that are open."""

import re
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.errors import AlreadyDone, DomainError, NotThere
from survey.questionnaires.models import Round
from survey.questionnaires.shelf import Shelf

ROUND_ID = re.compile(r"^[a-z0-9][a-z0-9-]{0,39}$")


class RoundWrong(DomainError):
    """A round cannot be made like this."""


def make_round(
    session: Session,
    round_id: str,
    *,
    organisation_id: str,
    questionnaire: str,
    version: int,
    title: str,
    wave: int,
    opens_on: date,
    closes_on: date,
    basis: str = "consent",
    change_until: date | None = None,
) -> Round:
    """Open a round. `wave`: the how-manieth time this is asked. `basis`: an imported round's, as its holder declared.

    :raise RoundWrong: says what to change. :raise AlreadyDone: when there is a round of this id.
    """
    if not ROUND_ID.match(round_id):
        raise RoundWrong(f"A round's id is small letters, numbers and dashes, 40 at most, not “{round_id}”.")
    if opens_on > closes_on:
        raise RoundWrong(f"The round {round_id} would close before it opens.")
    if change_until is not None and change_until < opens_on:
        raise RoundWrong(f"In the round {round_id} changes would end before it opens.")
    if wave < 1:
        raise RoundWrong(f"The round {round_id} is wave {wave}; waves count from 1.")
    if session.get(Round, round_id) is not None:
        raise AlreadyDone(f"There is already a round {round_id}.")
    facts = {"questionnaire": questionnaire, "version": version, "title": title, "wave": wave, "basis": basis}
    days = {"opens_on": opens_on, "closes_on": closes_on, "change_until": change_until}
    made = Round(id=round_id, organisation_id=organisation_id, **days, **facts)
    session.add(made)
    session.flush()
    return made


def open_round(session: Session, shelf: Shelf, round_id: str, *, questionnaire: str, **facts: object) -> Round:
    """Open a round with the newest version of a questionnaire that is on the shelf. See make_round for the rest."""
    newest = shelf.latest(questionnaire)
    return make_round(session, round_id, questionnaire=newest.id, version=newest.version, **facts)  # type: ignore[arg-type]  # passed on


def the_round(session: Session, round_id: str) -> Round:
    """:raise NotThere: when there is none."""
    found = session.get(Round, round_id)
    if found is None:
        raise NotThere
    return found


def open_rounds(session: Session, organisation_id: str, today: date) -> list[Round]:
    """An organisation's rounds that can be answered today, the newest first."""
    asked = select(Round).where(Round.organisation_id == organisation_id, Round.basis == "consent")
    live = asked.where(Round.opens_on <= today, Round.closes_on >= today)
    return list(session.scalars(live.order_by(Round.opens_on.desc(), Round.id)))


def rounds_of(session: Session, organisation_id: str) -> list[Round]:
    """Every round of an organisation, the newest first."""
    mine = select(Round).where(Round.organisation_id == organisation_id)
    return list(session.scalars(mine.order_by(Round.opens_on.desc(), Round.id)))
