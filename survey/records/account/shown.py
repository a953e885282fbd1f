"""A card as a page needs it: every word said, every date written, nothing left to decide. Pure."""

from dataclasses import dataclass
from datetime import datetime

from survey.days import local_day
from survey.ledger.entry import Claim
from survey.records.account import looks as looking
from survey.records.account.account import Card, Case
from survey.records.account.gone import gone_words
from survey.records.account.looks import Looks
from survey.records.account.shown_lines import ShownLine, role_of, show_lines
from survey.records.account.shown_looks import ShownLook, show_look
from survey.records.account.telling import Reader, Told, Voice, told
from survey.records.account.themes import theme_of
from survey.records.account.told_to import told_words
from survey.records.account.used_for import uses
from survey.records.account.versions import ShownVersion, replaced, show_older
from survey.records.challenge import Outcome, account_first, held_because
from survey.records.lifecycle import Clock, State
from survey.records.statements.telling import Said, raised_with, said


@dataclass(frozen=True)
class ShownCase:
    """Where a challenge is."""

    seq: int
    tag: str
    words: str
    is_open: bool


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
    used: tuple[str, ...]  # what it is for
    told: tuple[str, ...]  # who was told, as far as the reader knows
    theme: str
    two_sides: bool  # whether words of more than one person stand beside it
    own_first: bool  # whether those words come before its own
    whose: str | None  # whose words it begins with, when not the reader's


def show(card: Card, reader: Reader, voice: Voice, now: datetime) -> Shown:
    """The card in the reader's words."""
    tells = told(card.now.entry, card.now.parts, reader, voice)
    claim = tells.lines[0].claim if tells.lines else card.now.parts[0].claim
    when, whose = voice.day(card.first.effective_at or card.first.at), _whose(card, claim, tells, reader)
    about_me = any(reader.viewer in part.subjects for part in card.now.parts if not part.erased)
    return Shown(
        seq=card.seq,
        kind=card.now.entry.kind,
        heading=tells.heading or None,
        claim=claim.value,
        when=when,
        sentence=_sentence(tells, card, reader, voice),
        facts=tells.facts,
        lines=show_lines(tells.lines, card.first, reader, voice),
        notes=_notes(card, tells, reader, voice),
        older=show_older(card, reader, voice) if about_me else (),
        statements=tuple(said(each, card.helped.get(each.seq), reader, voice) for each in card.statements),
        case=show_case(card.cases[0], reader, voice, now) if card.cases else None,
        odd=tuple(show_look(Looks(each, 1), reader, voice) for each in looking.unusual(card.looks)),
        usual=tuple(show_look(each, reader, voice) for each in looking.usual(card.looks)),
        who_looked=len({look.viewer for look in card.looks if look.expected}),
        is_about_me=about_me,
        may_challenge=about_me and card.open_case is None,
        is_mine=card.now.entry.actor == reader.viewer,
        name=f"{tells.heading or tells_of(claim, whose, voice)}, {when}",
        used=uses(card.now.entry, reader, voice, held=_held(card)),
        told=tuple(told_words(each, voice) for each in card.told),
        theme=theme_of(card.first.kind).value,
        two_sides=len({each.actor for each in card.statements}) > 1,
        own_first=account_first((case.challenge for case in card.cases), now),
        whose=whose,
    )


def _held(card: Card) -> bool:
    """Whether it is held because of what the reader said: of another's challenge they are told nothing."""
    return card.held is not None and held_because(case.challenge for case in card.cases) is not None


def _whose(card: Card, claim: Claim, tells: Told, reader: Reader) -> str | None:
    author = tells.lines[0].author if tells.lines else card.now.parts[0].author
    return reader.name(author) or None if claim is Claim.THEIR_WORDS and not reader.is_me(author) else None


