"""The form behind the four equal buttons."""

from wtforms import Form, StringField
from wtforms.validators import AnyOf

from survey.receipts.keeping import Keeping


class KeepingForm(Form):
    """One tap: where they want their receipts."""

    keeping = StringField(validators=[AnyOf([each.value for each in Keeping])])
