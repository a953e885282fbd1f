"""A card as a page needs it: every word said, every date written, nothing left to decide. Pure."""

from dataclasses import dataclass
from datetime import datetime

from survey.ledger.entry import Claim, Recorded
from survey.records.account import looks as looking
from survey.records.account.account import Card, Case, Version
from survey.records.account.gone import gone_words
from survey.records.account.looks import Looks
from survey.records.account.shown_looks import ShownLook, show_look
from survey.records.account.telling import Line, Reader, Told, Voice, told
from survey.records.challenge import Outcome, State
from survey.records.clock import local_day
from survey.records.statements.telling import Said, said


@dataclass(frozen=True)
class ShownLine:
    """Words, how sure anyone is, whose words on a relative's page, and who wrote them."""

    words: str
    claim: str
    name: str | None
    source: str


@dataclass(frozen=True)
class ShownCase:
    """Where a challenge is."""

    seq: int
    tag: str
    words: str
    is_open: bool


@dataclass(frozen=True)
class ShownVersion:
    """What it used to say."""

    lines: tuple[ShownLine, ...]
    until: str


@dataclass(frozen=True)
class Shown:
    """One card of a record."""

    seq: int
    kind: str
    heading: str | None
    claim: str
    when: str
    sentence: str
    facts: tuple[tuple[str, str], ...]
    lines: tuple[ShownLine, ...]
    notes: tuple[str, ...]  # small print: when it happened, parts not shown
    older: tuple[ShownVersion, ...]
    statements: tuple[Said, ...]
    case: ShownCase | None
    odd: tuple[ShownLook, ...]
    usual: tuple[ShownLook, ...]
    who_looked: int  # people in `usual`
    is_about_me: bool
    may_challenge: bool
    is_mine: bool
    name: str


def show(card: Card, reader: Reader, voice: Voice, now: datetime) -> Shown:
    """The card in the reader's words."""
    tells = told(card.now.entry, card.now.parts, reader, voice)
    lines = tuple(show_line(line, card.first, reader, voice) for line in tells.lines)
    claim = tells.lines[0].claim if tells.lines else card.now.parts[0].claim
    when = voice.day(card.first.effective_at or card.first.at)
    about_me = any(reader.viewer in part.subjects for part in card.now.parts if not part.erased)
    return Shown(
        seq=card.seq,
        kind=card.now.entry.kind,
        heading=tells.heading or None,
        claim=claim.value,
        when=when,
        sentence=_sentence(tells, card, reader, voice),
        facts=tells.facts,
        lines=lines,
        notes=_notes(card, tells, voice, is_own=reader.is_own),
        older=tuple(_older(version, card, reader, voice) for version in card.older) if about_me else (),
        statements=tuple(said(each, card.helped.get(each.seq), reader, voice) for each in card.statements),
        case=show_case(card.cases[0], reader, voice, now) if card.cases else None,
        odd=tuple(show_look(Looks(each, 1), reader, voice) for each in looking.unusual(card.looks)),
        usual=tuple(show_look(each, reader, voice) for each in looking.usual(card.looks)),
        who_looked=len({look.viewer for look in card.looks if look.expected}),
        is_about_me=about_me,
        may_challenge=about_me and card.open_case is None,
        is_mine=card.now.entry.actor == reader.viewer,
        name=f"{tells.heading or tells_of(claim, voice)}, {when}",
    )


def tells_of(claim: Claim, voice: Voice) -> str:
    """The claim's word, for naming a card to those who cannot see it."""
    _ = voice.say
    words = {Claim.FACT: _("Fact"), Claim.OBSERVATION: _("Seen by staff"), Claim.OPINION: _("Opinion")}
    return words.get(claim, _("Your words"))


def show_line(line: Line, first: Recorded, reader: Reader, voice: Voice) -> ShownLine:
    """Words, with who wrote them and how they know."""
    whose = reader.name(line.author) if line.claim is Claim.THEIR_WORDS and not reader.is_me(line.author) else None
    return ShownLine(line.words, line.claim.value, whose, line.source or _source(line, first, reader, voice))


def _source(line: Line, first: Recorded, reader: Reader, voice: Voice) -> str:
    _ = voice.say
    if line.claim is Claim.THEIR_WORDS:
        if first.actor == line.author:
            return _("You wrote this.") if reader.is_me(line.author) else ""
        wrote = reader.name(first.actor)
        return _("You said this. %(who)s wrote it down.", who=wrote) if reader.is_me(line.author) else ""
    who = reader.name(line.author)
    if reader.is_me(line.author):
        return _("You wrote this.")
    said = {
        Claim.FACT: _("%(who)s wrote this.", who=who),
        Claim.OBSERVATION: _("%(who)s saw this.", who=who),
        Claim.OPINION: _("This is how %(who)s sees it.", who=who),
    }[line.claim]
    place = role_of(line.author, reader, voice)
    return _("%(said)s %(place)s", said=said, place=place) if place else said


