"""The form behind the three equal buttons."""

from wtforms import Form, StringField
from wtforms.validators import AnyOf

from survey.consent.decision import Answer


class ChoiceForm(Form):
    """One tap, and which words it answers."""

    choice = StringField(validators=[AnyOf([each.value for each in Answer])])
    notice = StringField()
