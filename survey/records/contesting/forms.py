"""What people type when something is not right, and beside an entry. Words are kept exactly."""

from wtforms import SelectMultipleField, StringField
from wtforms.validators import AnyOf, Length, ValidationError

from survey.i18n import gettext as _
from survey.i18n import lazy_gettext as _l
from survey.records.challenge import Kind
from survey.records.forms import not_too_long, plain_lines
from survey.records.statements.statement import LONGEST_NAME, Helper, How
from survey.staying import Form


class WithHelp(Form):
    """Who helped to say it, if anyone did."""

    helper = StringField(validators=[Length(max=LONGEST_NAME, message=_l("That name is too long. Cut it a bit."))])
    how = StringField()

    def validate_how(self, field: StringField) -> None:
        """With a name, what they are to the person."""
        if (self.helper.data or "").strip() and field.data not in set(How):
            raise ValidationError(_("Pick who they are to you."))

    @property
    def helped_by(self) -> Helper | None:
        """Whoever is named."""
        name = (self.helper.data or "").strip()
        return Helper(name, How(self.how.data or "")) if name else None


class SideForm(WithHelp):
    """Their own words: beside an entry, or to say what is missing."""

    words = StringField(filters=[plain_lines], validators=[not_too_long])

    def validate_words(self, field: StringField) -> None:
        """Nothing written is nothing to keep."""
        if not (field.data or "").strip():
            raise ValidationError(_("Write some words first."))


class ChallengeForm(WithHelp):
    """What is not right, of which part if they say so, and, if they want, in their own words."""

    kind = StringField(validators=[AnyOf([each.value for each in Kind], _l("Pick what is not right."))])
    parts = SelectMultipleField(validate_choice=False)
    words = StringField(filters=[plain_lines], validators=[not_too_long])

    def parts_of(self, there: list[int]) -> tuple[int, ...]:
        """The parts that they picked, of those that they can see. All of them is the same as none."""
        picked = tuple(each for each in there if str(each) in (self.parts.data or ()))
        return () if len(picked) == len(there) else picked


class WordsForm(Form):
    """A few words: back to whoever asked, or with what is taken further."""

    words = StringField(filters=[plain_lines], validators=[not_too_long])

    @property
    def is_empty(self) -> bool:
        return not (self.words.data or "").strip()
