"""Staff forms: the library's own, with wrong tries counted in the database and no remembered browsers; and ours."""

from typing import Any

from flask import g, request
from flask_security import current_user
from flask_security.forms import ChangePasswordForm, LoginForm, VerifyForm
from flask_wtf import FlaskForm
from wtforms import BooleanField, EmailField, PasswordField
from wtforms.validators import EqualTo, InputRequired, Length

from survey.accounts import store
from survey.accounts.policy import PASSWORD_LENGTH
from survey.house import house
from survey.i18n import lazy_gettext as _l

LONGEST_PASSWORD = 128  # argon2 is slow on purpose: nobody may feed it a book


class NeverRemember(BooleanField):
    """The library's “remember me”, which here is always no: children's records are on these pages."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = False


class SaysByStatus:
    """A form whose page, when something is wrong, is sent as 422; the library would send it as 200."""

    def validate(self, **kwargs: Any) -> bool:
        right = bool(super().validate(**kwargs))  # type: ignore[misc]  # a mixin: the library's form comes next
        g.sent_wrong = not right
        return right


class CountsWrongTries(SaysByStatus):
    """Refuses a sign-in form after too many wrong ones, and counts each wrong one, in the database."""

    def tried_name(self) -> str:
        """The address being tried. The forms of a second step know it from the first."""
        return str(self.user.email)  # type: ignore[attr-defined]  # set by the library's view

    def validate(self, **kwargs: Any) -> bool:
        here = house()
        who = (self.tried_name(), request.remote_addr or "", here.settings.secret_key)
        with here.database.reading() as session:
            store.refuse_too_many(session, *who, here.clock())
        right = super().validate(**kwargs)
        if not right:
            with here.database.writing() as session:
                store.count_wrong_try(session, *who, here.clock())
        return right


class SignInForm(CountsWrongTries, LoginForm):
    """Address and password."""

    email = EmailField(_l("E-mail address"), validators=LoginForm.email.kwargs["validators"])
    password = PasswordField(
        _l("Password"), validators=[InputRequired(_l("Type your password.")), Length(max=LONGEST_PASSWORD)]
    )
    remember = NeverRemember()

    def tried_name(self) -> str:
        return (self.email.data or "")[:255]


class StillYouForm(CountsWrongTries, VerifyForm):
    """The password again, before a factor is changed."""


class NewPasswordForm(CountsWrongTries, ChangePasswordForm):
    """A new password, beside the old one."""

    def tried_name(self) -> str:
        return str(current_user.email)


class SetPasswordForm(FlaskForm):  # type: ignore[misc]  # the library is untyped
    """A first or a new password, by a one-time link."""

    password = PasswordField(
        _l("New password"),
        description=_l("At least %(n)s characters. Three or four words make a good one.", n=PASSWORD_LENGTH),
        validators=[
            InputRequired(_l("Type a new password.")),
            Length(
                PASSWORD_LENGTH,
                LONGEST_PASSWORD,
                message=_l("Use between %(n)s and %(most)s characters.", n=PASSWORD_LENGTH, most=LONGEST_PASSWORD),
            ),
        ],
    )
    again = PasswordField(
        _l("The same password again"), validators=[EqualTo("password", message=_l("The two are not the same."))]
    )
