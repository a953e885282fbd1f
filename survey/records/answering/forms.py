"""What a reviewer types: the answer, its new parts, and what is asked of the person meanwhile. One form."""

from enum import StrEnum
from typing import Any

from flask_wtf import FlaskForm
from wtforms import FieldList, Form, FormField, StringField, TextAreaField
from wtforms.validators import AnyOf, ValidationError

from survey.i18n import lazy_gettext as _l
from survey.ledger.entry import Claim
from survey.records.challenge import Outcome
from survey.records.forms import not_too_long, one_of, plain_lines


class Act(StrEnum):
    """The buttons of the answering page."""

    HAVE = "have"
    TAKE_UP = "take_up"
    ASK_WHO = "ask_who"
    ASK_WHAT = "ask_what"
    GO_ON = "go_on"
    LONGER = "longer"
    DRAFT = "draft"
    SEND = "send"
    SEND_AS_IT_IS = "keep"


ANSWER = ("outcome", "reason", "parts")
NEEDS: dict[Act, tuple[str, ...]] = {
    Act.HAVE: (),
    Act.TAKE_UP: (),
    Act.ASK_WHO: ("ask",),
    Act.ASK_WHAT: ("ask",),
    Act.GO_ON: ("ask",),
    Act.LONGER: ("ask",),
    Act.DRAFT: ("outcome",),
    Act.SEND: ANSWER,
    Act.SEND_AS_IT_IS: ANSWER,
}


def some_words(sentence: Any) -> Any:
    """A validator: nothing written is refused with this sentence."""

    def check(_form: Any, field: Any) -> None:
        if not (field.data or "").strip():
            raise ValidationError(sentence)

    return check


class ChangedPartForm(Form):
    """A part of a challenged note, as the reviewer would have it say. No words: the part is taken out."""

    claim = StringField(validators=[one_of(Claim)])
    words = TextAreaField(filters=[plain_lines], validators=[not_too_long])


class AnswerForm(FlaskForm):  # type: ignore[misc]  # the library is untyped here
    """Everything that can be typed on the page. Which of it is needed depends on the button."""

    outcome = StringField(validators=[AnyOf([each.value for each in Outcome], _l("Pick an answer."))])
    reason = TextAreaField(
        filters=[plain_lines],
        validators=[some_words(_l("Say why, in plain words. They will read it.")), not_too_long],
    )
    ask = TextAreaField(
        filters=[plain_lines], validators=[some_words(_l("Write it in plain words. They will read it.")), not_too_long]
    )
    parts = FieldList(FormField(ChangedPartForm))

    def is_ready_for(self, act: Act) -> bool:
        """Whether what this button needs is there, and the form is ours. What it does not need is left alone."""
        return all([self.csrf_token.validate(self), *(self[name].validate(self) for name in NEEDS[act])])


def asked(act: str) -> Act:
    """Which button; none of ours is the one that sends."""
    return Act(act) if act in set(Act) else Act.SEND


def is_empty(form: AnswerForm) -> bool:
    """Whether no reply was begun, so that nothing is lost by leaving the page."""
    return not (form.reason.data or "").strip()
