"""Finding something in a record: what was asked for, and which cards fit. Pure.

It looks only at what the reader may see of each card, so what it finds tells them nothing that the cards do not.
"""

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

from survey.ledger.entry import Claim
from survey.records.account.account import Card
from survey.records.account.shown import Shown
from survey.records.account.themes import Theme, theme_of

LONGEST = 100  # letters of what is looked for
ID_LETTERS = 8  # of a person's id: enough to tell writers of one record apart

E = TypeVar("E", bound=StrEnum)
Day = Callable[[datetime], date]
# Letters that do not come apart into a letter and its mark, and signs that are typed in several ways or not at all.
_ALIKE = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ı": "i", "œ": "oe", "æ": "ae", "ـ": ""}
    | dict.fromkeys("'’‘ʼ`´", "")
    | dict.fromkeys("‐‑‒–—-", " ")
)


class Order(StrEnum):
    """How the cards are laid out."""

    NEWEST = "newest"
    THEME = "theme"


class Wrong(StrEnum):
    """What of a question cannot be asked so."""

    TOO_LONG = "too_long"
    NO_DAY = "no_day"
    BACKWARDS = "backwards"


@dataclass(frozen=True)
class Asked:
    """What a reader looks for. Everything that is said has to fit."""

    words: str = ""
    theme: Theme | None = None
    who: str = ""  # the first letters of the id of whoever wrote it
    sure: Claim | None = None
    since: date | None = None
    until: date | None = None
    said: bool = False  # only what they say is not right
    odd: bool = False  # only what someone looked at whom they would not expect
    order: Order = Order.NEWEST

    @property
    def narrows(self) -> bool:
        """Whether anything is left out."""
        return replace(self, order=Order.NEWEST) != Asked()

    def query(self) -> dict[str, str]:
        """The question as it stands in an address."""
        parts: dict[str, object] = {
            "words": self.words,
            "show": self.theme,
            "who": self.who,
            "sure": self.sure,
            "since": self.since,
            "until": self.until,
            "said": self.said,
            "odd": self.odd,
            "order": self.order if self.order is not Order.NEWEST else None,
        }
        return {name: "1" if value is True else str(value) for name, value in parts.items() if value}


# Reading the question


def asked_in(args: Mapping[str, str]) -> tuple[Asked, dict[str, Wrong]]:
    """The question in an address, and by field what cannot be asked so. A choice that is not on offer is no choice."""
    words = " ".join(args.get("words", "").split())
    days, wrong = _days(args)
    if len(words) > LONGEST:
        wrong["words"] = Wrong.TOO_LONG
    asked = Asked(
        words=words,
        theme=_one_of(Theme, args.get("show", "")),
        who=args.get("who", "")[:ID_LETTERS],
        sure=_one_of(Claim, args.get("sure", "")),
        since=days.get("since"),
        until=days.get("until"),
        said="said" in args,
        odd="odd" in args,
        order=_one_of(Order, args.get("order", "")) or Order.NEWEST,
    )
    return asked, wrong


def _days(args: Mapping[str, str]) -> tuple[dict[str, date], dict[str, Wrong]]:
    """The days that were typed, and what is wrong with them."""
    days: dict[str, date] = {}
    wrong: dict[str, Wrong] = {}
    for name in ("since", "until"):
        if typed := args.get(name, "").strip():
            try:
                days[name] = date.fromisoformat(typed)
            except ValueError:
                wrong[name] = Wrong.NO_DAY
    if len(days) == 2 and days["since"] > days["until"]:
        wrong["until"] = Wrong.BACKWARDS
    return days, wrong


def _one_of(kind: type[E], word: str) -> E | None:
    return kind(word) if word in {each.value for each in kind} else None


# Which cards fit


def folded(text: str) -> str:
    """Text as it is compared: no accents, no capitals, one space, no apostrophes."""
    plain = unicodedata.normalize("NFKD", text.casefold()).translate(_ALIKE)
    return " ".join("".join(each for each in plain if not unicodedata.combining(each)).casefold().split())


def fits(card: Card, asked: Asked, day: Day) -> bool:
    """Whether a card is what was asked for, its words apart."""
    on = day(card.first.effective_at or card.first.at)
    return (
        (asked.theme is None or theme_of(card.first.kind) is asked.theme)
        and (not asked.who or any(each.startswith(asked.who) for each in writers(card)))
        and (asked.sure is None or asked.sure in claims(card))
        and (asked.since is None or asked.since <= on)
        and (asked.until is None or on <= asked.until)
        and (not asked.said or any(not case.challenge.withdrawn for case in card.cases))
        and (not asked.odd or any(not look.expected for look in card.looks))
    )


def writers(card: Card) -> frozenset[str]:
    """Whoever wrote what the reader sees of it, or put it in."""
    parts = {part.author for part in card.now.parts if not part.erased}
    return frozenset(each for each in (card.first.actor, card.now.entry.actor, *parts) if each)


def claims(card: Card) -> frozenset[Claim]:
    """How sure anyone is of the parts that the reader sees."""
    return frozenset(part.claim for part in card.now.parts if not part.erased)


def holds(shown: Shown, words: str) -> bool:
    """Whether every one of these words stands somewhere on the card."""
    text = folded(" ".join(_texts(shown)))
    return all(word in text for word in folded(words).split())


def _texts(shown: Shown) -> Iterator[str]:
    yield from (shown.heading or "", shown.sentence, shown.when, *shown.notes, *shown.told)
    yield from (text for row in shown.facts for text in row)
    for lines in (shown.lines, *(version.lines for version in shown.older)):
        yield from (text for line in lines for text in (line.words, line.source, line.name or "", line.about))
    yield from (text for said in shown.statements for text in said if isinstance(text, str))
