"""What people and staff type about records. Words are kept exactly; only a browser's line ends are made plain ones."""

from collections.abc import Iterable
from typing import Any

from flask_wtf import FlaskForm
from wtforms import DateField
from wtforms.validators import AnyOf, ValidationError

from survey.i18n import gettext as _
from survey.i18n import lazy_gettext as _l

LONGEST = 5000  # letters


def plain_lines(text: str | None) -> str:
    """The words as typed, with \\n between lines."""
    return (text or "").replace("\r\n", "\n").replace("\r", "\n")


def not_too_long(_form: Any, field: Any) -> None:
    """Says by how many letters, so that it can be cut; what was typed stays on the page."""
    over = len(field.data or "") - LONGEST
    if over > 0:
        raise ValidationError(_("That is too long by %(n)s letters. Cut a bit, or send the rest as a new one.", n=over))


class Day(DateField):
    """A day, with a sentence of ours when it is none."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(_("Type the day like this: 2026-11-21.")) from None


def one_of(values: Iterable[str]) -> AnyOf:
    """What can be picked, and a sentence when something else is sent."""
    return AnyOf(list(values), _l("Pick one from the list."))


class JustPressed(FlaskForm):  # type: ignore[misc]  # the library is untyped here
    """A button and its guard."""
