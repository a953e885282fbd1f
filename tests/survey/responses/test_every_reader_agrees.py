"""After any run of sending, changing, deleting and erasing, every reader of sent answers reads the same."""

from datetime import date
from itertools import count

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, tuple_, update

from outcomes.change.store import sittings
from outcomes.measures.definition import library
from outcomes.measures.models import Score
from survey.consent.store import decide
from survey.keys import key_store
from survey.ledger.models import Segment
from survey.ledger.store import entries_about, rebuild
from survey.ledger.verifying.store import verify
from survey.people.looks.look import Onlooker
from survey.people.looks.store import see
from survey.people.role import Role
from survey.questionnaires.shelf import shelf
from survey.questionnaires.store import open_round
from survey.records.account.account import cards
from survey.records.account.store import material_of
from survey.responses.changing.change import all_answers
from survey.responses.changing.store import leave_as_sent, reopen
from survey.responses.counting.chain import ANSWERS, DELETED, standing
from survey.responses.counting.store import sent_by
from survey.responses.deleting.store import delete_sent, start_again
from survey.responses.models import PageAnswers
from survey.responses.shown.store import answers_of
from survey.responses.store import answer_all, send

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

EXPERIENCE = shelf("").latest("experience")
DAYS = {"opens_on": date(2026, 9, 1), "closes_on": date(2026, 12, 5)}
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("send"), st.integers(0, 4)),
        st.tuples(st.just("change"), st.integers(0, 4)),
        st.tuples(st.sampled_from(["open", "leave", "delete"]), st.just(0)),
    ),
    min_size=2,
    max_size=7,
)


class Amina:
    """Her phone, as plain calls; `says` is what she would tell anyone who asks what she sent."""

    def __init__(self, house, cast, round_id):
        self.house, self.cast, self.round_id, self.says = house, cast, round_id, None
        self.at = {"now": house.clock(), "rng": house.rng}
        with house.database.writing() as session:
            facts = {"organisation_id": "harbour", "questionnaire": "experience", "title": "Autumn", "wave": 1}
            open_round(session, shelf(""), round_id, **facts, **DAYS)

    def does(self, step, code):
        with self.house.database.writing() as session:
            me = (session, self.cast.amina, self.round_id)
            if step == "send" and self.says is None:
                start_again(*me)
                said = {"experience_1": code, "experience_words": f"It was {code}."}
                answer_all(*me, EXPERIENCE, said, age=15, **self.at)
                self.says = code
            elif step == "change" and reopen(*me, EXPERIENCE, now=self.at["now"]):
                mine = (PageAnswers.round_id == self.round_id, PageAnswers.page == 1)
                session.execute(update(PageAnswers).where(*mine).values(answers={"experience_1": code}))
                send(*me, EXPERIENCE, age=15, **self.at)
                self.says = code
            elif step == "open":
                reopen(*me, EXPERIENCE, now=self.at["now"])
            elif step == "leave":
                leave_as_sent(*me)
            elif step == "delete":
                delete_sent(*me, **self.at)
                self.says = None

    def as_read(self):
        """What each reader of sent answers takes experience_1 to be; None: there are none."""
        sam = Onlooker(self.cast.sam, "harbour", frozenset({Role.PRACTITIONER}))
        at_the_desk = [each.entry for each in see(self.house, sam, answers_of(self.cast.amina)).sent]
        with self.house.database.reading() as session:
            counted = sittings(session, self.round_id, library()["experience"])
            material = material_of(session, self.cast.amina, viewer=self.cast.amina)
            own = [card.now.entry for card in cards(material, self.cast.amina, {})]
            on_cards = [each for each in own if each.kind in ANSWERS and not each.segments[0].erased]
            entries = entries_about(session, self.cast.amina, [*ANSWERS, DELETED], erased=True)
            mine = select(Score.value).where(Score.scale == "safety", Score.round_id == self.round_id)
            return {
                "copy": all_answers(sent_by(session, self.cast.amina, self.round_id)).get("experience_1"),
                "desk": self.said_in(at_the_desk),
                "record": self.said_in(on_cards),
                "fold": self.said_in(each for each in standing(entries) if not each.segments[0].erased),
                "scores": next((int(value) for value in session.scalars(mine)), None),
                "described": next((int(each.scores["safety"]) for each in counted), None),
            }

    def said_in(self, found):
        said = [each.content["answers"]["experience_1"] for each in found if each.content["round"] == self.round_id]
        assert len(said) < 2, "only one version counts"
        return said[0] if said else None


def test_after_any_run_every_reader_reads_the_same_and_it_plays_again_to_the_same(house, cast):
    with house.database.writing() as session:
        for purpose in ("take_part", "worker_sees", "count_me"):
            decide(session, cast.amina, purpose, "given", now=house.clock(), rng=house.rng)
    tries = count()

    @settings(max_examples=5, phases=[Phase.generate], deadline=None, derandomize=True)
    @given(STEPS)
    def run(steps):
        amina = Amina(house, cast, f"autumn-{next(tries)}")
        for step, code in [("send", 2), *steps]:
            amina.does(step, code)
            assert amina.as_read() == dict.fromkeys(amina.as_read(), amina.says), (step, code)

    run()
    with house.database.writing() as session:
        assert rebuild(session) == []
        assert verify(session).holds


def test_what_was_deleted_is_nowhere(house, cast):
    """Every version and every word: no content is left, and no key opens it."""
    with house.database.writing() as session:
        decide(session, cast.amina, "take_part", "given", now=house.clock(), rng=house.rng)
    amina = Amina(house, cast, "autumn")
    for step, code in [("send", 2), ("change", 3), ("delete", 0)]:
        amina.does(step, code)
    with house.database.reading() as session:
        about = entries_about(session, cast.amina, ANSWERS, erased=True)
        parts = [(entry.seq, part.ordinal) for entry in about for part in entry.segments]
        assert len(parts) == 4
        assert all(part.erased for entry in about for part in entry.segments)
        places = tuple_(Segment.entry_seq, Segment.ordinal).in_(parts)
        assert key_store(session).open(list(session.scalars(select(Segment.key_id).where(places)))) == {}
        (trace,) = entries_about(session, cast.amina, [DELETED])
        assert trace.content == {"round": "autumn"}
