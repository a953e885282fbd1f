"""The page where anyone checks a code or a receipt, and the two files to check with elsewhere.

Whoever checks is nobody here: no account, no cookie, no entry, no line in the request log.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from flask import Blueprint, Response, make_response, request, url_for
from sqlalchemy.orm import Session

from survey.checks import offline, store
from survey.checks.finding import Answer, Standing, is_not_ours, of_code, of_receipt, signed_outside
from survey.checks.handed_in import LONGEST, CannotRead, Unreadably, read_file, read_typed
from survey.days import HERE
from survey.errors import NotThere
from survey.house import house
from survey.i18n import gettext as _
from survey.i18n import ngettext, time_words, written
from survey.ledger.log_key.store import all_keys
from survey.ledger.note import VerifierKey
from survey.ledger.receipt import Receipt, code_of
from survey.ledger.window.store import window
from survey.ledger.window.window import Window
from survey.pages import render
from survey.request_log import unlogged

checks = Blueprint("checks", __name__)

CAMERA = "camera=(self), microphone=(), geolocation=(), browsing-topics=()"  # here and on no other page
TO_TAKE, PAGE, SCRIPT = Path(offline.__file__).parent, "verify.html", "verify.py"


@dataclass(frozen=True)
class Said:
    """An answer as the page gives it."""

    heading: str
    lines: tuple[str, ...]
    steps: tuple[str, ...] = ()
    is_serious: bool = False
    code: str = ""  # of what there is a proof for


@checks.get("/<lang>/check")
@unlogged
def ask() -> Response:
    """Type a code, paste a receipt, scan one, or pick its file."""
    return _page()


def _page(*, typed: str = "", error: str | None = None, at_file: bool = False, said: Said | None = None) -> Response:
    key = str(house().signer.key)
    given = {
        "typed": typed,
        "error": error,
        "at_file": at_file,
        "said": said,
        "key": key,
        "key_url": url_for("log.key"),
    }
    shown = render("checks/check.html", page=PAGE, script=SCRIPT, **given)
    response = make_response(shown, 422 if error else 200)
    response.headers["Permissions-Policy"] = CAMERA
    return response


@checks.post("/<lang>/check")
@unlogged
def answer() -> Response:
    """Say what it is. Nothing is written down, so there is nothing to be sent on to: the answer is this page."""
    typed, file = request.form.get("code", "")[: LONGEST + 1], request.files.get("file")
    picked = file is not None and bool(file.filename)
    try:
        held = read_file(file.stream.read(LONGEST + 1)) if file is not None and picked else read_typed(typed)
    except CannotRead as error:
        return _page(typed=typed, error=_what_to_fix(error), at_file=picked)
    if request.form.get("act") == "proof" and isinstance(held, bytes):
        return _proof(held)
    return _page(said=_said(held))


def _proof(start: bytes) -> Response:
    """The proof file, as an answer to a form: no address holds the code. :raise NotThere:"""
    with house().database.reading() as session:
        found = store.standing_of_code(session, start, _keys(session))
    if found is None or found.proof is None:
        raise NotThere
    return _file(f"proof-{code_of(found.leaf)[:5]}.txt", found.proof.encode(), "text/plain")


def _keys(session: Session) -> tuple[VerifierKey, ...]:
    """Every key that a receipt of this log may be signed with."""
    return house().signer.key, *all_keys(session)


def _what_to_fix(error: CannotRead) -> str:
    return {
        Unreadably.NOTHING: _("Type your code. Or pick the file you saved."),
        Unreadably.SHORT: _("A code is 26 long. This is %(n)s. Is a bit of it not there?", n=error.letters),
        Unreadably.LONG: _("A code is 26 long. This is more. Check it again."),
        Unreadably.PART: _("A bit of it is not there, or is not right. Paste all of it again."),
        Unreadably.LETTERS: _("There is a sign in it that is not in our codes. Check it again."),
        Unreadably.CHECK: _("We can’t find this code. One of its signs is not right. Check each one."),
        Unreadably.FILE: _("We can’t read that file. Pick the one you saved from here."),
    }[error.why]


def _said(held: Receipt | bytes) -> Said:
    """What the log has to say to it."""
    with house().database.reading() as session:
        seen, keys = window(session, house().clock()), _keys(session)
        if isinstance(held, bytes):
            found = store.standing_of_code(session, held, keys)
            return _of_code(of_code(found), found, seen)
        answer = is_not_ours(held, keys)
        if answer:
            return _not_ours(answer)
        found = store.standing_at(session, held.index, keys)
        return _of_receipt(of_receipt(held, found), held, found, seen)


def _of_code(answer: Answer, found: Standing | None, seen: Window) -> Said:
    if found is None:
        return Said(
            _("We can’t find this code."),
            (
                _("Check each letter and number. Then try again."),
                _("Is it all right, and from here? Then it should be here. It is not your fault that it is not."),
            ),
            _steps(),
        )
    alone = _(
        "No one but us has signed for it yet. Keep the long code too, the one to scan. It can show if we change this."
    )
    return _found(answer, _("This code is real."), None, found, _outside(seen, found.seq, alone))


def _of_receipt(answer: Answer, receipt: Receipt, found: Standing | None, seen: Window) -> Said:
    if answer is Answer.GONE or found is None:
        heading = _("Keep this receipt. It is real, but what it stands for is gone.")
        return Said(heading, _serious(_("We signed it. So we had it, and now we don’t.")), _steps(), is_serious=True)
    alone = _("No one but us has signed for it yet. But you hold this. If we change it now, you can show that.")
    return _found(answer, _("This receipt is real."), receipt.at, found, _outside(seen, found.seq, alone))


def _found(answer: Answer, real: str, at: datetime | None, found: Standing, outside: tuple[str, str]) -> Said:
    """`at`: as the receipt says it. A bare code is told no time: whoever walks the log could list when people act."""
    since = _moment(at) if at else ""
    if answer is Answer.CHANGED:
        was = _("What it stands for is not what it was on %(time)s.", time=since)
        lines = _serious(was if at else _("What it stands for is not what it was when you got it."))
        return Said(_("Keep this. What it stands for was changed."), lines, _steps(), is_serious=True)
    if answer is Answer.ERASED:
        was = _("What it stands for was here on %(time)s. Some or all of it was deleted later.", time=since)
        gone = was if at else _("What it stands for was here. Some or all of it was deleted later.")
        return Said(real, (gone, _("That was written down too, with who did it and why.")))
    same = _("What it stands for has not changed since %(time)s.", time=since)
    lines = (same if at else _("What it stands for has not changed since you got it."), *outside)
    return Said(real, lines, code=code_of(found.leaf) if found.proof else "")


def _outside(seen: Window, place: int, alone: str) -> tuple[str, str]:
    """How many who are not us would notice a change to this; and how much here nobody outside could vouch for now."""
    many = signed_outside(seen, place)
    this = ngettext(
        "%(num)s group that is not us has signed for it too. If we change it now, they can tell.",
        "%(num)s groups that are not us have signed for it too. If we change it now, they can tell.",
        many,
    )
    rest = ngettext(
        "There is one new thing here. Only we would know if we changed it.",
        "There are %(num)s new things here. Only we would know if we changed them.",
        seen.entries,
    )
    return this if many else alone, rest if seen.entries else _(
        "If we change a thing here now, someone who is not us can tell."
    )


def _serious(what: str) -> tuple[str, ...]:
    return (what, _("That should not happen. It is not your fault, and you are not in trouble."))


def _steps() -> tuple[str, ...]:
    return (
        _("Keep it as it is. It shows what we did, even if we say it does not."),
        _("Give a copy to someone you trust."),
        _("Tell the ICO. It is free: 0303 123 1113. They check on places like us."),
        _("You can tell us too. You can ask someone to do it for you."),
    )


def _not_ours(answer: Answer) -> Said:
    if answer is Answer.ELSEWHERE:
        heading = _("This receipt is not from here.")
        return Said(heading, (_("We did not make it. Some other place did. Check it there."),))
    return Said(
        _("We did not sign this receipt."),
        (
            _("It says it is from here. But it is not as we made it, or we did not make it."),
            _("Did you paste all of it? Try again. Or scan it once more."),
            _("If it is still the same, keep it. Show it to someone you trust."),
        ),
    )


def _moment(at: datetime) -> str:
    return _("%(day)s at %(time)s", day=written(at.astimezone(HERE), "yMMMMd"), time=time_words(at))


# To take away: the same bytes for everyone, so that anyone can compare them


@checks.get("/<lang>/check/verify.html")
@unlogged
def page_to_take() -> Response:
    """A page that checks without us. It is handed over to be saved, and never shown from here."""
    return _to_take(PAGE)


@checks.get("/<lang>/check/verify.py")
@unlogged
def file_to_take() -> Response:
    """The same for a computer with Python."""
    return _to_take(SCRIPT)


def _to_take(name: str) -> Response:
    return _file(name, (TO_TAKE / name).read_bytes(), "application/octet-stream")


def _file(name: str, held: bytes, kind: str) -> Response:
    response = Response(held, mimetype=kind)
    response.headers["Content-Disposition"] = f"attachment; filename={name}"
    return response
