"""What was shown for a relation, what was granted and what a court stops, told to the young person. Pure.

It is never told to the relative: no part of these entries is about them.
"""

from datetime import date

from survey.ledger.entry import Recorded
from survey.people.relations.tie import By, Outcome, Shown, Stops
from survey.records.account.telling import Line, Parts, Reader, Told, Voice, line_of, tells


@tells("relation.evidenced")
def evidenced(entry: Recorded, parts: Parts, reader: Reader, voice: Voice) -> Told:
    """What was shown to say who someone is, and for how long they are it."""
    _, facts = voice.say, entry.content
    shown = {
        Shown.BIRTH_CERTIFICATE: _("A birth certificate"),
        Shown.COURT_ORDER: _("A paper from a court"),
        Shown.LETTER: _("A letter from the council"),
        Shown.SAID: _("What you said"),
        Shown.NONE: _("Nothing yet"),
    }[Shown(facts["shown"])]
    has = _("Yes") if facts["responsibility"] else _("No")
    rows = [(_("What we were shown"), shown), (_("Has a parent’s say by law"), has), *_days(facts, voice)]
    who = _relative(entry, reader)
    return Told(_("Who is who"), _("We were shown who %(who)s is.", who=who), tuple(rows))


@tells("relation.granted")
def granted(entry: Recorded, parts: Parts, reader: Reader, voice: Voice) -> Told:
    """What someone may see from then on, and by whose say."""
    _, facts = voice.say, entry.content
    rows = ((_("Can see"), seen_words(facts["sees"], voice) or _("Nothing")), *_days(facts, voice))
    return Told(_("Who can see what"), _who_picked(entry, reader, voice), rows, _lines(parts))


def _who_picked(entry: Recorded, reader: Reader, voice: Voice) -> str:
    _ = voice.say
    names = {"who": reader.name(entry.actor), "other": _relative(entry, reader)}
    if reader.is_own and reader.is_me(entry.actor):
        return _("You picked what %(other)s can see.", **names)
    if By(entry.content["by"]) is By.BEST_INTERESTS:
        return _("%(who)s picked what %(other)s can see. You can change it.", **names)
    if names["who"]:
        return _("%(who)s wrote down what %(other)s can see.", **names)
    return _("This is what %(other)s can see.", **names)


@tells("relation.restricted")
def restricted(entry: Recorded, parts: Parts, reader: Reader, voice: Voice) -> Told:
    """What a court said. Nothing of where anyone lives is in it."""
    _, facts = voice.say, entry.content
    stops = {
        Stops.RECORD: _("See what is here"),
        Stops.HOME: _("Know where you live"),
        Stops.CONTACT: _("Be in touch with you"),
    }
    what = "; ".join(stops[Stops(each)] for each in facts["stops"])
    order = date.fromisoformat(facts["order_on"])
    rows = ((_("What they may not do"), what), (_("The court said so on"), voice.due(order)), *_days(facts, voice))
    said = _("A court said what %(who)s may not do. So %(who)s can’t see your page.", who=_relative(entry, reader))
    return Told(_("What a court said"), said, rows, _lines(parts))


@tells("relation.unrestricted")
def unrestricted(entry: Recorded, parts: Parts, reader: Reader, voice: Voice) -> Told:
    """That it is over."""
    _ = voice.say
    said = _("What the court said of %(who)s is over.", who=_relative(entry, reader))
    return Told(_("What a court said"), said, lines=_lines(parts))


@tells("understanding.noted")
def understanding(entry: Recorded, parts: Parts, reader: Reader, voice: Voice) -> Told:
    """Whether they could make one choice by themselves, as someone saw it: for that choice alone."""
    _ = voice.say
    names = {"who": reader.name(entry.actor), "other": _relative(entry, reader)}
    said = _("%(who)s wrote down if you could pick this by yourself: what %(other)s can see.", **names)
    could = Outcome(entry.content["outcome"]) is Outcome.UNDERSTANDS
    found = _("You could") if could else _("Not yet, for this one")
    return Told(_("Who can see what"), said, ((_("What they found"), found),), _lines(parts))


def seen_words(sees: list[str], voice: Voice) -> str:
    """The parts someone can see, in words; nothing for none."""
    _ = voice.say
    words = {"profile": _("who you are"), "goals": _("your goals"), "notes": _("notes"), "answers": _("your answers")}
    seen = ", ".join(words[each] for each in words if each in sees)
    if "speaks" not in sees:
        return seen
    may = _("They can tell us for you that something is not right.")
    return f"{seen}. {may}" if seen else may


def _days(facts: dict[str, str | None], voice: Voice) -> tuple[tuple[str, str], ...]:
    _ = voice.say
    given = ((_("From"), facts.get("since")), (_("Until"), facts.get("until")))
    return tuple((label, voice.due(date.fromisoformat(day))) for label, day in given if day)


def _relative(entry: Recorded, reader: Reader) -> str:
    """The name of whom the relation is with."""
    made = reader.linked.get(entry.links["of"])
    return reader.name(made.content["from"]) if made else ""


def _lines(parts: Parts) -> tuple[Line, ...]:
    return tuple(line for part in parts if (line := line_of(part)))
