"""The forms of choices: the three equal buttons, a choice made on paper or aloud, and a Yes that was none."""

from typing import Any

from flask_wtf import FlaskForm
from wtforms import Form, StringField, TextAreaField
from wtforms.validators import AnyOf, ValidationError

from survey.consent.decision import Answer
from survey.consent.evidence import Medium, people_there
from survey.consent.found.uses import Why
from survey.i18n import gettext as _
from survey.i18n import lazy_gettext as _l

LONGEST = 2000  # letters
ANSWERS = [each.value for each in Answer]


def plain_lines(text: str | None) -> str:
    """The words as typed, with \\n between lines."""
    return (text or "").replace("\r\n", "\n").replace("\r", "\n")


def not_too_long(_form: Any, field: Any) -> None:
    """Says by how many letters; what was typed stays on the page."""
    over = len(field.data or "") - LONGEST
    if over > 0:
        raise ValidationError(_("That is too long by %(n)s letters. Cut a bit.", n=over))


class ChoiceForm(Form):
    """One tap, and which words it answers."""

    choice = StringField(validators=[AnyOf(ANSWERS)])
    notice = StringField()


class AloudForm(FlaskForm):  # type: ignore[misc]  # the library is untyped here
    """What a young person chose on paper or aloud, and how it came about. A Yes needs their words and a note."""

    choice = StringField(validators=[AnyOf(ANSWERS, _l("Pick what they said."))])
    medium = StringField(validators=[AnyOf([Medium.PAPER.value, Medium.SPOKEN.value], _l("Pick how you asked."))])
    present = TextAreaField(filters=[plain_lines], validators=[not_too_long])
    words = TextAreaField(filters=[plain_lines], validators=[not_too_long])
    understanding = TextAreaField(filters=[plain_lines], validators=[not_too_long])
    notice = StringField()

    @property
    def there(self) -> tuple[str, ...]:
        """Who was there."""
        return people_there(self.present.data or "")

    @property
    def is_yes(self) -> bool:
        return bool(self.choice.data == Answer.YES.value)

    def validate_words(self, field: TextAreaField) -> None:
        """A Yes that nobody heard is none; a No needs no words at all."""
        if self.is_yes and not (field.data or "").strip():
            raise ValidationError(_("Write down how they said Yes, in their own words."))

    def validate_understanding(self, field: TextAreaField) -> None:
        """A Yes is theirs only if they took in what it means; a No is a No."""
        if self.is_yes and not (field.data or "").strip():
            raise ValidationError(_("Write down how you could tell that they knew what it means."))


class FindForm(FlaskForm):  # type: ignore[misc]  # the library is untyped here
    """Which entry it is."""

    number = StringField()

    @property
    def seq(self) -> int | None:
        """The number that was typed, if it is one that an entry can have."""
        typed = (self.number.data or "").strip()
        return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 10 else None

    def validate_number(self, _field: StringField) -> None:
        if self.seq is None:
            raise ValidationError(_("Type the number of the entry, like 1234."))


class FoundForm(FlaskForm):  # type: ignore[misc]  # the library is untyped here
    """What was found about a Yes, and how."""

    why = StringField(validators=[AnyOf([each.value for each in Why], _l("Pick what you found."))])
    words = TextAreaField(filters=[plain_lines], validators=[not_too_long])

    def validate_words(self, field: TextAreaField) -> None:
        if not (field.data or "").strip():
            raise ValidationError(_("Say how you found out, in plain words. They will read it."))
