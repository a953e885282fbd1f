"""Looks in plain words: each unusual one a card, all the usual ones of one person in a month a sentence. Pure."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from survey.ledger.entry import Recorded
from survey.people.looks.look import Channel
from survey.records.account.looks import Look, reasons
from survey.records.account.shown_looks import what_words, who_looked
from survey.records.account.telling import Parts, Reader, Told, Voice, tells
from survey.records.looks.months import Month, Usual

Clock = Callable[[datetime], str]


@dataclass(frozen=True)
class OddLook:
    """An unusual look as a card: who, what, when, why, and whether it was to be expected."""

    seq: int
    who: str
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class UsualLine:
    """One usual look."""

    seq: int
    words: str
    when: str


@dataclass(frozen=True)
class UsualLooks:
    """One sentence, and the looks it is about."""

    sentence: str
    lines: tuple[UsualLine, ...]


@dataclass(frozen=True)
class ToldMonth:
    """A month of looks in words. `value`: the month for an address, 2026-10."""

    value: str
    name: str
    summary: str
    odd: tuple[OddLook, ...]
    usual: tuple[UsualLooks, ...]


def tell_month(month: Month, reader: Reader, voice: Voice, clock: Clock) -> ToldMonth:
    """The month as whom it was about reads it."""
    return ToldMonth(
        value=f"{month.first:%Y-%m}",
        name=voice.month(month.first),
        summary=summary(month, voice),
        odd=tuple(tell_odd(look, reader, voice, clock) for look in month.odd),
        usual=tuple(_tell_usual(each, month, reader, voice, clock) for each in month.usual),
    )


def summary(month: Month, voice: Voice) -> str:
    """How many people opened it, and how many looks were unusual."""
    _, ngettext = voice.say, voice.many
    when = voice.month(month.first)
    opened = ngettext(
        "In %(month)s, %(num)s person opened what is here.",
        "In %(month)s, %(num)s people opened what is here.",
        month.people,
        month=when,
    )
    if not month.odd:
        return _("%(opened)s No look was unusual.", opened=opened)
    odd = ngettext("%(num)s look was unusual.", "%(num)s looks were unusual.", len(month.odd))
    return f"{opened} {odd}"


def tell_odd(look: Look, reader: Reader, voice: Voice, clock: Clock) -> OddLook:
    """A card that lets whoever it was about judge whether it was right."""
    _ = voice.say
    when = _("%(day)s at %(time)s", day=voice.day(look.at), time=clock(look.at))
    rows = (
        (_("Who"), who_words(look, reader, voice)),
        (_("Looked at"), what_words(look.what, voice)),
        (_("When"), when),
        (_("They said why"), f"“{voice.say(look.why)}”" if look.why else _("They did not say.")),
        (_("Why we show it first"), " ".join(reasons(look, reader.name(look.viewer), _))),
    )
    return OddLook(look.seq, reader.name(look.viewer), rows)


def who_words(look: Look, reader: Reader, voice: Voice) -> str:
    """Their name, what they are, and where."""
    _ = voice.say
    who, where = reader.name(look.viewer), reader.organisations.get(look.viewer)
    if look.viewer in reader.workers:
        return _("%(who)s, your worker", who=who)
    role = {
        "practitioner": _("a worker"),
        "manager": _("a manager"),
        "data_lead": _("who looks after data"),
    }.get(look.role, "")
    if role and where:
        return _("%(who)s, %(role)s at %(place)s", who=who, role=role, place=where)
    return _("%(who)s, from %(place)s", who=who, place=where) if where else who


def _tell_usual(usual: Usual, month: Month, reader: Reader, voice: Voice, clock: Clock) -> UsualLooks:
    _, ngettext = voice.say, voice.many
    things = ", ".join(
        ngettext("%(what)s once", "%(what)s %(num)s times", count, what=what_words(what, voice))
        for what, count in usual.counts
    )
    why = " ".join(voice.say(each) for each in usual.reasons)
    sentence = _(
        "%(who)s looked at %(things)s in %(month)s. Why: “%(why)s”",
        who=who_looked(usual.looks[0], reader, voice),
        things=things,
        month=voice.month(month.first),
        why=why,
    )
    return UsualLooks(sentence, tuple(_line(look, voice, clock) for look in usual.looks))


def _line(look: Look, voice: Voice, clock: Clock) -> UsualLine:
    _ = voice.say
    said = {
        "day": voice.day(look.at),
        "time": clock(look.at),
        "what": what_words(look.what, voice),
        "why": voice.say(look.why) if look.why else "",
    }
    when = _("%(day)s at %(time)s", day=said["day"], time=said["time"])
    if look.channel is Channel.PRINT:
        return UsualLine(look.seq, _("%(day)s at %(time)s, on paper: %(what)s. “%(why)s”", **said), when)
    return UsualLine(look.seq, _("%(day)s at %(time)s: %(what)s. “%(why)s”", **said), when)


@tells("glass.broken")
def opened_in_a_hurry(entry: Recorded, parts: Parts, reader: Reader, voice: Voice) -> Told:
    """That someone who does not work with them opened their page, what they said, and until when they could."""
    _ = voice.say
    said, who = entry.content, reader.name(entry.actor)
    why = {
        "safety": _("Someone could be hurt."),
        "away": _("Your worker was away."),
        "asked": _("You asked for it."),
        "other": _("Something else."),
    }[said["reason"]]
    sentence = _("%(who)s does not work with you, and opened your page for one hour. They had to say why.", who=who)
    return Told(_("Opened in a hurry"), sentence, ((_("They picked"), why), (_("They wrote"), f"“{said['why']}”")))
