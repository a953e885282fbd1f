"""The reading room for staff: what stands beside a release, and the page on which it is signed, asked and promised.

What stands there is read through `releases()`, as figures are. Writing goes through the ordinary door.
"""

from typing import Any

from flask import Blueprint, request
from werkzeug.wrappers import Response as AnyResponse

from outcomes.impact.access import desk as access
from outcomes.impact.questions import store as questions
from outcomes.impact.questions.asked import ANSWERS, PROMISES
from outcomes.impact.readings import store
from outcomes.impact.readings.forms import JustPressed, PromiseForm, QuestionForm, ReadingForm, SessionForm
from outcomes.impact.readings.reading import Group, How, Reading, may_sign
from survey.accounts.desk import ROLE_WORDS
from survey.days import local_day
from survey.desk_pages import go, me, only_for, render
from survey.house import house
from survey.i18n import gettext as _
from survey.i18n import written
from survey.people.role import Role

readings_desk = Blueprint("readings_desk", __name__, url_prefix="/impact")
WITH_GROUPS = (Role.PRACTITIONER, Role.MANAGER)


def at() -> dict[str, Any]:
    """Who writes, when, and with which chance."""
    return {"by": me().person_id, "now": house().clock(), "rng": house().rng}


def group_words(group: Group) -> str:
    """Whose readings they are, as a heading."""
    return {
        Group.YOUNG_PEOPLE: _("What young people say"),
        Group.PRACTITIONERS: _("What practitioners say"),
        Group.ANALYSTS: _("What analysts say"),
        Group.COMMISSIONERS: _("What commissioners say"),
    }[group]


def _how(reading: Reading) -> str:
    return {
        How.THEMSELVES: "",
        How.WITH_THEM: _("They said it. A worker typed it with them."),
        How.SESSION: _("They wrote it together. A worker read it before it was shown."),
    }[reading.how]


def room(number: int) -> dict[str, Any]:
    """What stands beside a release, through the way in that reads releases alone."""
    today = local_day(house().clock())
    with house().database.releases() as session:
        signed = store.readings(session, number)
        asked = questions.questions(session, number)
        promised = questions.promises(session, number)
    return {
        "number": number,
        "readings": [
            (group_words(group), group is Group.YOUNG_PEOPLE, [_shown(each) for each in signed if each.group is group])
            for group in Group
        ],
        "questions": [_question(each, number) for each in asked],
        "promises": [_promise(each, today) for each in promised],
    }


def _shown(reading: Reading) -> dict[str, Any]:
    day = written(reading.signed_on, "yMMMd")
    about = {"by": reading.signed_as, "signed_by": reading.signed_by, "day": day, "how": _how(reading)}
    return {"seq": reading.seq, "words": reading.words} | about


def _question(each: Any, number: int) -> dict[str, Any]:
    return {
        "seq": each.seq,
        "words": each.words,
        "by": str(ROLE_WORDS[Role(each.asked_as)]),
        "day": written(each.asked_on, "yMMMd"),
        "answer": each.answer,
        "answered_by": str(ROLE_WORDS[Role(each.answered_as)]) if each.answered_as else "",
        "answered": written(each.answered_on, "yMMMd") if each.answered_on else "",
        "carried": each.carried,
        "from_before": each.release != number,
    }


def _promise(each: Any, today: Any) -> dict[str, Any]:
    return {
        "seq": each.seq,
        "words": each.words,
        "made_by": each.made_by,
        "by": str(ROLE_WORDS[Role(each.made_as)]),
        "due": written(each.due_on, "yMMMd"),
        "state": each.state.value,
        "late": each.is_late(today),
        "state_words": each.state_words,
        "state_day": written(each.state_on, "yMMMd") if each.state_on else "",
    }


# Saying something


@readings_desk.get("/<int:number>/say")
@only_for(*access.READERS)
def say(number: int) -> str:
    """A form for each thing that the reader may say of this release, and what they said already."""
    return page(number)


def page(number: int, **forms: Any) -> str:
    """The page, with a form that was sent back where there is one. `new_link`: shown once."""
    book, member = access.open_book(number, "page"), me()
    signs = may_sign(member.roles)
    usual: dict[str, Any] = {"reading": reading_form() if signs else None, "question": QuestionForm(), "new_link": None}
    usual |= {"promise": PromiseForm() if member.roles & PROMISES else None, "hard": None, "preview": False}
    usual |= {"session": SessionForm() if member.roles.intersection(WITH_GROUPS) else None, "button": JustPressed()}
    mine = {"sessions": _handed_out(number), "me": member.person_id, "answers": bool(member.roles & ANSWERS)}
    return render("impact/room/say.html", book=book, room=room(number), **mine, **(usual | forms))


def _handed_out(number: int) -> list[tuple[int, str, str | None]]:
    """The links this worker handed out to groups; who reads figures alone hands out none, and nothing is asked."""
    if me().roles.isdisjoint(WITH_GROUPS):
        return []
    with house().database.reading() as session:
        return [(each.id, each.signed_as, each.words) for each in store.waiting(session, me().person_id, number)]


def reading_form() -> ReadingForm:
    """The form, with the groups this member of staff may sign for."""
    form = ReadingForm()
    form.group.choices = [(group.value, group_words(group)) for group in may_sign(me().roles)]
    return form


@readings_desk.post("/<int:number>/say/reading")
@only_for(*access.READERS)
def sign(number: int) -> AnyResponse | tuple[str, int]:
    """Sign a reading."""
    access.require_page(number)
    form = reading_form()
    if not form.validate_on_submit():
        return page(number, reading=form), 422
    group = Group(form.group.data)
    how = How.WITH_THEM if group is Group.YOUNG_PEOPLE else How.THEMSELVES
    who = store.Signer(form.signed_as.data or "", how, me().person_id, me().roles)
    with house().database.writing() as session:
        store.sign(session, number, group, form.words.data or "", who, now=house().clock(), rng=house().rng)
    return go("readings_desk.say", number=number)


@readings_desk.post("/<int:number>/say/reading/<int:seq>/withdraw")
@only_for(*access.READERS)
def withdraw(number: int, seq: int) -> AnyResponse:
    """Take one's own reading back."""
    access.require_page(number)
    with house().database.writing() as session:
        store.withdraw(session, seq, **at())
    return go("readings_desk.say", number=number)


# With a group of young people


@readings_desk.post("/<int:number>/say/group")
@only_for(*WITH_GROUPS)
def hand_out(number: int) -> str | tuple[str, int]:
    """Make a link for a group. It is shown in this answer and never again."""
    access.require_page(number)
    form = SessionForm()
    if not form.validate_on_submit():
        return page(number, session=form), 422
    with house().database.writing() as session:
        key = store.hand_out(session, number, form.signed_as.data or "", **at())
    return page(number, new_link=f"{house().settings.base_url.rstrip('/')}/en/together/{key}")


@readings_desk.post("/<int:number>/say/group/<int:which>")
@only_for(*WITH_GROUPS)
def settle_group(number: int, which: int) -> AnyResponse:
    """Sign what a group wrote, or let it go."""
    access.require_page(number)
    with house().database.writing() as session:
        if request.form.get("act") == "sign":
            store.sign_session(session, which, roles=me().roles, **at())
        else:
            store.let_go(session, which, me().person_id)
    return go("readings_desk.say", number=number)
