"""What staff type about what is kept back."""

from flask_wtf import FlaskForm
from wtforms import StringField, TextAreaField
from wtforms.validators import ValidationError

from survey.i18n import gettext as _
from survey.i18n import lazy_gettext as _l
from survey.people.seals.seal import SHORTEST_REASON
from survey.records.forms import not_too_long, one_of, plain_lines
from survey.records.notes.forms import DAYS, SealFields


class KeepForm(SealFields, FlaskForm):  # type: ignore[misc]  # the library is untyped here
    """Keep a note from someone."""

    viewer = StringField(_l("Keep it from"))


class Reasoned(FlaskForm):  # type: ignore[misc]  # the library is untyped here
    """A decision, and why."""

    words = TextAreaField(_l("Why"), filters=[plain_lines], validators=[not_too_long])

    def validate_words(self, field: TextAreaField) -> None:
        """A reason, long enough to be one."""
        if len((field.data or "").strip()) < SHORTEST_REASON:
            raise ValidationError(_("Say why, in a sentence or more."))


class RenewForm(Reasoned):
    """Keep it back for longer: the test, made anew."""

    words = TextAreaField(
        _l("What harm would still come of it, to whom, and why that is likely"),
        id="renew-words",
        filters=[plain_lines],
        validators=[not_too_long],
    )
    days = StringField(_l("When someone looks again"), default="90", validators=[one_of(value for value, _w in DAYS)])


class EndForm(Reasoned):
    """End it. They read what is written here."""

    words = TextAreaField(
        _l("Why it was kept back, as they will read it"),
        id="end-words",
        filters=[plain_lines],
        validators=[not_too_long],
    )


class SignForm(FlaskForm):  # type: ignore[misc]  # the library is untyped here
    """A second signature."""

    words = TextAreaField(_l("Anything to add"), id="sign-words", filters=[plain_lines], validators=[not_too_long])
