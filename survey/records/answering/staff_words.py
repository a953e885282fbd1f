"""What the desk of challenges says to staff: the next step in one plain sentence, the lists, the outcomes. Pure."""

from collections.abc import Callable

from survey.records.account.telling import Voice
from survey.records.answering.what_next import Filter, Next, Todo
from survey.records.challenge import Challenge, Outcome
from survey.records.lifecycle import State

Say = Callable[..., str]


def outcome_words(_: Say) -> dict[Outcome, str]:
    """What can be decided, as a reviewer picks it."""
    return {
        Outcome.CORRECTED: _("They are right: we change it, or stop using it"),
        Outcome.PARTLY: _("Part of it: we change some of it"),
        Outcome.NOT_CHANGED: _("We do not change it"),
        Outcome.CANNOT_VERIFY: _("We can’t show it is true, so we don’t use it"),
    }


def filter_words(_: Say) -> dict[Filter, str]:
    """The lists that can be picked."""
    return {
        Filter.OWED: _("All that is owed"),
        Filter.NOBODY: _("Nobody has it"),
        Filter.LOOKED_AT: _("Being looked at"),
        Filter.WAITING: _("Waiting for them"),
        Filter.REVIEW: _("Independent review, ICO"),
        Filter.ANSWERED: _("Answered"),
        Filter.OVER: _("Closed or taken back"),
    }


def next_words(following: Next, challenge: Challenge, voice: Voice) -> str:
    """What to do next, and by when."""
    _, day = voice.say, voice.due(following.by) if following.by else ""
    if following.todo is Todo.NOTHING:
        return _nothing(challenge, voice)
    said = (_late(_, day) if following.late else _in_time(_, day))[following.todo]
    if following.notice_by is None:
        return said
    longer = _("If you need longer, tell them why by %(day)s.", day=voice.due(following.notice_by))
    return f"{said} {longer}"


def _in_time(_: Say, day: str) -> dict[Todo, str]:
    return {
        Todo.SAY: _("Say that you have it by %(day)s.", day=day),
        Todo.TAKE_UP: _("Look into it, and decide by %(day)s.", day=day),
        Todo.DECIDE: _("Decide by %(day)s.", day=day),
        Todo.HEAR_WHO: _("They were asked who they are. When you know, go on."),
        Todo.HEAR_WHAT: _("They were asked what they mean. When they have answered, go on."),
        Todo.REVIEW: _("Independent review by %(day)s, by someone who had no part in it.", day=day),
        Todo.DECIDE_REVIEW: _("Independent review: decide by %(day)s.", day=day),
        Todo.WITH_ICO: _("The ICO has it. Answer what they ask."),
        Todo.ERASE: _("Have it erased: two people sign."),
        Todo.TELL: _("Everyone who had it is told by %(day)s.", day=day),
    }


def _late(_: Say, day: str) -> dict[Todo, str]:
    return _in_time(_, day) | {
        Todo.SAY: _("Say today that you have it. That was due by %(day)s.", day=day),
        Todo.TAKE_UP: _("Look into it today. They were to hear by %(day)s.", day=day),
        Todo.DECIDE: _("Decide today. They were to hear by %(day)s.", day=day),
        Todo.REVIEW: _("Find someone today who had no part in it. The independent review was due by %(day)s.", day=day),
        Todo.DECIDE_REVIEW: _("Decide today. The independent review was due by %(day)s.", day=day),
        Todo.ERASE: _("Have it erased today: two people sign. It was due by %(day)s.", day=day),
        Todo.TELL: _("Some who had it have not said that they know. That was due by %(day)s.", day=day),
    }


def _nothing(challenge: Challenge, voice: Voice) -> str:
    _ = voice.say
    if challenge.state is State.WITHDRAWN:
        return _("They took it back.")
    if challenge.state is State.CLOSED:
        return _("Closed.")
    return _("Nothing. It closes by itself when they ask for nothing more.")
