"""What staff fill in about a relation: what was shown, what may be seen and by whose say, what a court stops."""

from flask_wtf import FlaskForm
from wtforms import BooleanField, RadioField, TextAreaField
from wtforms.validators import AnyOf, Length, Optional, ValidationError

from survey.i18n import gettext as _
from survey.i18n import lazy_gettext as _l
from survey.people.forms import Day
from survey.people.may_see import Part
from survey.people.relation import Relation
from survey.people.relations.tie import (
    PARENTAL,
    PROOF,
    By,
    Evidence,
    Restriction,
    SayMore,
    Shown,
    Stops,
    require_words,
)

LONGEST = 2000
TOO_LONG = Length(max=LONGEST, message=_l("That is too long. Use 2000 letters at most."))
PICK_ONE = _l("Pick one of these.")
SHOWN = (
    (Shown.BIRTH_CERTIFICATE.value, _l("A birth certificate")),
    (Shown.COURT_ORDER.value, _l("A court order")),
    (Shown.LETTER.value, _l("A letter from a local authority")),
    (Shown.SAID.value, _l("The young person said so")),
    (Shown.NONE.value, _l("Nothing yet")),
)
WHO_DECIDES = (
    (By.THEIRS.value, _l("They do. They told me, alone, what they want")),
    (By.BEST_INTERESTS.value, _l("They do not understand this one: it is decided in their best interests")),
)
GRANTABLE = (Part.PROFILE, Part.GOALS, Part.NOTES, Part.ANSWERS, Part.SPEAKS)


def _sentence(_form: FlaskForm, field: TextAreaField) -> None:
    try:
        require_words(field.data or "")
    except SayMore:
        raise ValidationError(_("Write a whole sentence: the young person reads it.")) from None


class EvidenceForm(FlaskForm):  # type: ignore[misc]  # the library is untyped
    """What was shown, whether it gives parental responsibility, and from when to when it holds."""

    shown = RadioField(
        _l("What were you shown?"),
        choices=lambda: {value: str(words) for value, words in SHOWN},
        validators=[AnyOf(list(Shown), PICK_ONE)],
    )
    responsibility = BooleanField(_l("It shows that they have parental responsibility"))
    since = Day(_l("From"), description=_l("Leave it empty if it always was so."), validators=[Optional()])
    until = Day(_l("Until"), description=_l("The last day, if there is one."), validators=[Optional()])

    def use(self, kind: Relation) -> "EvidenceForm":
        """Set what the relation is."""
        self.kind = kind
        return self

    def validate_responsibility(self, field: BooleanField) -> None:
        if field.data and self.kind not in PARENTAL:
            raise ValidationError(_("Only a parent or a carer can have parental responsibility."))
        if field.data and self.shown.data not in PROOF:
            raise ValidationError(
                _("To say so you must have seen a birth certificate, a court order or a letter from a local authority.")
            )

    def validate_until(self, field: Day) -> None:
        if field.data and self.since.data and field.data < self.since.data:
            raise ValidationError(_("The last day has to be after the first one."))

    @property
    def evidence(self) -> Evidence:
        """What was filled in."""
        return Evidence(bool(self.responsibility.data), Shown(self.shown.data), self.since.data, self.until.data)


class SeesForm(FlaskForm):  # type: ignore[misc]  # the library is untyped
    """What a relative may see, by whose say, and what was seen of how the young person understands this decision."""

    by = RadioField(
        _l("Who decides this?"),
        choices=lambda: {value: str(words) for value, words in WHO_DECIDES},
        validators=[AnyOf(list(By), PICK_ONE)],
    )
    sees_profile = BooleanField(_l("Who the young person is"))
    sees_goals = BooleanField(_l("The goals they share"))
    sees_notes = BooleanField(_l("What staff write"))
    sees_answers = BooleanField(_l("Their answers"))
    sees_speaks = BooleanField(_l("They may say for them that something is not right"))
    saw = TextAreaField(_l("What you saw and heard of how they understand this one decision"), validators=[TOO_LONG])
    words = TextAreaField(_l("Why it is best for them, if it is decided for them"), validators=[TOO_LONG])

    def use(self, *, needs_note: bool) -> "SeesForm":
        """Set whether what they say has to come with a note on how they understand it."""
        self.needs_note = needs_note
        return self

    @property
    def for_them(self) -> bool:
        """Whether it is decided for them."""
        return bool(self.by.data == By.BEST_INTERESTS.value)

    def validate_saw(self, field: TextAreaField) -> None:
        if self.for_them or (self.needs_note and self.grants):
            _sentence(self, field)

    def validate_words(self, field: TextAreaField) -> None:
        if self.for_them:
            _sentence(self, field)

    @property
    def grants(self) -> list[str]:
        """The parts that were ticked."""
        return [part.value for part in GRANTABLE if self[f"sees_{part.value}"].data]


class RestrictForm(FlaskForm):  # type: ignore[misc]  # the library is untyped
    """What an order of a court stops, and when it was made."""

    stops_record = BooleanField(_l("Seeing the record"))
    stops_home = BooleanField(_l("Knowing where the young person lives"))
    stops_contact = BooleanField(_l("Contact"))
    order_on = Day(_l("The day of the order"))
    since = Day(_l("It holds from"))
    until = Day(_l("Until"), description=_l("As the order says; empty if it says nothing."), validators=[Optional()])
    words = TextAreaField(
        _l("Which order it is, in words"),
        description=_l("The court and its number, and who showed it to you. No address of anyone."),
        validators=[TOO_LONG, _sentence],
    )

    def validate_stops_contact(self, field: BooleanField) -> None:
        if not self.stops:
            raise ValidationError(_("Pick what the order stops."))

    def validate_order_on(self, field: Day) -> None:
        _require_day(field)

    def validate_since(self, field: Day) -> None:
        _require_day(field)

    def validate_until(self, field: Day) -> None:
        if field.data and self.since.data and field.data < self.since.data:
            raise ValidationError(_("The last day has to be after the first one."))

    @property
    def stops(self) -> frozenset[Stops]:
        """What was ticked."""
        return frozenset(each for each in Stops if self[f"stops_{each.value}"].data)

    @property
    def order(self) -> Restriction:
        """What was filled in."""
        order_on, since = self.order_on.data, self.since.data
        assert order_on is not None, "only of a form that was found right"
        assert since is not None
        return Restriction(self.stops, order_on, since, self.until.data, self.words.data or "")


def _require_day(field: Day) -> None:
    if field.data is None and not field.errors:
        raise ValidationError(_("Type the day like this: 2026-11-21."))


class LiftForm(FlaskForm):  # type: ignore[misc]  # the library is untyped
    """What was seen that says that an order is over."""

    words = TextAreaField(_l("What you saw that says it is over"), validators=[TOO_LONG, _sentence])


class EndForm(FlaskForm):  # type: ignore[misc]  # the library is untyped
    """A button and its guard."""
