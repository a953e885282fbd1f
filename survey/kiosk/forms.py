"""The form of a shared screen."""

from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from survey.i18n import lazy_gettext as _l
from survey.kiosk.screen import LONGEST_NAME

TOO_LONG = _l("That is too long by some letters. Use 80 at most.")
SAY_WHERE = _l("Say where it stands, like: the waiting room.")


class KioskForm(FlaskForm):  # type: ignore[misc]  # the library is untyped
    """Where it stands."""

    name = StringField(
        _l("Where it stands"),
        filters=[lambda typed: " ".join((typed or "").split())],
        validators=[InputRequired(SAY_WHERE), Length(max=LONGEST_NAME, message=TOO_LONG)],
    )
