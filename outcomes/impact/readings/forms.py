"""Forms of the reading room: a reading, a link for a group, a question, an answer, a promise, what became of it."""

from flask_wtf import FlaskForm
from wtforms import BooleanField, DateField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields import Field
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its type stubs
from wtforms.validators import InputRequired, Length, ValidationError

from outcomes.impact.readings.reading import LONGEST, LONGEST_NAME, Group, first_claim
from survey.i18n import gettext as _
from survey.i18n import lazy_gettext as _l

_WORDS = (
    InputRequired(_l("Write some words first.")),
    Length(max=LONGEST, message=_l("That is too long. Use 2000 letters at most.")),
)


def says_no_cause(_form: FlaskForm, field: Field) -> None:
    """Point out words that say why, kindly: figures from before and after cannot. :raise ValidationError:"""
    claim = first_claim(field.data or "")
    if claim:
        said = _(
            "“%(words)s” says more than these numbers can. Try: alongside, at the same time as, went up, went down."
        )
        raise ValidationError(said % {"words": claim})


def no_words_of_cause_but_their_own(form: "ReadingForm", field: Field) -> None:
    """What young people say stays as they say it."""
    if form.group.data != Group.YOUNG_PEOPLE:
        says_no_cause(form, field)


class ReadingForm(FlaskForm):  # type: ignore[misc]  # the library is untyped
    """A reading to sign."""

    group = SelectField(_l("Whose reading it is"), validators=[InputRequired(_l("Pick whose reading it is."))])
    signed_as = StringField(
        _l("Signed by"),
        description=_l(
            "A group or a role and the place, such as: Thursday group, Quayside. Never a young person’s name."
        ),
        validators=[
            InputRequired(_l("Say who signs it.")),
            Length(max=LONGEST_NAME, message=_l("Use 120 letters or fewer.")),
        ],
    )
    words = TextAreaField(
        _l("What they see in it, in plain words"),
        id="reading-words",
        validators=[*_WORDS, no_words_of_cause_but_their_own],
    )
    no_names = BooleanField(
        _l("No young person’s name is in it"),
        validators=[InputRequired(_l("Read it once more for names, and tick this."))],
    )


class SessionForm(FlaskForm):  # type: ignore[misc]  # the library is untyped
    """A link for a group that reads a release together."""

    signed_as = StringField(
        _l("What the group is called"),
        id="group-name",
        description=_l("Such as: Thursday group, Quayside. Never a young person’s name."),
        validators=[
            InputRequired(_l("Say what the group is called.")),
            Length(max=LONGEST_NAME, message=_l("Use 120 letters or fewer.")),
        ],
    )


class QuestionForm(FlaskForm):  # type: ignore[misc]  # the library is untyped
    """A question for the next analysis."""

    words = TextAreaField(
        _l("What the next analysis should look at"), id="question-words", validators=[*_WORDS, says_no_cause]
    )


class AnswerForm(FlaskForm):  # type: ignore[misc]  # the library is untyped
    """An answer to a question."""

    words = TextAreaField(_l("Answer"), validators=[*_WORDS, says_no_cause])


class PromiseForm(FlaskForm):  # type: ignore[misc]  # the library is untyped
    """What will be done because of a release. Everyone who answered reads it."""

    words = TextAreaField(
        _l("What you will do, in words for young people"),
        id="promise-words",
        description=_l("Everyone who answered reads this on their link. Say by when. Short sentences, everyday words."),
        validators=[*_WORDS, says_no_cause],
    )
    due_on = DateField(_l("By which day"), validators=[InputRequired(_l("Give the day, as 2027-03-31."))])


class SettleForm(FlaskForm):  # type: ignore[misc]  # the library is untyped
    """What became of a promise. The same people read it."""

    state = RadioField(
        _l("What became of it"),
        choices=[SelectChoice("kept", _l("It is done")), SelectChoice("dropped", _l("It will not be done"))],
        validators=[InputRequired(_l("Pick one."))],
    )
    words = TextAreaField(
        _l("What you tell them, in words for young people"),
        description=_l("If it will not be done, say why."),
        validators=[*_WORDS, says_no_cause],
    )


class JustPressed(FlaskForm):  # type: ignore[misc]  # the library is untyped
    """A button that needs nothing but the token that shows it came from our page."""
