"""From what the page holds to a draft: which facts fill it, and how it joins what was typed already. Pure."""

from collections.abc import Iterable, Mapping

from survey.ledger.entry import Recorded, RecordedSegment
from survey.records.account.telling import Reader, Voice
from survey.records.answering.drafts import Facts, draft
from survey.records.challenge import Challenge, Outcome
from survey.records.correction import is_note


def facts_for(
    challenge: Challenge, entry: Recorded | None, typed: Mapping[int, str], me: str, reader: Reader, voice: Voice
) -> Facts:
    """What the ledger knows of it, and what was typed as the new words. Of parts about others nothing is quoted."""
    return Facts(
        name=reader.name(challenge.person_id),
        day=voice.day(challenge.raised_at),
        me=me,
        author=reader.name(entry.actor) if entry else "",
        is_entry=entry is not None,
        is_note=is_note(entry),
        changed=tuple(_changes(entry.segments, typed, challenge.person_id)) if entry and is_note(entry) else (),
    )


def _changes(parts: Iterable[RecordedSegment], typed: Mapping[int, str], person: str) -> Iterable[tuple[str, str]]:
    for part in parts:
        old, new = str(part.content.get("words", "")), typed.get(part.ordinal)
        if new is not None and new.strip() != old.strip() and person in part.subjects:
            yield old, new.strip()


def with_draft(written: str, challenge: Challenge, outcome: Outcome, facts: Facts, voice: Voice) -> str:
    """The box with the draft in it. An untouched draft is replaced; what was typed stays, above it."""
    new = draft(challenge.kind, outcome, facts, voice.say)
    untouched = {draft(challenge.kind, each, facts, voice.say) for each in Outcome}
    kept = written.strip()
    return new if not kept or kept in untouched else f"{kept}\n\n{new}"
