"""What is typed to find someone by name, and to break glass."""

from flask_wtf import FlaskForm
from wtforms import StringField, TextAreaField
from wtforms.validators import AnyOf, InputRequired, Length, ValidationError

from survey.i18n import lazy_gettext as _l
from survey.people.forms import NAME_TOO_LONG, plain_name
from survey.people.glass.glass import LEAST_OF_A_NAME, Reason, is_a_sentence, plain

LONGEST = 2000
REASONS = {
    Reason.SAFETY: _l("They or someone else could be hurt"),
    Reason.AWAY: _l("Their worker is away and it cannot wait"),
    Reason.ASKED: _l("They asked me to"),
    Reason.OTHER: _l("Something else"),
}


class SearchForm(FlaskForm):  # type: ignore[misc]  # the library is untyped
    """A name, or how it begins."""

    name = StringField(
        _l("Their name, or how it begins"),
        filters=[plain_name],
        validators=[InputRequired(_l("Type a name.")), Length(max=120, message=NAME_TOO_LONG)],
    )

    def validate_name(self, field: StringField) -> None:
        if sum(map(len, plain(field.data or "").split())) < LEAST_OF_A_NAME:
            raise ValidationError(str(_l("Type at least two letters.")))


class GlassForm(FlaskForm):  # type: ignore[misc]  # the library is untyped
    """Why it cannot wait for someone who works with them: one plain choice, and a sentence of one's own."""

    reason = StringField(_l("Why can it not wait?"), validators=[AnyOf(list(Reason), _l("Pick one of these."))])
    words = TextAreaField(
        _l("Your reason, in a sentence they can read"),
        validators=[Length(max=LONGEST, message=_l("That is too long. Use 2000 letters at most."))],
    )

    def validate_words(self, field: TextAreaField) -> None:
        if not is_a_sentence(field.data or ""):
            raise ValidationError(str(_l("Write a whole sentence. They will read it, and so will your manager.")))
