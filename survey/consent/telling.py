"""Where a choice stands, in plain words. Pure: gettext and the date's words are handed in."""

from collections.abc import Callable
from datetime import datetime

from survey.consent.decision import ALLOWING, State
from survey.consent.standing import AGE_STEP, ERASED, CarerSaid, Standing, must_be_asked_again

Words = Callable[..., str]
DayWords = Callable[[datetime], str]


def choice_words(state: State, _: Words) -> str:
    """The button that a state came from."""
    if state in ALLOWING:
        return _("Yes")
    return _("Not sure yet") if state in (State.DEFERRED, State.REQUESTED) else _("No")


def state_words(mine: Standing | None, _: Words, day: DayWords) -> str:
    """A standing as the person reads it in the list of their choices."""
    why = paused_words(mine, _)
    if why:
        return why
    if mine is None or mine.state is State.REQUESTED:
        return _("You have not picked yet")
    said = _("%(choice)s, since %(day)s", choice=choice_words(mine.state, _), day=day(mine.at))
    return f"{said}. {waiting_words(mine, _)}" if waiting_words(mine, _) else said


def paused_words(mine: Standing | None, _: Words) -> str:
    """Why nothing rests on it now though they did not say No; empty when that is not so."""
    if mine is None:
        return ""
    if mine.reason == ERASED:
        return _("Some of your choices were erased. We paused this, and ask you again.")
    if mine.state is State.UNKNOWN:
        return _("You told us this is not what you picked. So it counts as No. You can pick again.")
    if mine.state is State.INVALIDATED:
        return _("We found out that your Yes was not a real Yes. So it counts as No. You can pick again.")
    if not must_be_asked_again(mine):
        return ""
    if mine.reason == AGE_STEP:
        return _("We paused this. At your age, we need to ask you again.")
    if mine.state is State.EXPIRED:
        return _("You said Yes a long time ago. We paused this, and ask you again.")
    changed = mine.state is State.TERMINATED or mine.state in ALLOWING or mine.reason is not None
    return _("We changed this card. We paused this, and ask you again.") if changed else ""


def waiting_words(mine: Standing, _: Words) -> str:
    """That someone else has not said Yes yet; empty when nobody else is asked, or all is said."""
    if not mine.said_yes or mine.stands:
        return ""
    return _("A parent or carer has to say Yes too. Until then we don’t do it.")


def for_child_words(said: CarerSaid | None, said_yes: bool, _: Words, day: DayWords) -> str:
    """What a parent or carer said for a child, as they read it in the list of their choices."""
    if said is None or (said.state in ALLOWING and not said_yes) or said.state is State.TERMINATED:
        return _("You have not picked yet")
    return _("%(choice)s, since %(day)s", choice=choice_words(said.state, _), day=day(said.at))


def step_words(age: int, month: str, _: Words) -> str:
    """That a birthday is near which changes who decides. Sixty days before, and calm."""
    if age >= 18:
        return _(
            "You turn 18 in %(month)s. From then on, no one at home can see your page here, if you let them before. "
            "You can pick someone again, if you like.",
            month=month,
        )
    return _(
        "You turn %(age)s in %(month)s. From then on, some things are yours alone to pick. We will ask you again then.",
        age=age,
        month=month,
    )
