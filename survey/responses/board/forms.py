"""What staff send about suggestions, and about what changed."""

from flask_wtf import FlaskForm
from wtforms import RadioField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its type stubs
from wtforms.validators import DataRequired, Length

from survey.i18n import lazy_gettext as _l
from survey.responses.what_changed.store import LONGEST

LONGEST_REASON = 500  # letters


class JustPressed(FlaskForm):  # type: ignore[misc]  # the library is untyped here
    """A button and its guard."""


def plain_lines(text: str | None) -> str:
    """The words as typed, with \\n between lines."""
    return (text or "").replace("\r\n", "\n").replace("\r", "\n").strip()


class SayBackForm(FlaskForm):  # type: ignore[misc]  # the library is untyped here
    """To which round, whether something changed, and the words."""

    round_id = SelectField(_l("To everyone who answered in"), validators=[DataRequired(_l("Pick a round."))])
    is_change = RadioField(
        _l("Did something change?"),
        choices=[
            SelectChoice("yes", _l("Yes, because of what they said")),
            SelectChoice("no", _l("Nothing changed, and I say why")),
        ],
        validators=[DataRequired(_l("Say whether something changed."))],
    )
    words = TextAreaField(
        _l("What changed, or why nothing did"),
        description=_l("Young people read this on their phones. Short sentences, everyday words, no names."),
        filters=[plain_lines],
        validators=[
            DataRequired(_l("Write what you want to tell them.")),
            Length(max=LONGEST, message=_l("That is too long. Make it 2,000 letters or less.")),
        ],
    )
