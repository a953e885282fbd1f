"""How staff sign in, as settings of the accounts library: every one that is not its default, with why."""

import base64
import hashlib
import hmac
from datetime import timedelta
from typing import Any

PASSWORD_LENGTH = 12
SET_PASSWORD_DAYS = 7
IDLE = timedelta(hours=2)  # signed out after this long without a page
TRIES_BY_NAME = 10  # wrong tries in ten minutes with one e-mail address
TRIES_BY_ADDRESS = 50  # and from one network address: an office shares one
COOKIE = "sayso_desk"


def derived(secret_key: str, purpose: str) -> bytes:
    """A key for one purpose, from the service's one secret."""
    return hmac.digest(secret_key.encode(), b"accounts:" + purpose.encode(), "sha256")


def _text_key(secret_key: str, purpose: str) -> str:
    return base64.urlsafe_b64encode(derived(secret_key, purpose)).decode()


def session_settings(*, https: bool) -> dict[str, Any]:
    """The staff cookie: only under /desk, so that no request for a young person's page ever carries it."""
    return {
        "SESSION_COOKIE_NAME": COOKIE,
        "SESSION_COOKIE_PATH": "/desk",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": https,
        "PERMANENT_SESSION_LIFETIME": IDLE,
        "WTF_CSRF_TIME_LIMIT": None,  # as long as the session: nothing typed is lost to a slow afternoon
        "WTF_CSRF_SSL_STRICT": False,  # it wants a Referer, which our no-referrer policy never sends
    }


def library_settings(secret_key: str, *, two_factor_required: bool) -> dict[str, Any]:
    """Password and code, or passkey; no registration, no e-mail, no tokens, no remembered browsers."""
    chosen = {
        "URL_PREFIX": "/accounts",
        "POST_LOGIN_VIEW": "accounts_desk.home",
        "POST_LOGOUT_VIEW": "security.login",
        "POST_VERIFY_VIEW": "accounts_desk.mine",
        "POST_CHANGE_VIEW": "accounts_desk.mine",
        "TWO_FACTOR_POST_SETUP_VIEW": "accounts_desk.mine",
        "WAN_POST_REGISTER_VIEW": "accounts_desk.mine",
        "RETURN_GENERIC_RESPONSES": True,  # never says whether an account exists
        "PASSWORD_SALT": _text_key("sayso", "salt"),  # argon2 salts each; the library asks for a second all the same
        "PASSWORD_SCHEMES": ["argon2"],
        "PASSWORD_SINGLE_HASH": True,
        "PASSWORD_LENGTH_MIN": PASSWORD_LENGTH,
        "CHANGEABLE": True,
        "SEND_PASSWORD_CHANGE_EMAIL": False,
        "API_ENABLED_METHODS": ["session"],
        "FRESHNESS": timedelta(hours=1),  # to change a factor, show that it is still you
        "FRESHNESS_ALLOW_AUTH_TOKEN": False,
        "LOGOUT_METHODS": ["GET", "POST"],  # signing out harms no one; a plain link does it
        "STATIC_FOLDER": None,
        "CLI_USERS_NAME": None,
        "CLI_ROLES_NAME": None,
    }
    return {f"SECURITY_{name}": value for name, value in (chosen | _factors(secret_key, two_factor_required)).items()}


def _factors(secret_key: str, two_factor_required: bool) -> dict[str, Any]:
    return {
        "TWO_FACTOR": True,
        "TWO_FACTOR_REQUIRED": two_factor_required,
        "TWO_FACTOR_ENABLED_METHODS": ["authenticator"],
        "TWO_FACTOR_AUTHENTICATOR_VALIDITY": 30,  # seconds either side
        "TWO_FACTOR_RESCUE_EMAIL": False,
        "TOTP_SECRETS": {"1": _text_key(secret_key, "totp")},  # encrypts each account's secret at rest
        "TOTP_ISSUER": "Sayso",
        "MULTI_FACTOR_RECOVERY_CODES": True,
        "MULTI_FACTOR_RECOVERY_CODES_KEYS": [_text_key(secret_key, "recovery")],
        "WEBAUTHN": True,
        "WAN_RP_NAME": "Sayso",
        "WAN_ALLOW_USER_HINTS": False,  # hints would say which addresses have accounts
    }


def demo_token(secret_key: str, account_id: int) -> str:
    """The token of a demonstration sign-in link. Only demo mode has the page that takes it."""
    return f"{account_id}-" + derived(secret_key, f"demo:{account_id}").hex()[:32]


def is_demo_token(token: str, secret_key: str) -> int | None:
    """The account that this demonstration link signs in, or None."""
    digits, _, _rest = token.partition("-")
    if not (digits.isascii() and digits.isdecimal() and len(digits) < 10):
        return None
    genuine = demo_token(secret_key, int(digits))
    return int(digits) if hmac.compare_digest(token.encode(), genuine.encode()) else None


def stamp(password: str | None, uniquifier: str) -> str:
    """What a set-password link is good for: this account as it stands. It stops working once a password is chosen."""
    return hashlib.sha256(f"{uniquifier}:{password or ''}".encode()).hexdigest()[:24]
