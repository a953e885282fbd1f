"""What two young people did after they answered, through the functions that their pages use."""

from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from outcomes.demonstration.area import round_id
from outcomes.demonstration.year.store import Living, Stage
from survey.consent.purpose import Purpose
from survey.consent.store import stands
from survey.days import local_day
from survey.people.person import age_on
from survey.people.store import person_of
from survey.questionnaires.store import the_round
from survey.responses.board import store as board
from survey.responses.changing.change import all_answers
from survey.responses.changing.store import reopen
from survey.responses.counting.store import sent_by
from survey.responses.models import PageAnswers
from survey.responses.store import send
from survey.responses.what_changed.store import say_back

TO_ASK = "Ask what would help us get here. The bus is the hard part."
CHANGED = "You said the room was too loud. We made one room quiet on Mondays. You can pick it when you come in."
NOT_CHANGED = "You asked for a trip each month. We have no money for that this year. We ask again in May."


def after_sending(session: Session, stage: Stage, living: list[Living], now: datetime) -> None:
    """One change, one suggestion that is on the board with a vote, and two things said back; where they answered."""
    asked_in, by = round_id("harbour", "strands", 1), stage.staff["lena"]
    sent = [each.id for each in living[:12] if _answered(session, each.id, asked_in)]
    if sent:
        _change(session, stage, sent[0], asked_in, now)
        seq = board.suggest(session, sent[-1], asked_in, TO_ASK, **stage.when(now))
        board.will_ask(session, seq, by, **stage.when(now))
        for voter in sent[:-1]:
            board.vote(session, voter, asked_in, seq, True, **stage.when(now))
    for words, is_change in ((NOT_CHANGED, False), (CHANGED, True)):
        say_back(session, asked_in, words, is_change=is_change, by=by, **stage.when(now))


def _answered(session: Session, person_id: str, asked_in: str) -> bool:
    return stands(session, person_id, Purpose.TAKE_PART) and bool(sent_by(session, person_id, asked_in))


def _change(session: Session, stage: Stage, person_id: str, asked_in: str, now: datetime) -> None:
    """The first answer, one step further: sent again, it takes the place of what it was."""
    where = the_round(session, asked_in)
    asked = stage.shelf.the(where.questionnaire, where.version)
    question = asked.questions[0]
    was = all_answers(sent_by(session, person_id, asked_in)).get(question.item)
    codes = [code for code, _words in question.options]
    born = person_of(session, person_id).born
    if was in codes and reopen(session, person_id, asked_in, asked, now=now):
        mine = (PageAnswers.person_id == person_id, PageAnswers.round_id == asked_in, PageAnswers.page == 1)
        (saved,) = session.execute(update(PageAnswers).where(*mine).values(saved_at=now).returning(PageAnswers.answers))
        new: dict[str, Any] = saved.answers | {question.item: codes[(codes.index(was) + 1) % len(codes)]}
        session.execute(update(PageAnswers).where(*mine).values(answers=new))
        age = age_on(born, local_day(now)) if born else None
        send(session, person_id, asked_in, asked, age=age, **stage.when(now))
