"""The data lead's form for an agreement."""

from datetime import date

from flask_wtf import FlaskForm
from wtforms import BooleanField, DateField, SelectField, StringField
from wtforms.validators import InputRequired, Length, Optional, Regexp, ValidationError

from outcomes.impact.access.agreement import LONGEST, Audience, Format, Terms
from survey.i18n import lazy_gettext as _l

_NUMBERS = Regexp(r"^\s*\d{1,9}(\s*,\s*\d{1,9})*\s*$", message=_l("Give numbers with commas, such as: 1, 2."))
_WORDS = Regexp(r"^\s*[\w/]+(\s*,\s*[\w/]+)*\s*$", message=_l("Give names with commas, such as: age, gender."))
_LENGTH = Length(max=LONGEST, message=_l("Use 300 letters or fewer."))
_CODES = Regexp(r"^\s*\w+(\s*,\s*\w+)*\s*$", message=_l("Give codes with commas, such as: E08000003."))


class AgreementForm(FlaskForm):  # type: ignore[misc]  # the library is untyped
    """Who may read what, how, until when, and why."""

    who = SelectField(_l("Who may read"), validators=[InputRequired(_l("Pick who may read."))])
    purpose = StringField(
        _l("What they read it for"),
        validators=[
            InputRequired(_l("Say what it is for.")),
            _LENGTH,
        ],
    )
    signed_by = StringField(
        _l("Who signed it for them"),
        description=_l("A role and an organisation, such as: Head of commissioning, Eastmere Council."),
        validators=[
            InputRequired(_l("Say who signed it.")),
            _LENGTH,
        ],
    )
    starts_on = DateField(_l("First day"), validators=[InputRequired(_l("Give the first day, as 2026-07-01."))])
    ends_on = DateField(_l("Last day"), validators=[InputRequired(_l("Give the last day, as 2027-06-30."))])
    releases = StringField(
        _l("Which releases"), description=_l("Their numbers. Empty: all of them."), validators=[Optional(), _NUMBERS]
    )
    tables = StringField(
        _l("Which tables"),
        description=_l("Their names, as in the files. Empty: all of them. The headline and who is missing come along."),
        validators=[Optional(), _WORDS],
    )
    areas = StringField(
        _l("Which places"), description=_l("Their codes. Empty: all of them."), validators=[Optional(), _CODES]
    )
    page = BooleanField(_l("On pages, and in print"), default=True)
    csv = BooleanField(_l("As CSV"))
    json = BooleanField(_l("As JSON"))
    xlsx = BooleanField(_l("As an XLSX workbook"))
    ods = BooleanField(_l("As an ODS workbook"))

    def validate_ends_on(self, field: DateField) -> None:
        """The last day is not before the first."""
        if self.starts_on.data and field.data and field.data < self.starts_on.data:
            raise ValidationError(_l("The last day is before the first."))

    def validate_page(self, _field: BooleanField) -> None:
        """There is at least one way to read."""
        if not self.picked():
            raise ValidationError(_l("Pick at least one way to read."))

    def picked(self) -> tuple[Format, ...]:
        """The ways of reading that were ticked."""
        return tuple(each for each in Format if each is not Format.PRINT and self[each.value].data)

    def terms(self) -> Terms:
        """What was filled in, as terms."""
        audience, _colon, who = (self.who.data or "").partition(":")
        first, last = self.starts_on.data, self.ends_on.data
        assert isinstance(first, date)
        assert isinstance(last, date)
        return Terms(
            audience=Audience(audience),
            who=who,
            starts_on=first,
            ends_on=last,
            purpose=(self.purpose.data or "").strip(),
            signed_by=(self.signed_by.data or "").strip(),
            releases=tuple(int(each) for each in _parts(self.releases.data)),
            tables=_parts(self.tables.data),
            areas=_parts(self.areas.data),
            formats=self.picked(),
        )


def _parts(text: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in (text or "").split(",") if part.strip())


class EndForm(FlaskForm):  # type: ignore[misc]  # the library is untyped
    """Yes, end it: nothing to fill in but the token that shows it came from our page."""
