"""Words as a page shows them: how sure anyone is, who wrote them, what they are and where, and about whom. Pure."""

from dataclasses import dataclass

from survey.ledger.entry import Claim, Recorded
from survey.records.account.telling import Line, Reader, Voice


@dataclass(frozen=True)
class ShownLine:
    """Words, how sure anyone is, whose words on a relative's page, and who wrote them."""

    words: str
    claim: str
    name: str | None
    source: str
    ordinal: int | None = None  # which part of its entry: what a challenge may name
    about: str = ""  # whom it is about, when not the reader alone


def show_lines(lines: tuple[Line, ...], first: Recorded, reader: Reader, voice: Voice) -> tuple[ShownLine, ...]:
    """The words of one card: each writer is introduced once."""
    met: set[str | None] = set()
    shown = []
    for line in lines:
        shown.append(show_line(line, first, reader, voice, introduced=line.author in met))
        met.add(line.author)
    return tuple(shown)


def show_line(line: Line, first: Recorded, reader: Reader, voice: Voice, *, introduced: bool = False) -> ShownLine:
    """Words, with who wrote them and how they know. `introduced`: what they are was said on this card."""
    whose = reader.name(line.author) if line.claim is Claim.THEIR_WORDS and not reader.is_me(line.author) else None
    source = line.source or _source(line, first, reader, voice, introduced)
    return ShownLine(line.words, line.claim.value, whose, source, line.ordinal, _about(line, reader, voice))


def _source(line: Line, first: Recorded, reader: Reader, voice: Voice, introduced: bool) -> str:
    _ = voice.say
    if line.claim is Claim.THEIR_WORDS:
        return _said_by(line, first, reader, voice)
    who = reader.name(line.author)
    if reader.is_me(line.author):
        return _("You wrote this.")
    said = {
        Claim.FACT: _("%(who)s wrote this.", who=who),
        Claim.OBSERVATION: _("%(who)s saw this.", who=who),
        Claim.OPINION: _("This is how %(who)s sees it.", who=who),
    }[line.claim]
    place = "" if introduced else role_of(line.author, reader, voice)
    return _("%(said)s %(place)s", said=said, place=place) if place else said


def _said_by(line: Line, first: Recorded, reader: Reader, voice: Voice) -> str:
    """Of someone's own words: who wrote them down."""
    _ = voice.say
    wrote = reader.name(first.actor)
    if first.actor == line.author or not wrote:
        return _("You wrote this.") if reader.is_me(line.author) else ""
    if reader.is_me(line.author):
        return _("You said this. %(who)s wrote it down.", who=wrote)
    if reader.is_me(first.actor):
        return _("You wrote it down.")
    return _("%(who)s wrote it down.", who=wrote)


def _about(line: Line, reader: Reader, voice: Voice) -> str:
    """Whom a part is about that is about the reader and someone else: each of them can see it, and challenge it."""
    _ = voice.say
    others = [reader.name(each) for each in line.subjects if not reader.is_me(each) and reader.name(each)]
    if not any(reader.is_me(each) for each in line.subjects) or not others:
        return ""
    return _("About you and %(names)s.", names=", ".join(others))


def role_of(person: str | None, reader: Reader, voice: Voice) -> str:
    """Who they are to the person, what they are, and where they work."""
    _ = voice.say
    who, where = reader.name(person), reader.organisations.get(person or "")
    if person in reader.kin:
        return _kin(who, reader.kin[person or ""], voice)
    if not where or reader.is_me(person):
        return ""
    if person in reader.workers and reader.is_own:
        return _("%(who)s works with you, at %(place)s.", who=who, place=where)
    if person in reader.workers:
        return _("%(who)s works with %(name)s, at %(place)s.", who=who, name=reader.name(reader.person), place=where)
    return {
        "practitioner": _("%(who)s is a worker at %(place)s.", who=who, place=where),
        "manager": _("%(who)s is a manager at %(place)s.", who=who, place=where),
        "data_lead": _("%(who)s looks after data at %(place)s.", who=who, place=where),
    }.get(reader.roles.get(person or "", "")) or _("%(who)s works at %(place)s.", who=who, place=where)


def _kin(who: str, kind: str, voice: Voice) -> str:
    _ = voice.say
    return {
        "parent": _("%(who)s is a parent of yours.", who=who),
        "carer": _("%(who)s is a carer of yours.", who=who),
        "sibling": _("%(who)s is your brother or sister.", who=who),
        "advocate": _("%(who)s speaks up for you.", who=who),
    }.get(kind) or _("%(who)s is family.", who=who)
