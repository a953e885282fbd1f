"""A record in memory, for what needs no database: notes with parts, by whom, about whom, and how a page speaks."""

from datetime import UTC, date, datetime, timedelta

from survey.ledger.entry import Claim, Recorded, RecordedSegment
from survey.records.account.account import Card, Material, Version
from survey.records.account.telling import Reader, Voice

NOON = datetime(2026, 9, 14, 12, 0, tzinfo=UTC)
AMINA, ROSA, SAM, DAD = "a" * 32, "b" * 32, "c" * 32, "d" * 32
NAMES = {AMINA: "Amina", ROSA: "Rosa", SAM: "Sam Okafor", DAD: "Zoë Łuk"}


def say(words: str, **named: object) -> str:
    return words % named if named else words


def many(one: str, more: str, num: int, **named: object) -> str:
    return (one if num == 1 else more) % {"num": num, **named}


def _day(moment: datetime) -> str:
    return f"{moment:%-d %b}"


def _due(day: date) -> str:
    return f"{day:%a %-d %b}"


VOICE = Voice(say, many, _day, _due, _due)


def reader(viewer: str = AMINA, person: str = AMINA, **more: object) -> Reader:
    return Reader(viewer, person, NAMES, **more)  # type: ignore[arg-type]  # fields of Reader, by name


def part(ordinal: int, words: str, *about: str, claim: Claim = Claim.FACT, author: str = SAM) -> RecordedSegment:
    return RecordedSegment(ordinal, claim, author, about, {"words": words})


def entry(seq: int, *parts: RecordedSegment, kind: str = "record.made", by: str = SAM, **links: int) -> Recorded:
    return Recorded(seq, kind, by, NOON + timedelta(days=seq), None, None, None, links, parts)


def card(seq: int, *parts: RecordedSegment, kind: str = "record.made", by: str = SAM) -> Card:
    made = entry(seq, *(parts or (part(0, f"Words {seq}.", AMINA),)), kind=kind, by=by)
    return Card(Version(made, made.segments), made)


def material(*entries: Recorded, person: str = AMINA) -> Material:
    mine = [each for each in entries if person in each.subjects]
    return Material(person_id=person, entries=mine, challenges=[], held={}, looks=[])
