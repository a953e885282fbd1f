"""What a goal's entries say in a person's record. Registered with `records`, which knows of no goals. Pure."""

from outcomes.goals.goal import State
from outcomes.measures.framework import framework
from survey.ledger.entry import Recorded
from survey.records.account.telling import Line, Parts, Reader, Told, Voice, line_of, tells
from survey.records.account.used_for import counted, used_for


@tells("goal.set")
def was_set(entry: Recorded, parts: Parts, reader: Reader, voice: Voice) -> Told:
    """The goal, and who wrote it down."""
    _ = voice.say
    heading = _("A goal")
    if "replaces" in entry.links:
        return Told(heading, _("This goal came after another."), lines=_lines(parts))
    if reader.is_me(entry.actor):
        return Told(heading, _("You set a goal."), lines=_lines(parts))
    who = reader.name(entry.actor)
    return Told(heading, _("%(who)s put down a goal.", who=who), lines=_lines(parts))


@tells("goal.rated")
def was_rated(entry: Recorded, parts: Parts, reader: Reader, voice: Voice) -> Told:
    """How close they said they were."""
    _ = voice.say
    rating, who = entry.content["rating"], reader.name(entry.subject)
    said = _("You said %(n)s of 10.", n=rating) if reader.is_own else _("%(who)s said %(n)s of 10.", who=who, n=rating)
    return Told(_("A goal"), said, _which(entry, reader, voice), _lines(parts))


@tells("goal.closed")
def was_closed(entry: Recorded, parts: Parts, reader: Reader, voice: Voice) -> Told:
    """What became of it."""
    _ = voice.say
    said = {
        State.ACHIEVED: _("This goal was reached."),
        State.CHANGED: _("This goal was changed."),
        State.PAUSED: _("This goal was paused."),
        State.DROPPED: _("This goal was dropped."),
    }[State(entry.content["how"])]
    return Told(_("A goal"), said, _which(entry, reader, voice), _lines(parts))


@tells("goal.resumed")
def was_resumed(entry: Recorded, parts: Parts, reader: Reader, voice: Voice) -> Told:
    """That it goes on."""
    _ = voice.say
    return Told(_("A goal"), _("This goal was picked up again."), _which(entry, reader, voice), _lines(parts))


@tells("goal.shared", "goal.unshared")
def was_shared(entry: Recorded, parts: Parts, reader: Reader, voice: Voice) -> Told:
    """Whether family may see it. Family is never told either way."""
    _ = voice.say
    shared = _("You let family see this goal.")
    kept = _("You keep this goal to you and your worker.")
    return Told(_("A goal"), shared if entry.kind == "goal.shared" else kept, _which(entry, reader, voice))


@tells("goal.grouped")
def was_grouped(entry: Recorded, parts: Parts, reader: Reader, voice: Voice) -> Told:
    """Which group it is counted in, and who says so."""
    _ = voice.say
    facts, who = entry.content, reader.name(entry.actor)
    cluster = framework(facts["framework"]).cluster(facts["cluster"]) if facts["cluster"] else None
    group = _("No group") if cluster is None else voice.say(cluster.title)
    said = (
        _("You picked a group for it.") if reader.is_me(entry.actor) else _("%(who)s picked a group for it.", who=who)
    )
    return Told(_("A goal"), said, (*_which(entry, reader, voice), (_("Group, for counting"), group)))


@used_for("goal")
def _used(entry: Recorded, reader: Reader, voice: Voice) -> tuple[str, ...]:
    """To work on together; and in group counts, while their Yes to that stands."""
    _ = voice.say
    return (_("It is here to help."), *counted(reader, voice))


def _which(entry: Recorded, reader: Reader, voice: Voice) -> tuple[tuple[str, str], ...]:
    """Which goal it is about, in its own words."""
    _ = voice.say
    goal = reader.linked.get(entry.content["goal"])
    return ((_("Goal"), goal.content["words"]),) if goal else ()


def _lines(parts: Parts) -> tuple[Line, ...]:
    return tuple(line for part in parts if (line := line_of(part)))
