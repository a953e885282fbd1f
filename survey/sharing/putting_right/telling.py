"""Putting right in the record: whom we told that it changed, who has it, and who cannot be told. Pure."""

from survey.ledger.entry import Recorded
from survey.records.account.telling import Parts, Reader, Told, Voice, tells
from survey.sharing.putting_right.notice import Because, Recipient, State


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


def putting_right_words(recipient: Recipient | None, voice: Voice) -> tuple[str, ...]:
    """What changed since they got it, and what they know of that; nothing when nothing changed."""
    if recipient is None or not recipient.changes:
        return ()
    changes = sorted({each.because for each in recipient.owed or recipient.changes})
    return (*(_changed(each, voice) for each in changes), _where(recipient, voice))


def _changed(because: Because, voice: Voice) -> str:
    _ = voice.say
    return {
        Because.CORRECTED: _("Since then it was put right."),
        Because.ERASED: _("Since then some of it was erased."),
        Because.HELD: _("Since then we stopped using it."),
        Because.UNVERIFIED: _("We can’t show it is true."),
        Because.STANDS: _("Since then we looked again. It stands."),
        Because.SAID: _("Since then you put your words to it."),
        Because.UNSAID: _("Since then you took your words away."),
    }[because]


def _where(recipient: Recipient, voice: Voice) -> str:
    _ = voice.say
    day = voice.day(recipient.told_at) if recipient.told_at else ""
    return {
        State.OWED: _("They do not know that yet. We will tell them."),
        State.TOLD: _("We told them on %(day)s. They have not said that they have it. We will ask again.", day=day),
        State.RECEIVED: _("They know, and say that theirs is changed."),
        State.IMPOSSIBLE: _("We could not tell them."),
    }[recipient.state]
