"""What a senior fills in to let an entry be used while it is on hold."""

from flask_wtf import FlaskForm
from wtforms import StringField, TextAreaField
from wtforms.validators import AnyOf, ValidationError
from wtforms.validators import Optional as MayBeEmpty

from survey.i18n import gettext as _
from survey.i18n import lazy_gettext as _l
from survey.records.forms import Day, not_too_long, plain_lines
from survey.records.override.override import SHORTEST_REASON, Use

USES = {
    Use.DANGER: _l("Someone could come to serious harm"),
    Use.ENQUIRY: _l("An enquiry into whether someone is safe (section 47, or its like)"),
    Use.PLAN: _l("A plan to keep someone safe"),
}


class ReleaseForm(FlaskForm):  # type: ignore[misc]  # the library is untyped here
    """What for, why, and the last day."""

    use = StringField(_l("What it is needed for"), validators=[AnyOf(list(Use), _l("Pick what it is needed for."))])
    why = TextAreaField(_l("Who needs it, and why it cannot wait"), filters=[plain_lines], validators=[not_too_long])
    until = Day(_l("Last day"), description=_l("At most 14 days from today."), validators=[MayBeEmpty()])

    def validate_why(self, field: TextAreaField) -> None:
        """A reason in words, long enough to be one."""
        if len((field.data or "").strip()) < SHORTEST_REASON:
            raise ValidationError(_("Say who needs it and why it cannot wait, in a sentence. They will read it."))
