"""Putting right in the record: whom we told that it changed, who has it, and who cannot be told. Pure."""

from survey.ledger.entry import Recorded
from survey.records.account.telling import Parts, Reader, Told, Voice, tells


@tells("share.correction_told")
def told(entry: Recorded, parts: Parts, reader: Reader, voice: Voice) -> Told:
    """That they were told that something changed."""
    _ = voice.say
    said = _("We told %(to)s that it was put right.", to=entry.content["organisation"])
    return Told(_("Putting it right"), said)


@tells("share.correction_chased")
def chased(entry: Recorded, parts: Parts, reader: Reader, voice: Voice) -> Told:
    """That they were asked again."""
    _ = voice.say
    said = _("We asked %(to)s again if they have the new words.", to=entry.content["organisation"])
    return Told(_("Putting it right"), said)


@tells("share.correction_received")
def received(entry: Recorded, parts: Parts, reader: Reader, voice: Voice) -> Told:
    """That someone there says that theirs is changed."""
    _, facts = voice.say, entry.content
    said = _("%(name)s at %(to)s says theirs is put right too.", name=facts["name"], to=facts["organisation"])
    return Told(_("Putting it right"), said)


@tells("share.correction_impossible")
def impossible(entry: Recorded, parts: Parts, reader: Reader, voice: Voice) -> Told:
    """That they cannot be told, who says so, and why."""
    _, facts = voice.say, entry.content
    who, to = reader.name(entry.actor), facts["organisation"]
    said = _("%(who)s says we can’t tell %(to)s that it was put right.", who=who, to=to)
    return Told(_("Putting it right"), said, ((_("Why"), facts["why"]),))
