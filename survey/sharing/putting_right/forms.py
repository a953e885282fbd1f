"""What staff write when someone cannot be told."""

from flask_wtf import FlaskForm
from wtforms import TextAreaField

from survey.i18n import lazy_gettext as _l
from survey.records.forms import not_too_long, plain_lines


class CannotForm(FlaskForm):  # type: ignore[misc]  # the library is untyped here
    """Why they cannot be told."""

    why = TextAreaField(
        _l("Why they cannot be told"),
        description=_l("For example: they have closed, and no one took their files over."),
        filters=[plain_lines],
        validators=[not_too_long],
    )
