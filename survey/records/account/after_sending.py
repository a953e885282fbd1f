"""Suggestions, votes and what was said back, in plain words. Pure. Who else suggested or voted is told to nobody."""

from collections.abc import Iterable

from survey.ledger.entry import Recorded
from survey.records.account.telling import Parts, Reader, Told, Voice, line_of, tells
from survey.records.account.used_for import used_for


@tells("suggestion.made")
def made(entry: Recorded, parts: Parts, reader: Reader, voice: Voice) -> Told:
    """What they would have asked, in their words."""
    _ = voice.say
    lines = tuple(line for part in parts if (line := line_of(part)))
    return Told(_("What we should ask"), _("You told us what we should have asked."), lines=lines)


@tells("suggestion.taken_back")
def taken_back(entry: Recorded, parts: Parts, reader: Reader, voice: Voice) -> Told:
    """That they took it off the board."""
    _ = voice.say
    return Told(_("What we should ask"), _("You took it back. It is on no board."))


@tells("suggestion.shown", "suggestion.not_shown", "suggestion.to_ask")
def looked_at(entry: Recorded, parts: Parts, reader: Reader, voice: Voice) -> Told:
    """What staff did with it, and why."""
    _, who = voice.say, reader.name(entry.actor)
    said = {
        "suggestion.shown": _("%(who)s put what you said on the board. It has no name on it.", who=who),
        "suggestion.not_shown": _("%(who)s did not put it on the board.", who=who),
        "suggestion.to_ask": _("%(who)s says: we will ask this.", who=who),
    }[entry.kind]
    why = entry.content.get("reason")
    return Told(_("What we should ask"), said, ((_("Why"), why),) if why else ())


@tells("suggestion.voted", "suggestion.unvoted")
def voted(entry: Recorded, parts: Parts, reader: Reader, voice: Voice) -> Told:
    """That they voted, or took it back; never for what."""
    _ = voice.say
    if entry.kind == "suggestion.unvoted":
        return Told(_("A vote"), _("You took your vote back."))
    return Told(_("A vote"), _("You voted for something that we should ask."))


@tells("round.answered", "round.answer_withdrawn")
def answered(entry: Recorded, parts: Parts, reader: Reader, voice: Voice) -> Told:
    """What was said back. It is about nobody, so it is on nobody's card; here it has its words all the same."""
    _ = voice.say
    lines = tuple(line for part in parts if (line := line_of(part)))
    return Told(_("What came of what you told us"), lines=lines)


@used_for("suggestion")
def _suggestion(entry: Recorded, reader: Reader, voice: Voice) -> Iterable[str]:
    _ = voice.say
    return (_("We use it to plan what to ask."),)
