"""The manager's form for what the service gave in a period."""

from decimal import Decimal

from flask_wtf import FlaskForm
from wtforms import DateField, Field, StringField
from wtforms.validators import InputRequired, Optional, ValidationError

from outcomes.activity.given import Given, Measure, amount_of
from survey.i18n import lazy_gettext as _l


class Amount:
    """A number that can be kept for this measure."""

    def __init__(self, measure: Measure, message: str) -> None:
        self.measure, self.message = measure, message

    def __call__(self, _form: FlaskForm, field: Field) -> None:
        """Refuse anything else. :raise ValidationError:"""
        try:
            amount_of(self.measure, field.data or "")
        except ValueError:
            raise ValidationError(self.message) from None


class GivenForm(FlaskForm):  # type: ignore[misc]  # the library is untyped
    """What was given from a first day to a last. What is left empty was not recorded."""

    opens_on = DateField(_l("First day"), validators=[InputRequired(_l("Give the first day, as 2026-07-01."))])
    closes_on = DateField(_l("Last day"), validators=[InputRequired(_l("Give the last day, as 2026-09-30."))])
    staff = StringField(
        _l("Staff, in full-time posts"),
        description=_l("On average over these days, such as 3.5."),
        validators=[Optional(), Amount(Measure.STAFF, _l("Give a number such as 3.5."))],
    )
    sessions = StringField(
        _l("Sessions held"), validators=[Optional(), Amount(Measure.SESSIONS, _l("Give a whole number."))]
    )
    hours = StringField(
        _l("Hours with young people"),
        validators=[Optional(), Amount(Measure.HOURS, _l("Give a number such as 120.5."))],
    )
    cost = StringField(
        _l("Cost in pounds"),
        description=_l("Everything that the service cost in these days."),
        validators=[Optional(), Amount(Measure.COST, _l("Give pounds, such as 15200.50."))],
    )

    def amounts(self) -> dict[Measure, Decimal]:
        """What was filled in."""
        found = {measure: amount_of(measure, self[measure.value].data or "") for measure in Measure}
        return {measure: amount for measure, amount in found.items() if amount is not None}

    def given(self, organisation_id: str) -> Given:
        """What was filled in, of this organisation. :raise GivenWrong:"""
        assert self.opens_on.data
        assert self.closes_on.data
        return Given(organisation_id, self.opens_on.data, self.closes_on.data, self.amounts())
