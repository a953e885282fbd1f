"""A look as a page says it: who looked, at what and why. Pure."""

from dataclasses import dataclass

from survey.records.account import looks as looking
from survey.records.account.looks import Look, Looks
from survey.records.account.telling import Reader, Voice


@dataclass(frozen=True)
class ShownLook:
    """One look, or several for one reason; `seq` is what "That's odd" is about."""

    seq: int
    sentence: str
    name: str = ""  # who and when, to name it to those who cannot see the page


def show_look(look: Looks, reader: Reader, voice: Voice) -> ShownLook:
    """Who, from where, what, when, why, and how often."""
    _, ngettext = voice.say, voice.many
    newest = look.newest
    who = who_looked(newest, reader, voice)
    said = {
        "who": who,
        "what": what_words(newest.what, voice),
        "day": voice.day(newest.at),
        "why": voice.say(newest.why) if newest.why else "",
    }
    sentence = ngettext(
        "%(who)s looked at %(what)s on %(day)s. Why: “%(why)s”",
        "%(who)s looked at %(what)s %(num)s times, last on %(day)s. Why: “%(why)s”",
        look.count,
        **said,
    )
    if not newest.expected:
        sentence = " ".join((sentence, *looking.reasons(newest, reader.name(newest.viewer), voice.say)))
    return ShownLook(newest.seq, sentence, f"{reader.name(newest.viewer)}, {said['day']}")


def who_looked(look: Look, reader: Reader, voice: Voice) -> str:
    """Who it was, to begin a sentence with."""
    _ = voice.say
    who, where = reader.name(look.viewer), reader.organisations.get(look.viewer)
    if look.viewer in reader.workers:
        return _("%(who)s, your worker,", who=who)
    return _("%(who)s, from %(place)s,", who=who, place=where) if where else who


def what_words(what: str, voice: Voice) -> str:
    """What was looked at, in words; a word we do not know is shown as it is."""
    _ = voice.say
    known = {
        "goals": _("your goals"),
        "goal": _("a goal"),
        "notes": _("notes about you"),
        "note": _("a note about you"),
        "answers": _("your answers"),
        "suggestion": _("what you say we should ask"),
        "record": _("your record"),
        "entry": _("something here"),
        "challenge": _("what you said is not right"),
        "check": _("something here"),
        "person": _("who you are"),
        "profile": _("who you are"),
        "name": _("your name"),
        "search": _("your name"),
        "glass": _("why your page was opened"),
    }
    return known.get(what, what)
