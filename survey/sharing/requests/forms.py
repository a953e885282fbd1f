"""What staff fill in about a request for data: as it came, what they would do, agreeing, and what went out."""

from flask_wtf import FlaskForm
from wtforms import BooleanField, IntegerField, StringField, TextAreaField
from wtforms.validators import Optional as MayBeEmpty

from survey.i18n import lazy_gettext as _l
from survey.records.forms import Day, not_too_long, one_of, plain_lines
from survey.sharing.forms import SHORT
from survey.sharing.request import Asker, Power, Result

ASKERS = (
    (Asker.POLICE.value, _l("The police")),
    (Asker.HOME_OFFICE.value, _l("The Home Office")),
    (Asker.COURT.value, _l("A court")),
    (Asker.COMMISSIONER.value, _l("A commissioner")),
    (Asker.AGENCY.value, _l("Another agency")),
)
POWERS = (
    (Power.COURT_ORDER.value, _l("An order of a court")),
    (Power.STATUTE.value, _l("A section of an Act that requires it")),
    (Power.CRIME_AND_TAX.value, _l("Crime and tax: allows, does not require (Data Protection Act 2018, Sch 2 para 2)")),
    (Power.SAFEGUARDING.value, _l("Safeguarding")),
    (Power.NONE.value, _l("They cite none")),
)
RESULTS = (
    (Result.GRANTED.value, _l("Give all that was asked")),
    (Result.NARROWED.value, _l("Give less than was asked")),
    (Result.REFUSED.value, _l("Refuse")),
)


class RequestForm(FlaskForm):  # type: ignore[misc]  # the library is untyped here
    """Who asks for what, and by what power."""

    asker = StringField(_l("Who asks"), validators=[one_of(Asker)])
    organisation = StringField(_l("Which force, court or office, and who there"), validators=[SHORT])
    power = StringField(_l("By what power"), validators=[one_of(Power)])
    power_words = StringField(_l("The order or the section, as they cite it"), validators=[SHORT])
    compulsory = BooleanField(_l("It compels us"))
    scope = TextAreaField(_l("What exactly they ask for"), filters=[plain_lines], validators=[not_too_long])


class WeighForm(FlaskForm):  # type: ignore[misc]  # the library is untyped here
    """What the first of two would do."""

    result = StringField(_l("What should be done"), validators=[one_of(Result)])
    given = TextAreaField(_l("What exactly goes out"), filters=[plain_lines], validators=[not_too_long])
    reason = TextAreaField(_l("Why"), filters=[plain_lines], validators=[not_too_long])
    tell_on = Day(_l("When the person is told"), description=_l("Within 90 days."), validators=[MayBeEmpty()])


class DecideForm(FlaskForm):  # type: ignore[misc]  # the library is untyped here
    """The second of two agrees to what they read: its place goes along, so that it cannot have changed since."""

    read = IntegerField(validators=[MayBeEmpty()])


class WentForm(FlaskForm):  # type: ignore[misc]  # the library is untyped here
    """Which share went out on a request."""

    share = IntegerField(_l("What went out, part by part"), validators=[MayBeEmpty()])
