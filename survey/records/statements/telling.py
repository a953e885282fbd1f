"""How a person's own words beside an entry are told: exactly, with whose they are, who helped, and when. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from survey.ledger.entry import Recorded
from survey.records.account.telling import Parts, Reader, Told, Voice, tells
from survey.records.statements.statement import HELPED, REMOVED, How, helper_of, words_of


@dataclass(frozen=True)
class Said:
    """Words beside an entry, and whose and when: as pages say them, in that order."""

    words: str
    source: str
    seq: int
    is_mine: bool  # the reader's, to take away

    def __iter__(self) -> Iterator[str]:
        return iter((self.words, self.source))


def said(entry: Recorded, helped: Recorded | None, reader: Reader, voice: Voice) -> Said:
    """The words exactly. Who helped is named to whose words they are and to who works with them, to nobody else."""
    is_mine = entry.subjects == {reader.viewer}
    return Said(words_of(entry), _source(entry, helped, reader, voice), entry.seq, is_mine)


def _source(entry: Recorded, helped: Recorded | None, reader: Reader, voice: Voice) -> str:
    _ = voice.say
    who, day = reader.name(entry.actor), voice.day(entry.at)
    if entry.on_behalf_of and entry.on_behalf_of != entry.actor:
        if reader.is_me(entry.on_behalf_of):
            return _("What %(who)s says for you, %(day)s", who=who, day=day)
        whom = reader.name(entry.on_behalf_of)
        return _("What %(who)s says for %(name)s, %(day)s", who=who, name=whom, day=day)
    help_words = with_help(helped, reader, voice)
    if reader.is_me(entry.actor):
        if help_words:
            return _("What you say, %(help)s, %(day)s", help=help_words, day=day)
        return _("What you say, %(day)s", day=day)
    if help_words:
        return _("What %(who)s says, %(help)s, %(day)s", who=who, help=help_words, day=day)
    return _("What %(who)s says, %(day)s", who=who, day=day)


def with_help(entry: Recorded | None, reader: Reader, voice: Voice) -> str:
    """Who helped to say it, as far as this reader may know; empty when nobody is named."""
    helper = helper_of(entry.content) if entry is not None and not entry.has_erased_parts else None
    if helper is None or not (reader.is_own or reader.viewer in reader.workers):
        return ""
    _ = voice.say
    if helper.how is How.FRIEND:
        return _("with help from %(who)s", who=helper.name)
    if reader.is_own:
        return _("with help from %(who)s, your advocate", who=helper.name)
    return _("with help from %(who)s, an advocate", who=helper.name)


def raised_by(entry: Recorded | None, reader: Reader, voice: Voice) -> str:
    """Who said that it is not right: they themselves, with someone's help if they named them, or someone for them."""
    _ = voice.say
    return raised_with(entry, reader, voice) or _("You told us.")


def raised_with(entry: Recorded | None, reader: Reader, voice: Voice) -> str:
    """Who helped to say it, or said it for them, on the card of their own record; empty when nobody did."""
    _ = voice.say
    if entry is None or entry.has_erased_parts or not reader.is_own:
        return ""
    if entry.on_behalf_of and not reader.is_me(entry.actor):
        return _("%(who)s told us for you.", who=reader.name(entry.actor))
    help_words = with_help(entry, reader, voice)
    return _("You told us, %(help)s.", help=help_words) if help_words else ""


@tells(REMOVED)
def taken(entry: Recorded, parts: Parts, reader: Reader, voice: Voice) -> Told:
    """That words were taken away; never which."""
    _ = voice.say
    return Told(_("Your words"), _("You took your words away."))


@tells(HELPED)
def with_whom(entry: Recorded, parts: Parts, reader: Reader, voice: Voice) -> Told:
    """Who helped."""
    _ = voice.say
    helper = helper_of(entry.content)
    return Told(_("Someone helped you"), _("You said it with help from %(who)s.", who=helper.name if helper else ""))
