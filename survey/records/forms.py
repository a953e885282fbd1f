"""What people and staff type about records. Words are kept exactly; only a browser's line ends are made plain ones."""

from collections.abc import Iterable
from typing import Any

from flask_wtf import FlaskForm
from wtforms.validators import AnyOf, ValidationError

from survey.i18n import gettext as _
from survey.i18n import lazy_gettext as _l
from survey.people.forms import Day

__all__ = ["Day"]  # as every form above has it

LONGEST = 5000  # letters


def plain_lines(text: str | None) -> str:
    """The words as typed, with \\n between lines."""
    return (text or "").replace("\r\n", "\n").replace("\r", "\n")


def not_too_long(_form: Any, field: Any) -> None:
    """Says by how many letters, so that it can be cut; what was typed stays on the page."""
    over = len(field.data or "") - LONGEST
    if over > 0:
        raise ValidationError(_("That is too long by %(n)s letters. Cut a bit, or send the rest as a new one.", n=over))


def one_of(values: Iterable[str]) -> AnyOf:
    """What can be picked, and a sentence when something else is sent."""
    return AnyOf(list(values), _l("Pick one from the list."))


class JustPressed(FlaskForm):  # type: ignore[misc]  # the library is untyped here
    """A button and its guard."""
