"""The steps of a challenge as its person reads them: what was done, by whom and when, and what comes. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from survey.ledger.entry import Recorded
from survey.records.account.telling import Voice
from survey.records.challenge import Challenge
from survey.records.clock import PausedFor
from survey.records.lifecycle import Clock, State, Step, Stepped, To

Name = Callable[[str | None], str]
SAID_IN = {Step.PAUSED: "words", Step.RESUMED: "words", Step.EXTENDED: "why", Step.ESCALATED: "words"}


@dataclass(frozen=True)
class ShownStep:
    """One line of the list. `said`: the words with it; `is_own`: they are the person's."""

    words: str
    when: str
    said: str = ""
    is_own: bool = False
    is_done: bool = True


@dataclass(frozen=True)
class Telling:
    """What is needed to tell the steps: the names that the person knows people by, and each step's entry."""

    name: Name
    entries: Mapping[int, Recorded]
    voice: Voice


def steps_of(challenge: Challenge, raised: str, telling: Telling, now: datetime) -> list[ShownStep]:
    """What was done, oldest first, then what comes. `raised`: who said that it is not right."""
    done = [ShownStep(raised, telling.voice.day(challenge.raised_at))]
    done += [_done(each, challenge, telling) for each in challenge.steps]
    return done + _to_come(challenge, telling.voice, now)


def _done(step: Stepped, challenge: Challenge, telling: Telling) -> ShownStep:
    is_own = step.by == challenge.person_id
    entry = telling.entries.get(step.seq)
    said = ""
    if entry is not None and not entry.has_erased_parts and step.step in SAID_IN:
        said = str(entry.content.get(SAID_IN[step.step], ""))
    return ShownStep(_words(step, is_own, telling), telling.voice.day(step.at), said, is_own)


def _words(step: Stepped, is_own: bool, telling: Telling) -> str:
    _, who = telling.voice.say, telling.name(step.by)
    if step.step is Step.PAUSED:
        identity = step.what == PausedFor.IDENTITY
        return _("%(who)s has to know that it is you.", who=who) if identity else _("%(who)s asked you this.", who=who)
    if step.step is Step.RESUMED:
        return _("You wrote back.") if is_own else _("%(who)s went on with it.", who=who)
    if step.step is Step.ESCALATED:
        return _("You asked the ICO.") if step.what == To.ICO else _("You asked for someone else to look.")
    words = {
        Step.ACKNOWLEDGED: _("%(who)s has it.", who=who),
        Step.REVIEWING: _("%(who)s looks at it.", who=who),
        Step.EXTENDED: _("%(who)s needs more time.", who=who),
        Step.DECIDED: _("%(who)s gave you an answer.", who=who),
        Step.REMEDIED: _("It is done."),
        Step.RECIPIENTS_TOLD: _("All who had it were told, and said so."),
        Step.CLOSED: _("That was the end of it."),
        Step.WITHDRAWN: _("You took it back."),
    }
    return words[step.step]


def _to_come(challenge: Challenge, voice: Voice, now: datetime) -> list[ShownStep]:
    _, state = voice.say, challenge.state
    coming: list[tuple[str, str]] = []
    if challenge.clock is Clock.ANSWER:
        if state is State.RAISED:
            coming.append((_("Someone tells you that they have it."), _by(voice, challenge, "acknowledge_by")))
        if state in (State.RAISED, State.ACKNOWLEDGED):
            coming.append((_("Someone looks at it."), ""))
        if state is State.PAUSED:
            coming.append((_("You write back."), ""))
        coming.append((_("You hear what we say."), _by(voice, challenge, "decide_by")))
    elif challenge.clock is Clock.REVIEW:
        coming.append((_("You hear from someone new."), _by(voice, challenge, "review_by")))
    elif challenge.clock is Clock.TELLING:
        coming.append((_("All who had it are told."), _by(voice, challenge, "tell_by")))
    return [ShownStep(words, when, is_done=False) for words, when in coming]


def _by(voice: Voice, challenge: Challenge, which: str) -> str:
    day = getattr(challenge, which)
    _ = voice.say
    return _("By %(day)s", day=voice.due(day)) if day else ""
