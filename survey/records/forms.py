"""What people and staff type about records. Words are kept exactly; only a browser's line ends are made plain ones."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from flask_wtf import FlaskForm
from wtforms import DateField, FieldList, Form, FormField, StringField, TextAreaField
from wtforms.validators import AnyOf, ValidationError
from wtforms.validators import Optional as MayBeEmpty

from survey.i18n import gettext as _
from survey.i18n import lazy_gettext as _l
from survey.ledger.entry import Claim
from survey.records.challenge import Outcome

LONGEST = 5000  # letters
MOST_PARTS = 12


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


class PartForm(Form):
    """One part of a note: how sure anyone is, about whom, and the words. No words: no part."""

    claim = StringField(validators=[one_of(Claim)])
    about = StringField()
    words = TextAreaField(filters=[plain_lines], validators=[not_too_long])


class NoteForm(FlaskForm):  # type: ignore[misc]  # the library is untyped here
    """A note in parts, with a box of its own for what went well."""

    happened_on = Day(validators=[MayBeEmpty()])
    parts = FieldList(FormField(PartForm), max_entries=MOST_PARTS)
    strength = TextAreaField(filters=[plain_lines], validators=[not_too_long])
    strength_about = StringField()

    def validate_happened_on(self, field: Day) -> None:
        """A day that a calendar here can hold."""
        if field.data is not None and field.data < date(1990, 1, 1):
            raise ValidationError(_("That day is too long ago."))


class ChangedPartForm(Form):
    """A part of a challenged note, as the reviewer would have it say. No words: the part is taken out."""

    claim = StringField(validators=[one_of(Claim)])
    words = TextAreaField(filters=[plain_lines], validators=[not_too_long])


class AnswerForm(FlaskForm):  # type: ignore[misc]  # the library is untyped here
    """The answer to a challenge: what was decided, why, and the new words of each part."""

    outcome = StringField(validators=[AnyOf([each.value for each in Outcome], _l("Pick an answer."))])
    reason = TextAreaField(filters=[plain_lines], validators=[not_too_long])
    parts = FieldList(FormField(ChangedPartForm))

    def validate_reason(self, field: TextAreaField) -> None:
        """No answer without a reason in words."""
        if not (field.data or "").strip():
            raise ValidationError(_("Say why, in plain words. They will read it."))


class JustPressed(FlaskForm):  # type: ignore[misc]  # the library is untyped here
    """A button and its guard."""
