"""What happened to a challenge, said to whoever raised it. Pure: gettext is handed in."""

from survey.ledger.entry import Recorded
from survey.records.account.telling import Parts, Reader, Told, Voice, line_of, tells


@tells("challenge.reviewing")
def looking_into_it(entry: Recorded, parts: Parts, reader: Reader, voice: Voice) -> Told:
    """Who looks into it now."""
    _ = voice.say
    return Told(_("They look into it"), _("%(who)s is looking into what you said.", who=reader.name(entry.actor)))


@tells("challenge.paused")
def asked_you(entry: Recorded, parts: Parts, reader: Reader, voice: Voice) -> Told:
    """What was asked of them, and that the time stands still meanwhile."""
    _ = voice.say
    said = {
        "identity": _("%(who)s has to know that it is you. We wait for you.", who=reader.name(entry.actor)),
        "clarify": _("%(who)s asks what you mean. We wait for you.", who=reader.name(entry.actor)),
    }[entry.content["for"]]
    return Told(_("They ask you"), said, lines=tuple(line for part in parts if (line := line_of(part))))


@tells("challenge.resumed")
def going_on(entry: Recorded, parts: Parts, reader: Reader, voice: Voice) -> Told:
    """That the time runs again: they answered, or staff wait no longer."""
    _ = voice.say
    lines = tuple(line for part in parts if (line := line_of(part)))
    sentence = _("You answered.") if reader.is_me(entry.actor) else _("We go on with it.")
    return Told(_("It goes on"), sentence, lines=lines)


@tells("challenge.extended")
def takes_longer(entry: Recorded, parts: Parts, reader: Reader, voice: Voice) -> Told:
    """That it takes longer, and why."""
    _ = voice.say
    said = _("It will take us longer. We still don’t use it.")
    return Told(_("More time"), said, ((_("Why"), entry.content["why"]),))


@tells("challenge.remedied")
def is_done(entry: Recorded, parts: Parts, reader: Reader, voice: Voice) -> Told:
    """That what was decided has been done."""
    _ = voice.say
    return Told(_("It is done"), _("What we said we would do is done."))


@tells("challenge.told")
def all_told(entry: Recorded, parts: Parts, reader: Reader, voice: Voice) -> Told:
    """That nobody is left who had it and has not said that they know."""
    _ = voice.say
    return Told(_("Nobody is left to tell"), _("All who had it from us know now. Or no one had it."))


@tells("challenge.closed")
def is_closed(entry: Recorded, parts: Parts, reader: Reader, voice: Voice) -> Told:
    """That nothing more is owed, and that this ends nothing for them."""
    _ = voice.say
    return Told(_("All done"), _("There is no more for us to do. You can still ask for a new look."))


@tells("challenge.escalated")
def taken_further(entry: Recorded, parts: Parts, reader: Reader, voice: Voice) -> Told:
    """That they took it further."""
    _ = voice.say
    said = {
        "independent": _("You asked for someone new to look at it. We don’t use it till then."),
        "ico": _("You took it to the ICO. We don’t use it till then."),
    }[entry.content["to"]]
    return Told(_("You took it further"), said, lines=tuple(line for part in parts if (line := line_of(part))))
