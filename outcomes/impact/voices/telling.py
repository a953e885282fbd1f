"""Quotes in the record of whose they are: what they said Yes to, who read it, and where it is shown. Pure."""

from collections.abc import Iterable

from survey.ledger.entry import Recorded
from survey.records.account.telling import Parts, Reader, Told, Voice, line_of, tells
from survey.records.account.used_for import used_for


@tells("quote.offered")
def offered(entry: Recorded, parts: Parts, reader: Reader, voice: Voice) -> Told:
    """Their Yes to these words."""
    _ = voice.say
    lines = tuple(line for part in parts if (line := line_of(part)))
    return Told(_("Your words"), _("You said Yes: these words can be shown, with no name."), lines=lines)


@tells("quote.read")
def was_read(entry: Recorded, parts: Parts, reader: Reader, voice: Voice) -> Told:
    """That a person read them, and how they read now; or why they are not used."""
    _, who, facts = voice.say, reader.name(entry.actor), entry.content
    if not facts["keep"]:
        why = ((_("Why"), facts["reason"]),)
        return Told(_("Your words"), _("%(who)s read your words. We do not use them.", who=who), why)
    now = ((_("Now it says"), facts["words"]),) if facts["words"] else ()
    return Told(_("Your words"), _("%(who)s read your words.", who=who), now)


@tells("quote.agreed")
def agreed(entry: Recorded, parts: Parts, reader: Reader, voice: Voice) -> Told:
    """Their Yes to how it reads."""
    _ = voice.say
    return Told(_("Your words"), _("You said Yes to how it reads now."))


@tells("quote.shown")
def shown(entry: Recorded, parts: Parts, reader: Reader, voice: Voice) -> Told:
    """That they are out."""
    _ = voice.say
    return Told(_("Your words"), _("Your words are next to the numbers now. They have no name."))


@tells("quote.withdrawn")
def withdrawn(entry: Recorded, parts: Parts, reader: Reader, voice: Voice) -> Told:
    """That they are not shown any more."""
    _ = voice.say
    if reader.is_me(entry.actor):
        return Told(_("Your words"), _("You took it back."))
    return Told(_("Your words"), _("Your Yes was taken back."))


@used_for("quote")
def _used(entry: Recorded, reader: Reader, voice: Voice) -> Iterable[str]:
    _ = voice.say
    return (_("It can stand next to the numbers, with no name."),)