def role_of(person: str | None, reader: Reader, voice: Voice) -> str:
    """Who they are to the person, and where they work."""
    _ = voice.say
    who, where = reader.name(person), reader.organisations.get(person or "")
    if not where:
        return ""
    if person not in reader.workers:
        return _("%(who)s works at %(place)s.", who=who, place=where)
    if reader.is_own:
        return _("%(who)s works with you, at %(place)s.", who=who, place=where)
    return _("%(who)s works with %(name)s, at %(place)s.", who=who, name=reader.name(reader.person), place=where)


def _sentence(tells: Told, card: Card, reader: Reader, voice: Voice) -> str:
    if tells.heading or not card.older:
        return tells.sentence
    who, when = reader.name(card.now.entry.actor), voice.day(card.now.entry.at)
    _ = voice.say
    return _("%(who)s changed this on %(day)s.", who=who, day=when)


def _notes(card: Card, tells: Told, voice: Voice, *, is_own: bool) -> tuple[str, ...]:
    _ = voice.say
    notes = []
    first = card.first
    if first.effective_at and local_day(first.effective_at) != local_day(first.at):
        notes.append(
            _(
                "It is about %(day)s. It was written on %(written)s.",
                day=voice.day(first.effective_at),
                written=voice.day(first.at),
            )
        )
    notes += [gone_words(gone, voice) for gone in card.gone]
    if is_own:
        notes += [_("You took your words away on %(day)s.", day=voice.day(each.at)) for each in card.took_away]
    if card.older and not tells.lines and not card.gone:
        notes.append(_("What it said was taken out."))
    if hidden := card.now.not_shown:
        ngettext = voice.many
        notes.append(
            ngettext(
                "%(num)s part is not shown to you. It was not changed.",
                "%(num)s parts are not shown to you. They were not changed.",
                hidden,
            )
        )
    return tuple(notes)


def _older(version: Version, card: Card, reader: Reader, voice: Voice) -> ShownVersion:
    _ = voice.say
    told_then = told(version.entry, version.parts, reader, voice)
    chain = [*reversed(card.older), card.now]
    after = chain[chain.index(version) + 1].entry
    who, day = reader.name(after.actor), voice.day(after.at)
    until = _("%(who)s changed it on %(day)s.", who=who, day=day)
    for case in card.cases:  # the reason may repeat what was said in the challenge: it is for who said it
        if case.decision and case.decision.links.get("by") == after.seq:
            why = case.decision.content["reason"]
            until = _("%(who)s changed it on %(day)s. Why: %(why)s", who=who, day=day, why=why)
    return ShownVersion(tuple(show_line(line, card.first, reader, voice) for line in told_then.lines), until)


def show_case(case: Case, reader: Reader, voice: Voice, now: datetime) -> ShownCase:
    """Where a challenge is: its tag and one or two sentences."""
    _ = voice.say
    challenge = case.challenge
    tag = {
        State.RAISED: _("You said this is not right"),
        State.ACKNOWLEDGED: _("You said this is not right"),
        State.WITHDRAWN: _("You took it back"),
        State.DECIDED: _decided_tag(challenge.outcome, voice),
    }[challenge.state]
    if challenge.is_open:
        words = _waiting(case, reader, voice, now)
    elif case.decision is None:
        words = _("We can use it again.")
    else:
        who, why = reader.name(case.decision.actor), case.decision.content["reason"]
        day = voice.day(case.decision.at)
        words = _("%(who)s answered on %(day)s: “%(why)s”", who=who, day=day, why=why)
    return ShownCase(challenge.seq, tag, words, challenge.is_open)


def _decided_tag(outcome: Outcome | None, voice: Voice) -> str:
    _ = voice.say
    tags = {
        Outcome.CORRECTED: _("You were right"),
        Outcome.PARTLY: _("We changed part of it"),
        Outcome.NOT_CHANGED: _("We did not change it"),
        Outcome.CANNOT_VERIFY: _("We can’t show it is true. We don’t use it."),
    }
    return tags[outcome] if outcome else ""


def _waiting(case: Case, reader: Reader, voice: Voice, now: datetime) -> str:
    _ = voice.say
    challenge = case.challenge
    due = voice.due(challenge.decide_by)
    if challenge.entry_seq is None and not challenge.is_late(now):
        return _("You will hear by %(day)s.", day=due)
    if challenge.is_late(now):
        return _("We said you would hear by %(day)s. We are late. That is our fault. We still don’t use it.", day=due)
    if challenge.acknowledged_by:
        who = reader.name(challenge.acknowledged_by)
        return _("Not used until it is sorted. %(who)s has it. You will hear by %(day)s.", who=who, day=due)
    return _("Not used until it is sorted. You will hear by %(day)s.", day=due)
