"""Drafts of replies to "that's not right", to begin from: one for each kind and outcome, for a child to read. Pure.

What the ledger knows is filled in: names, days, what it said and says now. What only the reviewer knows is a blank in
square brackets, and a reply that has one left is not sent. Translators keep the square brackets.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from survey.errors import DomainError
from survey.records.challenge import Kind, Outcome

Say = Callable[..., str]
BLANK = re.compile(r"\[[^\[\]]*\]|\[|\]")


class BlanksLeft(DomainError):
    """There is a blank left in square brackets. Fill it in, or take it out."""


@dataclass(frozen=True)
class Facts:
    """What fills a draft. `changed`: what it said and what it says now, of what is about whoever reads it."""

    name: str
    day: str  # on which they said so
    me: str  # who answers
    author: str = ""
    is_entry: bool = True  # else something is missing, and there is nothing to use or not
    is_note: bool = False  # of what is no note, no new version is written: it is only used no more
    changed: tuple[tuple[str, str], ...] = ()


def blanks(text: str) -> list[str]:
    """The blanks that are still in a reply."""
    return BLANK.findall(text)


def require_no_blank(text: str) -> None:
    """:raise BlanksLeft:"""
    if blanks(text):
        raise BlanksLeft


def draft(kind: Kind, outcome: Outcome, facts: Facts, say: Say) -> str:
    """A reply to begin from, in paragraphs."""
    _ = say
    hello = _("Hello %(name)s,", name=facts.name) if facts.name else _("Hello,")
    who = _(
        "I am %(me)s. I had no part in it. I looked at [what you looked at]. I asked [whom you asked].", me=facts.me
    )
    begun = _together(_they_said(say, facts.day)[kind], _("Thank you for telling us."), who)
    found, done = _found(kind, outcome, facts, say), _done(outcome, facts, say)
    return "\n\n".join((hello, begun, _together(found, *done), _together(*_from_here(outcome, facts, say))))


def _together(*sentences: str) -> str:
    return " ".join(each for each in sentences if each)


def _they_said(_: Say, day: str) -> dict[Kind, str]:
    return {
        Kind.WRONG_FACT: _("On %(day)s you told us that it is not true.", day=day),
        Kind.UNFAIR_OPINION: _("On %(day)s you told us that you see it another way.", day=day),
        Kind.MISSING: _("On %(day)s you told us what was left out.", day=day),
        Kind.NOT_MINE: _("On %(day)s you told us that it is not about you.", day=day),
        Kind.SEEN: _("On %(day)s you told us that they should not have seen it.", day=day),
        Kind.SHARED: _("On %(day)s you told us that we should not have passed it on.", day=day),
        Kind.CONSENT: _("On %(day)s you told us that you did not say Yes to it.", day=day),
        Kind.OBJECTION: _("On %(day)s you told us to stop using it.", day=day),
        Kind.ERASE: _("On %(day)s you asked us to delete it.", day=day),
    }


def _found(kind: Kind, outcome: Outcome, facts: Facts, say: Say) -> str:
    if outcome is Outcome.NOT_CHANGED:
        return _not_upheld(say, facts.author)[kind]
    found = {Outcome.CORRECTED: _upheld, Outcome.PARTLY: _partly, Outcome.CANNOT_VERIFY: _in_doubt}[outcome]
    return found(say)[kind]


def _upheld(_: Say) -> dict[Kind, str]:
    return {
        Kind.WRONG_FACT: _("You are right. It was not true. I am sorry."),
        Kind.UNFAIR_OPINION: _("You are right. It was not a fair thing to say. I am sorry."),
        Kind.MISSING: _("You are right. We left it out. I am sorry. [what is there now]"),
        Kind.NOT_MINE: _("You are right. It is not about you. I am sorry that it was there."),
        Kind.SEEN: _("You are right. They had no good reason to look. I am sorry. [what we did about it]"),
        Kind.SHARED: _("You are right. We should not have passed it on. I am sorry. [what we did about it]"),
        Kind.CONSENT: _("You are right. You did not say Yes to it. I am sorry."),
        Kind.OBJECTION: _("You are right. We have no good reason to go on. I am sorry."),
        Kind.ERASE: _(
            "You are right. We do not need it. Two of us have to sign before it goes. You will see which day."
        ),
    }


def _partly(_: Say) -> dict[Kind, str]:
    return {
        Kind.WRONG_FACT: _("You are right about a part of it. That part was not true. I am sorry."),
        Kind.UNFAIR_OPINION: _("You are right about a part of it. That part was not fair. I am sorry."),
        Kind.MISSING: _("You are right about a part of it. We left that out. I am sorry."),
        Kind.NOT_MINE: _("You are right about a part of it. That part is not about you. I am sorry."),
        Kind.SEEN: _("You are right about some of them. They had no good reason to look. I am sorry."),
        Kind.SHARED: _("You are right about a part of it. We should not have passed that on. I am sorry."),
        Kind.CONSENT: _("You are right about a part of it. You did not say Yes to that. I am sorry."),
        Kind.OBJECTION: _("You are right about a part of it. We have no good reason to use that part."),
        Kind.ERASE: _("You are right about a part of it. We do not need that part."),
    }


def _not_upheld(_: Say, author: str) -> dict[Kind, str]:
    opinion = _("I think it is fair to say it. [why]")
    if author:
        opinion = _("It is how %(who)s sees it, and it says so. I think that is fair. [why]", who=author)
    return {
        Kind.WRONG_FACT: _("I found that it is true. [how you know]"),
        Kind.UNFAIR_OPINION: opinion,
        Kind.MISSING: _("I did not find that it was left out. [why]"),
        Kind.NOT_MINE: _("I found that it is about you. [how you know]"),
        Kind.SEEN: _("I found that they had a good reason to look. [which reason]"),
        Kind.SHARED: _("I found that there was a good reason to pass it on. [which reason]"),
        Kind.CONSENT: _("I found that you did say Yes to it. [when and how]"),
        Kind.OBJECTION: _("I found that we still need to use it. [why]"),
        Kind.ERASE: _("I found that we have to keep it. [why, and how long]"),
    }


def _in_doubt(_: Say) -> dict[Kind, str]:
    return {
        Kind.WRONG_FACT: _("I could not find out if it is true."),
        Kind.UNFAIR_OPINION: _("I could not find out why it was said."),
        Kind.MISSING: _("I could not find out what was left out."),
        Kind.NOT_MINE: _("I could not find out if it is about you."),
        Kind.SEEN: _("I could not find out why they looked."),
        Kind.SHARED: _("I could not find out why it was passed on."),
        Kind.CONSENT: _("I could not find out if you said Yes to it."),
        Kind.OBJECTION: _("I could not show that we need to use it."),
        Kind.ERASE: _("I could not show that we need to keep it."),
    }


def _done(outcome: Outcome, facts: Facts, _: Say) -> list[str]:
    """What was done about it."""
    if outcome is Outcome.NOT_CHANGED:
        return [_("So we do not change it.") if facts.is_entry else _("So we do not add it.")]
    if not facts.is_entry:
        return [_("So we did not write it down.")] if outcome is Outcome.CANNOT_VERIFY else []
    if outcome is Outcome.CANNOT_VERIFY:
        return [_("So we do not use it.")]
    rest = [_("The rest stays. [why]")] if outcome is Outcome.PARTLY else []
    return [*_changed(facts, _), *rest] if facts.is_note else [_("We do not use it any more."), *rest]


def _changed(facts: Facts, _: Say) -> list[str]:
    """The new words, if they were typed already, or the blank where they go."""
    if not facts.changed:
        return [_("Now it says: [what it says now]")]
    return [
        _("It said: “%(old)s” Now it says: “%(new)s”", old=old, new=new)
        if new
        else _("We took out: “%(old)s”", old=old)
        for old, new in facts.changed
    ]


def _from_here(outcome: Outcome, facts: Facts, _: Say) -> Iterable[str]:
    """What holds from now on, and the way on."""
    yours = _("If you wrote your own words, they stay next to it.") if facts.is_entry else _("Your own words stay.")
    if outcome is Outcome.CANNOT_VERIFY and facts.is_entry:
        return [_("It stays on hold. What you say about it comes first."), yours]
    if outcome is Outcome.NOT_CHANGED:
        on = _("Do you think I am wrong? You can ask for someone new to look at it. Your record shows you how.")
        return [yours, on]
    return [_("You can still see what it used to say."), yours] if facts.is_note else [yours]
