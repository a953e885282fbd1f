"""Pages of the people's side that differ between people in a few places only: drawn once, and from then on joined.

What a page is drawn from is kept with it, so nothing that anyone wrote may be among its facts: that goes into slots, as
do their link and the key of its forms (docs/speed.md).
"""

from collections.abc import Callable, Hashable, Mapping
from functools import lru_cache
from typing import Any

from jinja2 import Environment
from markupsafe import Markup, escape

from survey import pages
from survey.slots import joined, pieces_of, slot
from survey.tabs import tab_of
from survey.under_way import asked

ALWAYS = ("form_key", "help_now")


def shown(template: str, token: str, slots: Mapping[str, str], **facts: Hashable) -> str:
    """The page under way. `facts`: the same for many people; `slots`: HTML that is theirs, by its name there."""
    environment = pages.page_environment()
    pieces = _drawn(environment, template, asked().endpoint or "", token[0], tuple(slots), tuple(facts.items()))
    theirs = {"token": token[1:], "query": pages.query(), "form_key": pages.key_field(token)}
    return joined(pieces, {**theirs, "help_now": at_hand("help_foot"), **slots})


@lru_cache(maxsize=256)
def _drawn(
    environment: Environment,
    template: str,
    endpoint: str,
    version: str,
    slots: tuple[str, ...],
    facts: tuple[tuple[str, Hashable], ...],
) -> tuple[str, ...]:
    """`version`: the first letter of a link, which says on what screen it is open; the rest of it is a slot."""
    token = version + slot("token")
    here = {"endpoint": endpoint, "values": {"token": token}, "address": address_of(endpoint, token=token)}
    context: dict[str, Any] = {"token": token, "here": here, "tab": tab_of(endpoint), **dict(facts)}
    context |= {name: Markup(slot(name)) for name in (*ALWAYS, *slots)}  # noqa: S704 - our own marks
    return pieces_of(environment.get_template(template).render(context))


def address_of(endpoint: str, **values: Any) -> Callable[[str], Markup]:
    """Where a page is in another language; whatever it was asked with is put in when it is shown."""
    mark = Markup(slot("query"))  # noqa: S704 - our own mark
    return lambda code: escape(pages.url(endpoint, lang=code, **values)) + mark


def at_hand(name: str) -> Any:
    """What a feature above gives every template by this name, as it is now."""
    return pages.page_environment().globals[name]()  # type: ignore[operator]  # each of these is a function


def part(template: str, **context: Any) -> str:
    """A part of a page that is somebody's own, for a slot: drawn now, and not kept."""
    return pages.page_environment().get_template(template).render(context)
