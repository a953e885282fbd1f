"""Alerts in the record: what was seen, who was told, who took it, and what was done. Pure."""

from survey.ledger.entry import Claim, Recorded
from survey.records.account.telling import Line, Parts, Reader, Told, Voice, tells


@tells("alert.raised")
def raised(entry: Recorded, parts: Parts, reader: Reader, voice: Voice) -> Told:
    """That they sent an answer that is watched, and who was told."""
    _ = voice.say
    said = _("You sent an answer that we watch for. So we told %(who)s, as we said we would.", who=entry.content["who"])
    return Told(_("Someone was told"), said)


@tells("alert.passed_on")
def passed_on(entry: Recorded, parts: Parts, reader: Reader, voice: Voice) -> Told:
    """That nobody took it in time."""
    _ = voice.say
    return Told(_("Someone was told"), _("No one looked in time. That is our fault. So we told the next person."))


@tells("alert.taken")
def taken(entry: Recorded, parts: Parts, reader: Reader, voice: Voice) -> Told:
    """Who has it."""
    _ = voice.say
    return Told(_("Someone was told"), _("%(who)s has read it.", who=reader.name(entry.actor)))


@tells("alert.closed")
def closed(entry: Recorded, parts: Parts, reader: Reader, voice: Voice) -> Told:
    """What was done, in the words of whoever did it."""
    _ = voice.say
    said = _("%(who)s says what was done.", who=reader.name(entry.actor))
    lines = tuple(
        Line(part.content["words"], Claim.FACT, part.author, part.subjects, ordinal=part.ordinal) for part in parts
    )
    return Told(_("Someone was told"), said, lines=lines)
