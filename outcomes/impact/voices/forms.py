"""The form of whoever reads a quote before it goes."""

from flask_wtf import FlaskForm
from wtforms import BooleanField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields import Field
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its type stubs
from wtforms.validators import InputRequired, Length, ValidationError

from outcomes.impact.voices.quote import LONGEST, is_quotable
from survey.i18n import lazy_gettext as _l


class CheckForm(FlaskForm):  # type: ignore[misc]  # the library is untyped
    """Whether it goes, in which words, with which one thing about them; or why not."""

    keep = RadioField(
        _l("Can it be shown?"),
        choices=[SelectChoice("yes", _l("Yes")), SelectChoice("no", _l("No"))],
        validators=[InputRequired(_l("Pick Yes or No."))],
    )
    words = TextAreaField(
        _l("The words, as they would be shown"),
        description=_l("Take out only what points to someone. If you change a letter, they are asked again."),
        validators=[Length(max=LONGEST, message=_l("Use 400 letters or fewer."))],
    )
    said = SelectField(
        _l("One thing about them that may stand beside it"),
        description=_l("Only if ten or more in the release are in that group. They are asked first."),
    )
    reason = StringField(
        _l("If it cannot be shown: why, as they will read it"),
        validators=[Length(max=300, message=_l("Use 300 letters or fewer."))],
    )
    points_to_nobody = BooleanField(_l("I read it. Nothing in it points to anyone"))

    def validate_words(self, field: Field) -> None:
        """What is shown has words."""
        if self.keep.data == "yes" and not is_quotable(field.data or ""):
            raise ValidationError(_l("Use 8 to 400 letters."))

    def validate_points_to_nobody(self, field: Field) -> None:
        """It is read by a person, who says so."""
        if self.keep.data == "yes" and not field.data:
            raise ValidationError(_l("Read it once more, and tick this."))

    def validate_reason(self, field: Field) -> None:
        """Whoever says no says why."""
        if self.keep.data == "no" and not (field.data or "").strip():
            raise ValidationError(_l("Say why, in a sentence they can read."))
