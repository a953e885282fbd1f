"""What a page of a record shows: the cards that were asked for, how many there are, what else can be asked. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from survey.ledger.entry import Claim
from survey.records.account.account import Card
from survey.records.account.finding import ID_LETTERS, Asked, Day, Order, claims, fits, holds, writers
from survey.records.account.paging import Group, Slice, by_theme, on_offer, page_after, page_with
from survey.records.account.shown import Shown
from survey.records.account.telling import Reader, Voice
from survey.records.account.themes import Theme, theme_of, theme_words

Show = Callable[[Card], Shown]
WHOLE = 1_000_000  # cards: as many as there are


@dataclass(frozen=True)
class Place:
    """Where in the record the page is: after a card, with an entry, or, on paper, all of it."""

    after: int | None = None
    at: int | None = None
    whole: bool = False


@dataclass(frozen=True)
class Picked:
    """The cards of a page: in one stretch, or by theme; and what can be asked that fits something."""

    asked: Asked
    everything: int
    total: int
    stretch: Slice
    groups: tuple[Group, ...]
    themes: tuple[Theme, ...]
    who: tuple[str, ...]
    sure: tuple[Claim, ...]

    @property
    def cards(self) -> tuple[Card, ...]:
        """Every card that is shown, in order."""
        if self.asked.order is Order.THEME:
            return tuple(card for group in self.groups for card in group.cards)
        return self.stretch.cards


def pick(found: Sequence[Card], asked: Asked, day: Day, show: Show, place: Place) -> Picked:
    """What is asked for, of all that the reader may see."""
    fitting = [card for card in found if fits(card, asked, day)]
    if asked.words:
        fitting = [card for card in fitting if holds(show(card), asked.words)]
    size = {"size": WHOLE} if place.whole else {}
    stretch = page_after(fitting, place.after, **size) if place.at is None else page_with(fitting, place.at, **size)
    return Picked(
        asked,
        len(found),
        len(fitting),
        stretch,
        tuple(by_theme(fitting, **size)),
        tuple(theme for theme in Theme if theme in {theme_of(card.first.kind) for card in found}),
        tuple(on_offer(found, lambda card: sorted(writers(card)))),
        tuple(claim for claim in Claim if any(claim in claims(card) for card in found)),
    )


# In words


def found_words(picked: Picked, voice: Voice) -> str:
    """How many things are shown, and in which order."""
    _, ngettext, number = voice.say, voice.many, picked.total
    is_by_theme = picked.asked.order is Order.THEME
    if picked.asked.narrows:
        some = {"num": number, "all": picked.everything}
        return (
            _("%(num)s of %(all)s, by theme", **some) if is_by_theme else _("%(num)s of %(all)s, newest first", **some)
        )
    if is_by_theme:
        return ngettext("%(num)s thing, by theme", "%(num)s things, by theme", number)
    return ngettext("%(num)s thing, newest first", "%(num)s things, newest first", number)


def only_words(picked: Picked, reader: Reader, voice: Voice) -> str:
    """What was left out of the page, by saying what is on it; nothing when nothing was."""
    _, asked = voice.say, picked.asked
    kept = [f"“{asked.words}”"] if asked.words else []
    kept += [theme_words(asked.theme, voice, is_own=reader.is_own)] if asked.theme else []
    kept += [name for each, name in who_words(picked, reader, voice) if each == asked.who]
    kept += [sure_words(asked.sure, voice)] if asked.sure else []
    kept += [_("from %(day)s", day=_day(asked.since, voice))] if asked.since else []
    kept += [_("to %(day)s", day=_day(asked.until, voice))] if asked.until else []
    kept += [_("what you said is not right")] if asked.said else []
    kept += [_("odd looks")] if asked.odd else []
    return _("You see only: %(what)s.", what=", ".join(kept)) if kept else ""


def _day(day: date, voice: Voice) -> str:
    return voice.day(datetime.combine(day, time(12), UTC))


def who_words(picked: Picked, reader: Reader, voice: Voice) -> list[tuple[str, str]]:
    """Whoever wrote something here, by name: the start of their id, and how they are called.

    On a relative's page other relatives are left out: a name in a list is a look at them that nobody would be told of.
    """
    _ = voice.say
    known = [each for each in picked.who if reader.name(each)]
    if not reader.is_own:
        known = [each for each in known if each in reader.organisations or each in (reader.viewer, reader.person)]
    known.sort(key=lambda each: (not reader.is_me(each), reader.name(each).casefold()))
    return [(each[:ID_LETTERS], _("You") if reader.is_me(each) else reader.name(each)) for each in known]


def sure_words(claim: Claim, voice: Voice) -> str:
    """How sure anyone is, as a thing to look for."""
    _ = voice.say
    return {
        Claim.FACT: _("Fact"),
        Claim.OBSERVATION: _("Seen by staff"),
        Claim.OPINION: _("Opinion"),
        Claim.THEIR_WORDS: _("Someone’s own words"),
    }[claim]
