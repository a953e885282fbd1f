"""What staff fill in to pass something on, to decide not to, and about a request for data."""

from flask_wtf import FlaskForm
from wtforms import SelectMultipleField, StringField, TextAreaField
from wtforms.validators import Length, ValidationError
from wtforms.validators import Optional as MayBeEmpty

from survey.digits import number_named
from survey.i18n import gettext as _
from survey.i18n import lazy_gettext as _l
from survey.records.forms import Day, not_too_long, one_of, plain_lines
from survey.sharing.share import Authority, Ground, Place, Telling

AUTHORITIES = (
    (Authority.CONSENT.value, _l("They say Yes to this themselves")),
    (Authority.STATUTORY_DUTY.value, _l("A duty in law to share (Children Act 2004, where it is in force)")),
    (Authority.SECTION_47.value, _l("Enquiries under section 47 of the Children Act 1989")),
    (Authority.COURT.value, _l("An order of a court")),
    (Authority.VITAL.value, _l("Someone could come to serious harm")),
    (Authority.SAFEGUARDING.value, _l("Safeguarding, as a recognised legitimate interest")),
    (Authority.OTHER.value, _l("Something else, named below")),
)
TELLINGS = (
    (Telling.BEFORE.value, _l("They know")),
    (Telling.AFTER.value, _l("They are told on the day below")),
    (Telling.NOT_YET.value, _l("Not yet: someone looks at this again on the day below")),
)
GROUNDS = (
    (Ground.WORSE_FOR_THEM.value, _l("It would be worse for them than not sharing (the exception to the duty)")),
    (Ground.NOT_NEEDED.value, _l("It is not needed")),
    (Ground.NOTHING_LETS_US.value, _l("Nothing in law lets us")),
    (Ground.THEY_SAID_NO.value, _l("They said No, and it rests on their Yes")),
    (Ground.OTHER.value, _l("Something else, in words below")),
)
SHORT = Length(max=120, message=_l("Use 120 letters or fewer."))


class _TellingForm(FlaskForm):  # type: ignore[misc]  # the library is untyped here
    """When they are told."""

    told = StringField(_l("Do they know?"), validators=[one_of(Telling)])
    on = Day(_l("Day"), description=_l("Within 90 days."), validators=[MayBeEmpty()])
    why_not = TextAreaField(_l("If they do not know yet: why"), filters=[plain_lines], validators=[not_too_long])


class ShareForm(_TellingForm):
    """What is passed on, to whom, why, and by what authority."""

    parts = SelectMultipleField(_l("What exactly"), validate_choice=False)
    organisation = StringField(_l("To which organisation"), validators=[SHORT])
    recipient = StringField(_l("To whom there: name and role"), validators=[SHORT])
    address = StringField(
        _l("Their e-mail address, if you have it"),
        description=_l("If this is put right later, they are told there. The e-mail names nobody."),
        validators=[Length(max=254, message=_l("Use 254 letters or fewer."))],
    )
    necessity = TextAreaField(_l("Why they need it"), filters=[plain_lines], validators=[not_too_long])
    authority = StringField(_l("What lets us"), validators=[one_of(Authority)])
    authority_words = TextAreaField(_l("Which one, in words"), filters=[plain_lines], validators=[not_too_long])
    step = StringField()

    @property
    def places(self) -> tuple[Place, ...]:
        """The parts picked; what is no place is none."""
        found = [[number_named(number) for number in each.partition(".")[::2]] for each in self.parts.data or []]
        return tuple((seq, ordinal) for seq, ordinal in found if seq is not None and ordinal is not None)


class NotSharedForm(_TellingForm):
    """What was not passed on, to whom, and why."""

    organisation = StringField(_l("Which organisation"), validators=[SHORT])
    asked_what = TextAreaField(_l("What they would have got"), filters=[plain_lines], validators=[not_too_long])
    ground = StringField(_l("Why not"), validators=[one_of(Ground)])
    because = TextAreaField(_l("Decided not to share, because"), filters=[plain_lines], validators=[not_too_long])


class AnswerForm(FlaskForm):  # type: ignore[misc]  # the library is untyped here
    """Agree, or refuse with a reason."""

    words = TextAreaField(_l("Why"), filters=[plain_lines], validators=[not_too_long])

    def validate_words(self, field: TextAreaField) -> None:
        """No refusal without a reason in words."""
        if not (field.data or "").strip():
            raise ValidationError(_("Say why, in plain words. They will read it."))


class PutOffForm(FlaskForm):  # type: ignore[misc]  # the library is untyped here
    """Still not told: why, and the next day when somebody looks."""

    on = Day(_l("Somebody looks again on"), description=_l("Within 90 days."), validators=[MayBeEmpty()])
    why_not = TextAreaField(_l("Why they are not told yet"), filters=[plain_lines], validators=[not_too_long])
