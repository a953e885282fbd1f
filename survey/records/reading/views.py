"""My record: what is written about a person, newest first or by theme; looking for something in it; and on paper.

What is looked for is in the address and nowhere else: these pages leave no line in any log, and a person's own looks
are recorded nowhere. A relative's look is recorded before anything is shown, and names only the parts that are shown.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from flask import request

from survey import pages
from survey.days import local_day
from survey.digits import number_named
from survey.house import house
from survey.i18n import gettext as _
from survey.people.looks.look import Channel, Onlooker
from survey.people.looks.store import see
from survey.people.relations.store import scopes_of
from survey.people.store import person_of
from survey.records.account.account import Card, Material, cards, cases_of_looks
from survey.records.account.coming import next_erasure
from survey.records.account.finding import LONGEST, Asked, Order, Wrong, asked_in
from survey.records.account.looks import Look, Looks, unusual
from survey.records.account.picking import Picked, Place, found_words, only_words, pick, sure_words, who_words
from survey.records.account.shown import Shown, show
from survey.records.account.shown_looks import ShownLook, show_look
from survey.records.account.telling import Reader, Voice
from survey.records.account.themes import theme_words
from survey.records.account.versions import changed_lately
from survey.records.looks.months import by_month
from survey.records.looks.told import summary
from survey.records.opening.store import OpenRecord
from survey.records.opening.views import in_open_record, records
from survey.records.seen.store import Read, granted_of
from survey.records.speaking.store import speaks_for
from survey.records.views import account, dated, page, voice
from survey.request_log import unlogged

__all__ = ["records"]

FIRST_ODD = 3  # unusual looks, at the head; the others are a tap away
LATELY = timedelta(days=31)  # what was changed by someone else since is said at the head
MOST_CHANGED = 3


# One's own


@records.get("/<lang>/records/open/<key>")
@unlogged
def mine(key: str) -> tuple[str, int]:
    """What is written about the reader. Their own looks are recorded nowhere."""
    here, (asked, wrong) = in_open_record(key), asked_in(request.args)
    found, material, reader = _own(here)
    picked = _pick(found, reader, voice(), asked, _place())
    with house().database.reading() as session:
        others = [person_of(session, each) for each in scopes_of(session, here.person_id, _today())]
        coming = next_erasure(session, here.person_id)
    odd, newest = _odd(material), by_month(material.looks)[:1]
    head = {
        "summary": summary(newest[0], voice()) if newest else "",
        "odd": _shown_looks(odd, reader),
        "changed": _changed(found, reader),
        "others": others,
        "coming": voice().day(coming) if coming else None,
    }
    context = _context(picked, reader, voice(), wrong, "records.mine", {"key": key}, odd)
    return page("records/mine.html", here, **head, **context), _status(wrong)


def _own(here: OpenRecord) -> tuple[list[Card], Material, Reader]:
    with house().database.reading() as session:
        material, reader = account(session, here)
    return cards(material, here.person_id, {}), material, reader


def _odd(material: Material) -> list[Look]:
    """The newest unusual looks of which nobody has said yet that they are odd."""
    said = cases_of_looks(material)
    return [look for look in unusual(material.looks) if look.seq not in said][:FIRST_ODD]


def _shown_looks(odd: Sequence[Look], reader: Reader) -> list[ShownLook]:
    return [show_look(Looks(each, 1), reader, voice()) for each in odd]


def _changed(found: Sequence[Card], reader: Reader) -> list[dict[str, Any]]:
    """What someone else changed of late in what is theirs: who else asked for it is not said."""
    lately = changed_lately(found, house().clock() - LATELY, reader.viewer)
    newest = sorted(lately, key=lambda each: -each[1].seq)[:MOST_CHANGED]
    spoken = voice()
    return [
        {
            "seq": card.seq,
            "who": reader.name(new.actor),
            "day": spoken.day(new.at),
            "about": _show(card, reader, spoken).name,
        }
        for card, new in newest
    ]


@records.get("/<lang>/records/open/<key>/paper")
@unlogged
def paper(key: str) -> tuple[str, int]:
    """The same with nothing folded, to print: all of it, or what was asked for. No address of ours gets on paper."""
    here, (asked, wrong) = in_open_record(key), asked_in(request.args)
    found, _material, reader = _own(here)
    picked = _pick(found, reader, dated(), asked, Place(whole=True))
    context = _context(picked, reader, dated(), wrong, "records.mine", {"key": key})
    return page("records/paper.html", here, name=None, day=dated().day(house().clock()), **context), _status(wrong)


# A relative's


@records.get("/<lang>/records/open/<key>/about/<person_id>")
@unlogged
def about(key: str, person_id: str) -> tuple[str, int]:
    """What a relative may see of a young person. The look is recorded before anything is shown."""
    here, (asked, wrong), where = in_open_record(key), asked_in(request.args), {"key": key, "person_id": person_id}
    read = see(house(), Onlooker(here.person_id), granted_of(person_id, _picker(asked, voice(), _place())))
    context = _context(_picked(read), read.reader, voice(), wrong, "records.about", where)
    speaks = person_id if _speaks_for(here, person_id) else None
    return page("records/about.html", here, name=read.person.name, speaks_for=speaks, **context), _status(wrong)


@records.get("/<lang>/records/open/<key>/about/<person_id>/paper")
@unlogged
def paper_about(key: str, person_id: str) -> tuple[str, int]:
    """The same, to print. The young person is told that it was for paper."""
    here, (asked, wrong), where = in_open_record(key), asked_in(request.args), {"key": key, "person_id": person_id}
    wanted = granted_of(person_id, _picker(asked, dated(), Place(whole=True)))
    read = see(house(), Onlooker(here.person_id), wanted, channel=Channel.PRINT)
    context = _context(_picked(read), read.reader, dated(), wrong, "records.about", where)
    day = dated().day(house().clock())
    return page("records/paper.html", here, name=read.person.name, day=day, **context), _status(wrong)


def _speaks_for(here: OpenRecord, person_id: str) -> bool:
    """Whether they may say for this person that something is not right."""
    with house().database.reading() as session:
        return person_id in speaks_for(session, here.person_id, _today())


def _picker(asked: Asked, spoken: Voice, place: Place) -> Callable[[list[Card], Reader], Picked]:
    return lambda found, reader: _pick(found, reader, spoken, asked, place)


def _picked(read: Read) -> Picked:
    assert read.picked is not None
    return read.picked


# What is asked, and the page of it


def _place() -> Place:
    return Place(number_named(request.args.get("after")), number_named(request.args.get("at")))


def _place_said() -> tuple[str, str]:
    """The place as the address says it, for the button of a language: a new search begins without it."""
    name = "at" if request.args.get("at") else "after"
    return name, request.args.get(name, "")


def _today() -> Any:
    return local_day(house().clock())


def _status(wrong: dict[str, Wrong]) -> int:
    return 422 if wrong else 200


def _show(card: Card, reader: Reader, spoken: Voice) -> Shown:
    return show(card, reader, spoken, house().clock())


def _pick(found: Sequence[Card], reader: Reader, spoken: Voice, asked: Asked, place: Place) -> Picked:
    return pick(found, asked, local_day, lambda card: _show(card, reader, spoken), place)


def _context(
    picked: Picked,
    reader: Reader,
    spoken: Voice,
    wrong: dict[str, Wrong],
    endpoint: str,
    where: dict[str, str],
    odd: Sequence[Look] = (),
) -> dict[str, Any]:
    """What the page of a record shows of it, and every address that leads on from here."""
    asked, told = picked.asked, {look.seq for look in odd}
    shown = {card.first.seq: _without(_show(card, reader, spoken), told) for card in picked.cards}
    is_by_theme = asked.order is Order.THEME

    def to(other: Asked, after: int | None = None) -> str:
        query = other.query() | ({"after": str(after)} if after else {})
        return pages.url(endpoint, _anchor="found", **where, **query)

    stretch = picked.stretch
    return _choices(picked, reader, spoken) | {
        "picked": picked,
        "cards": [] if is_by_theme else [shown[card.first.seq] for card in stretch.cards],
        "groups": _groups(picked, reader, spoken, shown, to) if is_by_theme else [],
        "said": found_words(picked, spoken),
        "only": only_words(picked, reader, spoken),
        "problems": [(name, _wrong_words(each)) for name, each in wrong.items()],
        "typed": {name: request.args.get(name, "") for name in ("words", "since", "until")} | {"place": _place_said()},
        "here_url": pages.url(endpoint, **where),
        "paper_url": pages.url(PAPER[endpoint], **where, **asked.query()),
        "by": {each.value: to(replace(asked, order=each)) for each in Order},
        "newer": "" if stretch.newer is None else to(asked, stretch.newer),
        "older": "" if stretch.older is None else to(asked, stretch.older),
    }


def _choices(picked: Picked, reader: Reader, spoken: Voice) -> dict[str, Any]:
    """What can be asked that fits something here."""
    return {
        "themes": [(each.value, theme_words(each, spoken, is_own=reader.is_own)) for each in picked.themes],
        "writers": who_words(picked, reader, spoken),
        "sure": [(each.value, sure_words(each, spoken)) for each in picked.sure],
    }


def _groups(
    picked: Picked, reader: Reader, spoken: Voice, shown: dict[int, Shown], to: Callable[[Asked], str]
) -> list[dict[str, Any]]:
    """The cards by theme, and where to see all of a theme of which there are more."""
    return [
        {
            "theme": group.theme.value,
            "words": theme_words(group.theme, spoken, is_own=reader.is_own),
            "cards": [shown[card.first.seq] for card in group.cards],
            "total": group.total,
            "url": to(replace(picked.asked, theme=group.theme, order=Order.NEWEST)),
            "more": group.total > len(group.cards),
        }
        for group in picked.groups
    ]


PAPER = {"records.mine": "records.paper", "records.about": "records.paper_about"}


def _without(shown: Shown, told: set[int]) -> Shown:
    """A card without the unusual looks that stand at the head of the page."""
    return replace(shown, odd=tuple(each for each in shown.odd if each.seq not in told))


def _wrong_words(wrong: Wrong) -> str:
    return {
        Wrong.TOO_LONG: _("That is too long. Use %(num)s letters or fewer.", num=LONGEST),
        Wrong.NO_DAY: _("Write the day like this: 2026-09-14. Or leave it out."),
        Wrong.BACKWARDS: _("This day comes before the first one."),
    }[wrong]
