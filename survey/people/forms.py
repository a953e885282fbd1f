"""The forms of a caseload: a new young person, someone of their family."""

from datetime import date
from typing import Any

from flask_wtf import FlaskForm
from wtforms import DateField, SelectField, StringField
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from survey.i18n import gettext as _
from survey.i18n import lazy_gettext as _l
from survey.people.person import age_on
from survey.people.relation import Relation

YOUNGEST, OLDEST = 5, 25
MONTHS = tuple(range(1, 13))
NAME_TOO_LONG = _l("That is too long by some letters. Use 120 at most.")
KIN = {
    Relation.PARENT: _l("a parent"),
    Relation.CARER: _l("a carer"),
    Relation.SIBLING: _l("a brother or sister"),
    Relation.ADVOCATE: _l("someone who speaks up for them"),
}
CONTROL = {chr(code) for code in (*range(32), 127, *range(0x202A, 0x202F), *range(0x2066, 0x206A))}


def plain_name(typed: str | None) -> str:
    """A name without the marks that would turn a page around or hide in it, and without doubled spaces."""
    return " ".join("".join(" " if each in CONTROL else each for each in typed or "").split())


class Day(DateField):
    """A day, with a sentence of ours when it is none."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(_("Type the day like this: 2026-11-21.")) from None


class NewPersonForm(FlaskForm):  # type: ignore[misc]  # the library is untyped
    """Name, month of birth, ward. Nothing else is needed to begin, so nothing else is asked."""

    name = StringField(
        _l("What they want to be called"),
        filters=[plain_name],
        validators=[InputRequired(_l("Type a name.")), Length(max=120, message=NAME_TOO_LONG)],
    )
    month = SelectField(_l("Month of birth"), validators=[InputRequired(_l("Pick a month."))])
    year = StringField(_l("Year of birth"), filters=[plain_name], validators=[InputRequired(_l("Type a year."))])
    area = SelectField(_l("Ward where they live"), validators=[Optional()])

    def use(self, month_names: list[str], wards: list[tuple[str, str]], today: date) -> "NewPersonForm":
        """Set what can be picked: months in the page's language, and the wards there are."""
        self.month.choices = {"": "–"} | {f"{month:02}": name for month, name in zip(MONTHS, month_names, strict=True)}
        self.area.choices = {"": str(_l("Not known"))} | dict(wards)
        self.today = today
        return self

    def validate_name(self, field: StringField) -> None:
        if not field.data:
            raise ValidationError(str(_l("Type a name.")))

    def validate_year(self, field: StringField) -> None:
        if not (field.data and field.data.isascii() and field.data.isdecimal() and len(field.data) == 4):
            raise ValidationError(str(_l("Type four numbers, like 2011.")))
        if not YOUNGEST <= age_on(f"{field.data}-{self.month.data or '12'}", self.today) <= OLDEST:
            raise ValidationError(
                str(_l("Check the year. Sayso is for people from %(low)s to %(high)s.", low=YOUNGEST, high=OLDEST))
            )

    @property
    def born(self) -> str:
        """The month they were born in, YYYY-MM."""
        return f"{self.year.data}-{self.month.data}"


class NewFamilyForm(FlaskForm):  # type: ignore[misc]  # the library is untyped
    """Someone of the family, and what they are to the young person. What they may see is asked after."""

    name = StringField(
        _l("What they want to be called"),
        filters=[plain_name],
        validators=[InputRequired(_l("Type a name.")), Length(max=120, message=NAME_TOO_LONG)],
    )
    kind = SelectField(
        _l("What they are to the young person"),
        choices=lambda: {kind.value: str(words) for kind, words in KIN.items()},
    )

    def validate_name(self, field: StringField) -> None:
        if not field.data:
            raise ValidationError(str(_l("Type a name.")))
