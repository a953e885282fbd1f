"""What people and staff type about records. Words are kept exactly; only a browser's line ends are made plain ones."""

from typing import Any

from flask_wtf import FlaskForm
from wtforms import DateField, FieldList, Form, FormField, SelectField, StringField, TextAreaField
from wtforms.validators import AnyOf, InputRequired, ValidationError
from wtforms.validators import Optional as MayBeEmpty

from survey.i18n import gettext as _
from survey.i18n import lazy_gettext as _l
from survey.ledger.entry import Claim
from survey.records.challenge import Kind, Outcome

LONGEST = 5000  # letters
MOST_PARTS = 12


def plain_lines(text: str | None) -> str:
    """The words as typed, with \\n between lines."""
    return (text or "").replace("\r\n", "\n").replace("\r", "\n")


class NotTooLong:
    """Says by how many letters, so that it can be cut; what was typed stays on the page."""

    def __call__(self, form: Form, field: Any) -> None:
        over = len(field.data or "") - LONGEST
        if over > 0:
            raise ValidationError(
                _("That is too long by %(n)s letters. Cut a bit, or send the rest as a new one.", n=over)
            )


class SideForm(Form):
    """Their own words, beside an entry."""

    words = StringField(filters=[plain_lines], validators=[NotTooLong()])

    def validate_words(self, field: StringField) -> None:
        if not (field.data or "").strip():
            raise ValidationError(_("Write your side first."))


class ChallengeForm(Form):
    """What is not right, and, if they want, in their own words."""

    kind = StringField(validators=[AnyOf([each.value for each in Kind], _l("Pick what is not right."))])
    words = StringField(filters=[plain_lines], validators=[NotTooLong()])


class MissingForm(SideForm):
    """What is missing, in their own words: there is no entry to point at."""


class PartForm(Form):
    """One part of a note: how sure anyone is, about whom, and the words. No words: no part."""

    claim = SelectField()
    about = SelectField()
    words = TextAreaField(filters=[plain_lines], validators=[NotTooLong()])


class NoteForm(FlaskForm):  # type: ignore[misc]  # the library is untyped here
    """A note in parts."""

    happened_on = DateField(validators=[MayBeEmpty()])
    parts = FieldList(FormField(PartForm), max_entries=MOST_PARTS)
    strength = TextAreaField(filters=[plain_lines], validators=[NotTooLong()])
    strength_about = SelectField()


class ChangedPartForm(Form):
    """A part of a challenged note, as the reviewer would have it say."""

    claim = SelectField(choices=[(each.value, each.value) for each in Claim])
    words = TextAreaField(filters=[plain_lines], validators=[NotTooLong()])


class AnswerForm(FlaskForm):  # type: ignore[misc]  # the library is untyped here
    """The answer to a challenge: what was decided, why, and the new words of each part."""

    outcome = StringField(validators=[AnyOf([each.value for each in Outcome], _l("Pick an answer."))])
    reason = TextAreaField(
        filters=[plain_lines],
        validators=[InputRequired(_l("Say why, in plain words. They will read it.")), NotTooLong()],
    )
    parts = FieldList(FormField(ChangedPartForm))


class JustPressed(FlaskForm):  # type: ignore[misc]  # the library is untyped here
    """A button and its guard."""
