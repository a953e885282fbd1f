"""What staff type in a note, and to keep something from one person: by what law, how, why, and when someone looks."""

from datetime import date
from typing import Any

from flask_wtf import FlaskForm
from wtforms import FieldList, Form, FormField, StringField, TextAreaField
from wtforms.validators import Optional as MayBeEmpty
from wtforms.validators import ValidationError

from survey.i18n import gettext as _
from survey.i18n import lazy_gettext as _l
from survey.ledger.entry import Claim
from survey.people.seals.seal import (
    Authority,
    ChildUnnamed,
    Mode,
    NotThisLaw,
    Seal,
    TheyKnow,
    TooLong,
    Untested,
    offered,
)
from survey.records.forms import Day, not_too_long, one_of, plain_lines

MOST_PARTS = 12
LAWS = {
    Authority.SOCIAL_WORK: _l("Social work data: serious harm to someone (DPA 2018, Sch 3 Pt 3)"),
    Authority.CHILD_ABUSE: _l("Child abuse data: a parent asks, and it is not in the child’s interests (Sch 3 Pt 5)"),
    Authority.WISHES: _l("They said it so that it would not be passed on (Sch 3)"),
    Authority.COURT: _l("A court says so, or it is data of a court"),
    Authority.THIRD_PARTY: _l("It is about someone else too, who has not agreed (Sch 2 para 16)"),
    Authority.CRIME: _l("It would get in the way of preventing or finding a crime (Sch 2 para 2)"),
}
MODES = (
    (Mode.STUB.value, _l("They see that something is kept back, and when someone looks again")),
    (Mode.SILENT.value, _l("They see nothing at all: that it is there would do the harm")),
)
DAYS = (("30", _l("In 30 days")), ("60", _l("In 60 days")), ("90", _l("In 90 days")))
FIELD_OF: dict[type[Exception], str] = {  # which field each refusal belongs to
    Untested: "words",
    ChildUnnamed: "child_words",
    NotThisLaw: "authority",
    TooLong: "days",
    TheyKnow: "mode",
}


def laws(*, scotland: bool, from_child: bool = False) -> list[tuple[str, Any]]:
    """The laws that can be picked, as (code, words)."""
    return [(each.value, LAWS[each]) for each in offered(scotland=scotland, from_child=from_child)]


class SealFields:
    """The test, and what follows from it."""

    mode = StringField(_l("What they see"), default=Mode.STUB.value, validators=[one_of(Mode)])
    authority = StringField(
        _l("What lets us keep it back"), default=Authority.SOCIAL_WORK.value, validators=[one_of(Authority)]
    )
    words = TextAreaField(
        _l("What harm would come of it, to whom, and why that is likely"),
        filters=[plain_lines],
        validators=[not_too_long],
    )
    child_words = TextAreaField(
        _l("Only if it is kept from the young person: what harm seeing it would do them"),
        filters=[plain_lines],
        validators=[not_too_long],
    )
    days = StringField(_l("When someone looks again"), default="90", validators=[one_of(value for value, _w in DAYS)])


class SealForm(SealFields, Form):
    """The same, as a part of another form."""


def seal_from(form: Any, person_id: str, viewer_id: str, *, scotland: bool) -> Seal:
    """A whole seal, from what was typed. :raise Untested: and the others in `FIELD_OF`."""
    return Seal.of(
        person_id,
        viewer_id,
        mode=Mode(str(form.mode.data)),
        authority=Authority(str(form.authority.data)),
        test=form.words.data or "",
        child_test=form.child_words.data or "",
        days=int(form.days.data or 0),
        scotland=scotland,
    )


class PartForm(Form):
    """One part of a note: how sure anyone is, about whom, and the words. No words: no part."""

    claim = StringField(validators=[one_of(Claim)])
    about = StringField()
    words = TextAreaField(filters=[plain_lines], validators=[not_too_long])
    kept_from = StringField(default="")


class NoteForm(FlaskForm):  # type: ignore[misc]  # the library is untyped here
    """A note in parts, with a box of its own for what went well."""

    happened_on = Day(validators=[MayBeEmpty()])
    parts = FieldList(FormField(PartForm), max_entries=MOST_PARTS)
    strength = TextAreaField(filters=[plain_lines], validators=[not_too_long])
    strength_about = StringField()
    kept = FormField(SealForm)

    def validate_happened_on(self, field: Day) -> None:
        """A day that a calendar here can hold."""
        if field.data is not None and field.data < date(1990, 1, 1):
            raise ValidationError(_("That day is too long ago."))
