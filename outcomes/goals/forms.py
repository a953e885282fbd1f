"""What is typed about goals: on the people's side, and by staff with them. Nothing is ever filled in beforehand."""

from typing import Any

from flask_wtf import FlaskForm
from wtforms import BooleanField, Field, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import AnyOf, InputRequired, Optional, ValidationError
from wtforms.widgets import HiddenInput

from outcomes.goals.goal import CLOSINGS, says_something, too_long_by
from survey.i18n import gettext as _
from survey.i18n import lazy_gettext as _l
from survey.i18n import ngettext
from survey.staying import Form

CLUSTER_LATER, NO_CLUSTER = "", "none"
PICK_ONE = _l("Pick one of these.")


def can_be_kept(_form: Any, field: Field) -> None:
    """Refuse words that are too long, saying by how much, or that hold a sign no database keeps."""
    typed = field.data or ""
    if over := too_long_by(typed):
        raise ValidationError(
            ngettext(
                "That is too long by %(num)s letter. Cut a bit. We kept what you wrote.",
                "That is too long by %(num)s letters. Cut a bit. We kept what you wrote.",
                over,
            )
        )
    if "\x00" in typed:
        raise ValidationError(_("There is a sign in there that we can’t keep. Type it again."))


def has_words(_form: Any, field: Field) -> None:
    """Refuse nothing but space."""
    if not says_something(field.data or ""):
        raise ValidationError(_("Write your goal, in your own words."))


class RatingField(StringField):
    """0 to 10, or nothing. Its value is a number once it has been checked."""

    widget = HiddenInput()  # the scale component draws it

    @property
    def number(self) -> int | None:
        return int(self.data) if self.data and self.data.strip() else None  # a space is nothing too


def _is_on_the_scale(_form: Any, field: Field) -> None:
    if field.data and field.data not in {str(n) for n in range(11)}:
        raise ValidationError(_("Pick a number from 0 to 10."))


class WordsForm(Form):
    """A goal in own words."""

    words = TextAreaField(validators=[has_words, can_be_kept])
    shared = BooleanField()


class RateForm(Form):
    """How close, and anything they want to say about it."""

    rating = RatingField(validators=[InputRequired(_l("Pick a number from 0 to 10.")), _is_on_the_scale])
    words = TextAreaField(validators=[can_be_kept])


class CloseForm(Form):
    """One tap closes; the reason comes after, if they want to give one."""

    how = StringField(validators=[AnyOf([each.value for each in CLOSINGS])])
    words = TextAreaField(validators=[can_be_kept])


class GroupForm(Form):
    """The group a goal is counted in, or none."""

    cluster = StringField(validators=[InputRequired(_l("Pick a group, or No group."))])


class NewGoalWithThemForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """A goal recorded by a worker with a young person: whose words first."""

    whose = RadioField(  # type: ignore[call-arg]  # its types do not know invalid_choice_message yet
        _l("Whose words are these?"),
        validators=[InputRequired(_l("Say whose words these are."))],
        invalid_choice_message=PICK_ONE,
    )
    words = TextAreaField(_l("The goal"), validators=[has_words, can_be_kept])
    rating = RatingField(validators=[Optional(), _is_on_the_scale])
    cluster = SelectField(  # type: ignore[call-arg]  # as above
        _l("Nearest group, for counting"),
        default=CLUSTER_LATER,
        invalid_choice_message=PICK_ONE,
    )


class RateWithThemForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """A rating a young person says, written down by a worker."""

    rating = RatingField(validators=[InputRequired(_l("Pick a number from 0 to 10.")), _is_on_the_scale])
    words = TextAreaField(_l("What they said about it, in their words"), validators=[can_be_kept])
