"""What a data lead fills in to make the file for someone who asked on paper."""

from flask_wtf import FlaskForm
from wtforms import StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Regexp

from survey.i18n import lazy_gettext as _l
from survey.people.forms import plain_name

LONGEST = 500


class OnPaperForm(FlaskForm):  # type: ignore[misc]  # the library is untyped
    """Who asked, and how it is known that it was they. Both as the request has them: nothing is searched or listed."""

    name = StringField(
        _l("Their name"),
        description=_l("As they wrote it. It has to be the name in the record."),
        filters=[plain_name],
        validators=[InputRequired(_l("Type a name.")), Length(max=120, message=_l("Use 120 letters at most."))],
    )
    born = StringField(
        _l("Year and month of birth"),
        description=_l("Like 2011-03."),
        filters=[plain_name],
        validators=[Regexp(r"^[0-9]{4}-(0[1-9]|1[0-2])$", message=_l("Type it like 2011-03."))],
    )
    why = TextAreaField(
        _l("How they asked, and how you know that it was them"),
        description=_l("They will read this in their record."),
        validators=[
            InputRequired(_l("Say how they asked. They will read it.")),
            Length(max=LONGEST, message=_l("Use 500 letters at most.")),
        ],
    )
