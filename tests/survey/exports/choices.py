"""Choices made up at random, as the ledger would hold them: any state, purpose, medium, words, names and marks."""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from survey.consent.decision import State
from survey.consent.notice import Face, compose
from survey.consent.purpose import PUBLISHED
from survey.exports.controller import Controller
from survey.exports.decision import Decision, Held, Sealed, decision_of
from survey.ledger.entry import Claim, Recorded, RecordedSegment

people = st.binary(min_size=16, max_size=16).map(bytes.hex)
words = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12)
moments = st.integers(0, 10**9).map(lambda s: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(seconds=s / 10))
bytes32 = st.binary(min_size=32, max_size=32)
controllers = st.builds(
    Controller,
    **dict.fromkeys(("name", "contact", "email", "phone", "address", "stored_in", "kept_for", "withdraw_how"), words),
    country=st.sampled_from(["", "GB", "GB-SCT"]),
    privacy_url=st.sampled_from(["", "https://example.org/privacy"]),
    withdraw_at=st.just("https://example.org/code"),
)


@st.composite
def notices(draw, card, named):
    face = draw(st.sampled_from([Face.ASK, Face.STOP]))
    language, medium = (
        draw(st.sampled_from(["en", "cy", "qps_rtl"])),
        draw(st.sampled_from(["screen", "paper", "spoken"])),
    )
    return compose(card, face, language=language, say=str, named=named, medium=medium).facts()


@st.composite
def entries(draw, person):
    card = draw(st.sampled_from(PUBLISHED))
    named = draw(st.lists(st.tuples(people, words), max_size=2, unique_by=lambda each: each[0]))
    facts = {"purpose": card.purpose.value, "named": [each for each, _ in named]}
    facts["notice"] = draw(notices(card, named)) | {"version": draw(st.sampled_from([card.version, 99]))}
    if draw(st.booleans()):
        facts["review_on"] = f"{draw(moments):%Y-%m-%d}"
    if draw(st.booleans()):
        facts["decider"] = {"person": draw(people), "relation": 3}
    author = draw(st.sampled_from([person, None, draw(people)]))
    segment = RecordedSegment(0, Claim.THEIR_WORDS, author, (person,), facts)
    kind, actor = f"consent.{draw(st.sampled_from(State)).value}", draw(st.sampled_from([person, author, None]))
    return Recorded(draw(st.integers(0, 2**40)), kind, actor, draw(moments), None, None, None, {}, (segment,)), named


@st.composite
def decisions(draw) -> Decision:
    person = draw(people)
    entry, named = draw(entries(person))
    receipt = draw(st.one_of(st.just(b""), st.binary(min_size=117, max_size=117)))
    sealed = Sealed("log-0a1b2c3d", draw(bytes32), receipt, draw(st.sampled_from(["", "ABCDE-12345"])))
    because = draw(st.sampled_from([None, "challenged", "put_right", "cannot_verify"]))
    held = Held(because, tuple(draw(st.lists(words.filter(str.strip), max_size=2))))
    return decision_of(entry, person, sealed, dict(named), held)
