"""What people type when something is not right, and beside an entry. Words are kept exactly."""

from wtforms import Form, StringField
from wtforms.validators import AnyOf, ValidationError

from survey.i18n import gettext as _
from survey.i18n import lazy_gettext as _l
from survey.records.challenge import Kind
from survey.records.forms import not_too_long, plain_lines


class SideForm(Form):
    """Their own words: beside an entry, or to say what is missing."""

    words = StringField(filters=[plain_lines], validators=[not_too_long])

    def validate_words(self, field: StringField) -> None:
        """Nothing written is nothing to keep."""
        if not (field.data or "").strip():
            raise ValidationError(_("Write some words first."))


class ChallengeForm(Form):
    """What is not right, and, if they want, in their own words."""

    kind = StringField(validators=[AnyOf([each.value for each in Kind], _l("Pick what is not right."))])
    words = StringField(filters=[plain_lines], validators=[not_too_long])
