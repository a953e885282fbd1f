"""What staff fill in: what should go and why, a signature, a stop, a hold."""

from typing import Any

from flask_wtf import FlaskForm
from wtforms import SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired, ValidationError

from survey.digits import number_named
from survey.i18n import gettext as _
from survey.i18n import lazy_gettext as _l
from survey.records.account.gone import Why
from survey.records.forms import Day, not_too_long, one_of, plain_lines
from survey.retention.erasure import Place
from survey.retention.hold import Authority

WHOLE, PARTS = "whole", "parts"

SCOPES = ((PARTS, _l("The parts picked below")), (WHOLE, _l("The whole record")))
WHYS = (
    (Why.ASKED.value, _l("They asked us to")),
    (Why.TIME_UP.value, _l("Its time is up, by the retention rules")),
    (Why.NOT_NEEDED.value, _l("It is no longer needed")),
    (Why.NEVER_OURS.value, _l("It should never have been written here")),
    (Why.LAW.value, _l("A court or a law says so")),
)
AUTHORITIES = (
    (Authority.COURT.value, _l("A court")),
    (Authority.POLICE.value, _l("The police")),
    (Authority.INQUIRY.value, _l("An inquiry")),
    (Authority.CLAIM.value, _l("A claim or complaint, made or likely")),
    (Authority.REQUEST.value, _l("Someone has asked to see the record")),
    (Authority.SAFEGUARDING.value, _l("Safeguarding")),
)


class _Reasoned(FlaskForm):  # type: ignore[misc]  # the library is untyped here
    """A step with a reason in words, which the person will read."""

    words = TextAreaField(_l("Why, in plain words"), filters=[plain_lines], validators=[not_too_long])

    def validate_words(self, field: TextAreaField) -> None:
        """No step without a reason in words."""
        if not (field.data or "").strip():
            raise ValidationError(_("Say why, in plain words. They will read it."))


class NameForm(FlaskForm):  # type: ignore[misc]  # the library is untyped here
    """A name to look for."""

    name = StringField(_l("Name, or how it begins"), validators=[InputRequired(_l("Type a name."))])


class ProposeForm(_Reasoned):
    """What should be erased, and why."""

    scope = StringField(_l("What should go"), validators=[one_of((PARTS, WHOLE))])
    parts = SelectMultipleField(_l("Parts"), validate_choice=False)
    why = StringField(_l("Reason"), validators=[one_of(Why)])

    @property
    def places(self) -> set[Place] | None:
        """The picked parts; None for the whole record. What is no place is none that is there."""
        if self.scope.data == WHOLE:
            return None
        return {_place(each) for each in self.parts.data or []}


def _place(text: str) -> Place:
    seq, ordinal = (number_named(each) for each in text.partition(".")[::2])
    return (-1, -1) if seq is None or ordinal is None else (seq, ordinal)


class SignForm(FlaskForm):  # type: ignore[misc]  # the library is untyped here
    """A signature; words if there is something to add."""

    words = TextAreaField(_l("Anything to add (you need not)"), filters=[plain_lines], validators=[not_too_long])


class StopForm(_Reasoned):
    """Why it is kept after all."""


class HoldForm(_Reasoned):
    """What must be kept, by whose word, and when that is looked at again."""

    entry = StringField(_l("What must be kept"))
    authority = StringField(_l("Who says so"), validators=[one_of(Authority)])
    review_on = Day(
        _l("Look at it again on"),
        description=_l("Within 90 days."),
        validators=[InputRequired(_l("Name a day to look at it again, within 90 days."))],
    )

    def use(self, entries: list[tuple[str, str]]) -> "HoldForm":
        """Offer these entries, and the whole record."""
        self.offered = [("", _("The whole record")), *entries]
        return self

    def validate_entry(self, field: Any) -> None:
        """One of those offered."""
        if field.data not in {value for value, _words in self.offered}:
            raise ValidationError(_("Pick one from the list."))

    @property
    def entry_seq(self) -> int | None:
        """The entry, None for the whole record."""
        return int(self.entry.data) if self.entry.data else None
