"""The six purposes a person chooses about, and the words of each card. A version that was used never changes.

Each card says why, who sees it, how long, what No means, what stops when they stop, and what cannot be undone. The
lawful basis stands beside it as information only. It is the controller's, so it is never a choice (facts: ledger §1.4).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from survey.errors import NotThere


class Choice(StrEnum):
    """What kind of thing is chosen (facts: ledger §1.4). The law's basis, and sharing by duty, are not: no choice."""

    TAKING_PART = "b"
    CONSENT = "c"  # the law lets us only because they say so
    PERMISSION = "d"  # to pass on something told in confidence


class Purpose(StrEnum):
    """What a person may say Yes or No to, each apart from the others, in the order they are asked."""

    TAKE_PART = "take_part"
    LINK_ANSWERS = "link_answers"
    WORKER_SEES = "worker_sees"
    COUNT_ME = "count_me"
    USE_WORDS = "use_words"
    RESEARCH = "research"


def purpose_named(word: str) -> Purpose:
    """The purpose with this code. :raise NotThere: when there is none."""
    try:
        return Purpose(word)
    except ValueError:
        raise NotThere from None


@dataclass(frozen=True)
class Card:
    """One version of one purpose, in English messages looked up when shown. %(worker)s is who works with them."""

    purpose: Purpose
    version: int
    question: str
    short: str  # its name in a list
    why: str
    who_sees: str
    how_long: str
    if_no: str
    stops: str
    cannot_undo: str
    basis: str  # "The law that lets us": information, never a choice
    article: str  # for those who want it exactly
    choice: Choice = Choice.TAKING_PART
    review_months: int | None = None  # after which a Yes is asked again; None: it stands until they change it

    def words(self) -> tuple[str, ...]:
        """Every message of the card."""
        asked = (self.question, self.short, self.why, self.who_sees, self.how_long, self.if_no)
        return (*asked, self.stops, self.cannot_undo, self.basis)


def N_(message: str) -> str:
    """Mark a message for translation; it is looked up when shown."""
    return message


_OUR_WORK = N_("The law lets us do this as part of our work for you. But we only do it if you say Yes.")
_YOUR_YES = N_("The law lets us do this only if you say Yes. We stop when you say stop.")
_PUBLIC_TASK = "UK GDPR Article 6(1)(e)"
_CONSENT = "UK GDPR Article 6(1)(a)"

PUBLISHED: tuple[Card, ...] = (
    Card(
        Purpose.TAKE_PART,
        1,
        question=N_("Can we ask you some questions?"),
        short=N_("Ask me questions"),
        why=N_("To learn how things are for you."),
        who_sees=N_("You. No one else, until you choose."),
        how_long=N_("You can stop at any time. What you sent stays in your record. You can ask us to delete it."),
        if_no=N_("We don’t ask. You get the same help."),
        stops=N_("We ask no more from today. What you have not sent yet goes. Your other choices stay as they are."),
        cannot_undo=N_("What you sent stays in your record. You can ask us to delete it."),
        basis=_OUR_WORK,
        article=_PUBLIC_TASK,
    ),
    Card(
        Purpose.LINK_ANSWERS,
        1,
        question=N_("Can we put your answers side by side over time?"),
        short=N_("Put my answers side by side"),
        why=N_("To see what changes for you, and what does not."),
        who_sees=N_("No one new. It is the same people as for your answers."),
        how_long=N_("Until you tell us to stop."),
        if_no=N_("We read each set of answers on its own. You get the same help."),
        stops=N_("From today we read each set of your answers on its own."),
        cannot_undo=N_("Counts that are out now. They don’t show you."),
        basis=_OUR_WORK,
        article=_PUBLIC_TASK,
    ),
    Card(
        Purpose.WORKER_SEES,
        1,
        question=N_("Can %(worker)s see your answers?"),
        short=N_("Let %(worker)s see my answers"),
        why=N_("So you don’t have to tell it all again."),
        who_sees=N_("%(worker)s. No one else on the team."),
        how_long=N_("While %(worker)s works with you. If that changes, we ask you again."),
        if_no=N_("%(worker)s can’t open them. You can still talk. You get the same help."),
        stops=N_("%(worker)s can’t open your answers from today."),
        cannot_undo=N_("What %(worker)s has read by now. You can see when that was in your record."),
        basis=_OUR_WORK,
        article=_PUBLIC_TASK,
        choice=Choice.PERMISSION,
    ),
    Card(
        Purpose.COUNT_ME,
        1,
        question=N_("Can we add your answers and goals to a group count?"),
        short=N_("Add me to the group count"),
        why=N_("To show how many of you feel heard. To ask for better help near you."),
        who_sees=N_("People who plan and pay for help. They see numbers, never you."),
        how_long=N_("Until you tell us to stop. Counts made by then stay. They don’t show you."),
        if_no=N_("You are not in the count. You get the same help. No one asks you why."),
        stops=N_("We stop today. The next count will not have you in it."),
        cannot_undo=N_("Counts that are out now. They don’t show you."),
        basis=_OUR_WORK,
        article=_PUBLIC_TASK,
    ),
    Card(
        Purpose.USE_WORDS,
        1,
        question=N_("Can we show your own words, with no name?"),
        short=N_("Show my words, with no name"),
        why=N_("A number can’t say it like you can."),
        who_sees=N_("Anyone who reads the report. We check it, so people should not be able to tell it is you."),
        how_long=N_("Until you take it back. Then we take it down. We can’t get back what people saved."),
        if_no=N_("Your words stay with you. If you said Yes to the count, you are still in it."),
        stops=N_("We take your words down, and put them in nothing new."),
        cannot_undo=N_("We can’t get back what people saved."),
        basis=_YOUR_YES,
        article=_CONSENT,
        choice=Choice.CONSENT,
    ),
    Card(
        Purpose.RESEARCH,
        1,
        question=N_("Can a study learn from your answers?"),
        short=N_("Let a study use my answers"),
        why=N_("To find out what helps young people."),
        who_sees=N_("People on a study we have checked. They get no name."),
        how_long=N_("Until you tell us to stop."),
        if_no=N_("Your answers go to no study. You get the same help."),
        stops=N_("No study gets your answers from today."),
        cannot_undo=N_("What a study has found out by now. There is no name on it."),
        basis=_OUR_WORK,
        article=_PUBLIC_TASK,
    ),
)


def card_for(purpose: Purpose, version: int | None = None) -> Card:
    """The card of a purpose: the newest, or the version asked for. :raise NotThere: when it was never published."""
    versions = {card.version: card for card in PUBLISHED if card.purpose is purpose}
    found = versions.get(max(versions) if version is None else version)
    if found is None:
        raise NotThere
    return found


def newest() -> dict[Purpose, int]:
    """The newest version of each purpose's card."""
    return {purpose: card_for(purpose).version for purpose in Purpose}


def place_of(purpose: Purpose, asked: Iterable[Purpose]) -> tuple[int, int]:
    """Which card of how many this is, for "Choice 2 of 6"."""
    order = [each for each in Purpose if each in set(asked) | {purpose}]
    return order.index(purpose) + 1, len(order)
