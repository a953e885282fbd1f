"""The forms of a second step and of passkeys: the library's own, with wrong tries counted and nothing remembered."""

from typing import Any

from flask_security.forms import TwoFactorRescueForm, TwoFactorSetupForm, TwoFactorVerifyCodeForm
from flask_security.recovery_codes import MfRecoveryForm
from flask_security.webauthn import WebAuthnRegisterForm, WebAuthnSigninForm, WebAuthnSigninResponseForm
from wtforms import HiddenField, RadioField

from survey.accounts.forms import CountsWrongTries, NeverRemember, SaysByStatus


class CodeForm(CountsWrongTries, TwoFactorVerifyCodeForm):
    """The six digits of an authenticator app."""


class RecoveryForm(CountsWrongTries, MfRecoveryForm):
    """A recovery code, used up by using it."""


class SecondStepForm(SaysByStatus, TwoFactorSetupForm):
    """There is one second step to set up: an authenticator app. The page sends it hidden."""

    setup = HiddenField()  # type: ignore[assignment]  # the library's is a list of ways


class NoPhoneForm(TwoFactorRescueForm):
    """Built by the library beside each code form, and never shown: our page links to the recovery codes instead."""

    help_setup = RadioField(choices=[])


class AddPasskeyForm(SaysByStatus, WebAuthnRegisterForm):
    """A new passkey. Always one that signs in by itself: the code stays the only second step."""

    usage = HiddenField(default="first")  # type: ignore[assignment]  # the library's is a choice

    def validate(self, **kwargs: Any) -> bool:
        self.usage.data = "first"
        return bool(super().validate(**kwargs))


class PasskeySignInForm(WebAuthnSigninForm):
    """Starts a sign-in by passkey."""

    remember = NeverRemember()


class PasskeyResponseForm(WebAuthnSigninResponseForm):
    """What the browser's authenticator answered."""

    remember = NeverRemember()  # type: ignore[assignment]  # the library's is a hidden field
