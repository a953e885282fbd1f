"""What is told of an entry that was used while it was on hold, to whoever said that it is not right. Pure."""

from datetime import date

from survey.ledger.entry import Recorded
from survey.records.account.telling import Parts, Reader, Told, Voice, tells
from survey.records.override.override import Use


@tells("restriction.overridden")
def overridden(entry: Recorded, parts: Parts, reader: Reader, voice: Voice) -> Told:
    """Who decided it, what for, why, and until when. It is never kept from them."""
    _, facts = voice.say, entry.content
    who = reader.name(entry.actor)
    said = _("You said this is not right, and it is on hold. %(who)s lets it be used all the same.", who=who)
    uses = {
        Use.DANGER: _("Someone could get hurt"),
        Use.ENQUIRY: _("To find out if someone is safe"),
        Use.PLAN: _("To plan how to keep someone safe"),
    }
    until = voice.due(date.fromisoformat(facts["until"]))
    rows = [(_("What for"), uses[Use(facts["use"])]), (_("Why"), facts["why"]), (_("Last day"), until)]
    if about := reader.linked.get(entry.links["overrides"]):
        rows.append((_("What was written on"), voice.day(about.at)))
    return Told(_("Used while on hold"), said, tuple(rows))


@tells("restriction.resumed")
def resumed(entry: Recorded, parts: Parts, reader: Reader, voice: Voice) -> Told:
    """That it is out of use again."""
    _ = voice.say
    who = reader.name(entry.actor)
    return Told(_("Back on hold"), _("%(who)s ended that. It is not used until it is sorted.", who=who))
