"""What kind of look an entry records, and what was seen, for those who keep audit trails. Pure."""

from survey.exports.fhir_trail import BREAK_GLASS, EXPORT, READ, SEARCH, What
from survey.ledger.entry import Recorded
from survey.people.looks.look import Channel, Unusual

LOOKS = ("view.made", "glass.broken")


def what_of(entry: Recorded) -> What:
    """The kind of look, the most telling first. One that says nothing of its kind is a plain one."""
    facts = entry.content
    unusual = facts.get("unusual", ())
    if entry.kind == "glass.broken" or Unusual.BREAK_GLASS.value in unusual:
        return BREAK_GLASS
    if Unusual.NAME_SEARCH.value in unusual:
        return SEARCH
    return EXPORT if facts.get("channel") in (Channel.EXPORT.value, Channel.PRINT.value) else READ


def seen_in(entry: Recorded) -> tuple[int, ...]:
    """The places of the entries that were seen."""
    facts = entry.content
    if "parts" in facts:
        return tuple(sorted({seq for seq, _ordinal in facts["parts"]}))
    return tuple(facts.get("entries", ()))