def tells_of(claim: Claim, whose: str | None, voice: Voice) -> str:
    """The claim's word, for naming a card to those who cannot see it."""
    _ = voice.say
    if claim is Claim.THEIR_WORDS:
        return _("%(name)s’s words", name=whose) if whose else _("Your words")
    return {Claim.FACT: _("Fact"), Claim.OBSERVATION: _("Seen by staff")}.get(claim) or _("Opinion")


def _sentence(tells: Told, card: Card, reader: Reader, voice: Voice) -> str:
    changes = replaced(card)
    if tells.heading or not changes:
        return tells.sentence
    (_old, new), _ = changes[0], voice.say
    return _("%(who)s changed this on %(day)s.", who=reader.name(new.entry.actor), day=voice.day(new.entry.at))


def _notes(card: Card, tells: Told, reader: Reader, voice: Voice) -> tuple[str, ...]:
    _ = voice.say
    notes = [*_who_put_it_in(card, tells, reader, voice), *_when(card, voice)]
    notes += [gone_words(gone, voice) for gone in card.gone]
    if reader.is_own:
        notes += [_("You took your words away on %(day)s.", day=voice.day(each.at)) for each in card.took_away]
    if card.older and not tells.lines and not card.gone:
        notes.append(_("What it said was taken out."))
    if hidden := card.now.not_shown:
        ngettext = voice.many
        notes.append(
            ngettext(
                "%(num)s part is not shown to you. It is kept as it was written.",
                "%(num)s parts are not shown to you. They are kept as they were written.",
                hidden,
            )
        )
    return tuple(notes)


def _who_put_it_in(card: Card, tells: Told, reader: Reader, voice: Voice) -> list[str]:
    """Who did it and what they are, where no line of words says so."""
    _, actor = voice.say, card.first.actor
    who = reader.name(actor)
    if not tells.heading or not who or reader.is_me(actor) or actor in {line.author for line in tells.lines}:
        return []
    role = role_of(actor, reader, voice)
    if who in tells.sentence or any(who in words for _label, words in tells.facts):
        return [role] if role else []
    return [_("%(who)s put this in. %(role)s", who=who, role=role) if role else _("%(who)s put this in.", who=who)]


def _when(card: Card, voice: Voice) -> list[str]:
    """When it happened and when it was written, where they differ."""
    _, first = voice.say, card.first
    if not first.effective_at or local_day(first.effective_at) == local_day(first.at):
        return []
    about, written = voice.day(first.effective_at), voice.day(first.at)
    return [_("It is about %(day)s. It was written on %(written)s.", day=about, written=written)]


def show_case(case: Case, reader: Reader, voice: Voice, now: datetime) -> ShownCase:
    """Where a challenge is: its tag and one or two sentences."""
    _ = voice.say
    challenge = case.challenge
    if challenge.state is State.WITHDRAWN:
        tag = _("You took it back")
    else:
        tag = _("You said this is not right") if challenge.is_open else _decided_tag(challenge.outcome, voice)
    if challenge.is_open:
        words = _waiting(case, reader, voice, now)
        if raised := raised_with(case.raised, reader, voice):
            words = f"{raised} {words}"
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
    if challenge.state is State.PAUSED:
        return _("We need one thing from you. Till then the clock stops, and we don’t use it.")
    if challenge.due is None:
        return _("You asked the ICO. We don’t use it till that is sorted.")
    due = voice.due(challenge.due)
    if challenge.clock is Clock.REVIEW and not challenge.is_late(now):
        return _("Someone new looks at it. We don’t use it. You will hear by %(day)s.", day=due)
    if challenge.entry_seq is None and not challenge.is_late(now):
        return _("You will hear by %(day)s.", day=due)
    if challenge.is_late(now):
        return _("We said you would hear by %(day)s. We are late. That is our fault. We still don’t use it.", day=due)
    if challenge.acknowledged_by:
        who = reader.name(challenge.acknowledged_by)
        return _("Not used until it is sorted. %(who)s has it. You will hear by %(day)s.", who=who, day=due)
    return _("Not used until it is sorted. You will hear by %(day)s.", day=due)
