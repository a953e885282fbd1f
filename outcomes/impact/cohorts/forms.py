"""The data lead's forms: opening a cohort, letting it roll on, closing it, and taking a release from view."""

from flask_wtf import FlaskForm
from wtforms import DateField, SelectField, StringField
from wtforms.validators import InputRequired, Length, Optional

from outcomes.impact.bandings import USUAL
from outcomes.impact.captions import LONGEST_TITLE
from survey.i18n import lazy_gettext as _l


class OpenForm(FlaskForm):  # type: ignore[misc]  # the library is untyped
    """A cohort to open: what it is called, from when to when, about whom."""

    title = StringField(
        _l("What the release will be called"),
        description=_l("Plain words, such as: July to September 2026."),
        validators=[
            InputRequired(_l("Give the cohort a title.")),
            Length(max=LONGEST_TITLE, message=_l("Use 120 letters or fewer.")),
        ],
    )
    opens_on = DateField(_l("First day"), validators=[InputRequired(_l("Give the first day, as 2026-07-01."))])
    closes_on = DateField(_l("Last day"), validators=[InputRequired(_l("Give the last day, as 2026-09-30."))])
    organisation_id = SelectField(_l("Known to"), validators=[Optional()])
    area_code = SelectField(_l("Living in"), validators=[Optional()])
    banding = SelectField(
        _l("Bands of age"),
        description=_l("Chosen once, before anybody is counted: a release has no other bands."),
        default=USUAL,
        validators=[Optional()],
    )
    kind = SelectField(
        _l("What it is"),
        default="cohort",
        validators=[Optional()],
    )
    year_id = SelectField(
        _l("A quarter of"),
        description=_l("A quarter has the same young people and the same bands of age as its year."),
        validators=[Optional()],
    )


class CloseForm(FlaskForm):  # type: ignore[misc]  # the library is untyped
    """Yes, close it: nothing to fill in but the token that shows it came from our page."""


class LastDayForm(FlaskForm):  # type: ignore[misc]  # the library is untyped
    """A later last day for a cohort that was too small on the one it had."""

    closes_on = DateField(_l("New last day"), validators=[InputRequired(_l("Give the last day, as 2026-09-30."))])


class WithdrawForm(FlaskForm):  # type: ignore[misc]  # the library is untyped
    """Why a release is taken from view: said wherever it was."""

    why = StringField(
        _l("Why it is taken from view"),
        description=_l("A sentence about the release, never about a person. Whoever looks for it reads this."),
        validators=[InputRequired(_l("Say why.")), Length(max=500, message=_l("Use 500 letters or fewer."))],
    )
