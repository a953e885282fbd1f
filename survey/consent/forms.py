"""The form behind the three equal buttons."""

from wtforms import Form, HiddenField, RadioField
from wtforms.validators import InputRequired

from survey.consent.decision import Answer
from survey.i18n import lazy_gettext as _l


class ChoiceForm(Form):
    """One tap, and which words it answers."""

    choice = RadioField(
        choices=[(each.value, each.value) for each in Answer],
        validators=[InputRequired(_l("Pick Yes, No or Not sure yet."))],
    )
    notice = HiddenField()
