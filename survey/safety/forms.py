"""What staff type about watched answers."""

from flask_wtf import FlaskForm
from wtforms import SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, ValidationError

from survey.i18n import gettext as _
from survey.i18n import lazy_gettext as _l
from survey.people.forms import Day
from survey.records.forms import not_too_long, one_of, plain_lines
from survey.safety.watching import MOST_WORDS, WITHIN

MINUTES = [(str(each), _l("%(n)s minutes", n=each)) for each in WITHIN]
PLACES = ("person_1", "person_2", "person_3")


class ClosingForm(FlaskForm):  # type: ignore[misc]  # the library is untyped here
    """What was done."""

    words = TextAreaField(_l("What was done, as they will read it"), filters=[plain_lines], validators=[not_too_long])


class RouteForm(FlaskForm):  # type: ignore[misc]  # the library is untyped here
    """Which answers, who is told, when, and from which day."""

    watched = SelectMultipleField(_l("Which answers are watched"), validate_choice=False)
    name = StringField(
        _l("Who is told, as young people read it"),
        validators=[InputRequired(_l("Write who is told.")), Length(max=MOST_WORDS, message=_l("That is too long."))],
    )
    hours = StringField(_l("When someone is there"), default="mon-fri 09:00-17:00 Europe/London except england")
    phone = StringField(_l("A phone number for young people, in these hours"))
    within = StringField(_l("How soon someone looks"), default="60", validators=[one_of(str(each) for each in WITHIN)])
    starts_on = Day(_l("From which day"))
    person_1 = SelectField(_l("Told first"), validate_choice=False)
    person_2 = SelectField(_l("Told second, if nobody takes it"), validate_choice=False)
    person_3 = SelectField(_l("Told third"), validate_choice=False)

    @property
    def people(self) -> list[str]:
        """In order, without gaps."""
        return [str(self[place].data) for place in PLACES if self[place].data]

    @property
    def codes(self) -> dict[str, tuple[int, ...]]:
        """By item, the codes that were ticked: each is sent as item=code."""
        found: dict[str, list[int]] = {}
        for each in self.watched.data or []:
            item, _equals, code = str(each).rpartition("=")
            if item and code.lstrip("-").isdecimal() and len(code) < 6:
                found.setdefault(item, []).append(int(code))
        return {item: tuple(codes) for item, codes in found.items()}

    def validate_starts_on(self, field: Day) -> None:
        if field.data is None:
            raise ValidationError(_("Write a day."))
