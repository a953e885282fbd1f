"""What a young person reads of answers that someone typed for them. Pure."""

from survey.ledger.entry import Recorded
from survey.records.account.telling import Parts, Reader, Told, Voice, tells


@tells("together.begun")
def begun(entry: Recorded, parts: Parts, reader: Reader, voice: Voice) -> Told:
    """That they said Yes to it, to whom, and whether anyone else was there."""
    _ = voice.say
    who = reader.name(entry.content["helper"])
    if entry.content["room"] == "more":
        rows = ((_("Who was with you"), _("%(who)s, and someone else", who=who)),)
    else:
        rows = ((_("Who was with you"), who),)
    return Told(_("Answers"), _("You said Yes: %(who)s reads to you and types for you.", who=who), rows)
