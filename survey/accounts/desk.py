"""Signing in and out, one's own account page, and where each role begins. Flask-Security does the work."""

from typing import Any

from flask import Blueprint, Flask, Response, current_app, g, redirect, request, session, url_for
from flask_babel import Babel
from flask_security import Security, admin_change_password, current_user, login_user, logout_user
from flask_wtf import CSRFProtect
from flask_wtf.csrf import CSRFError
from itsdangerous import BadSignature, URLSafeTimedSerializer
from werkzeug.wrappers import Response as AnyResponse

from survey import desk_pages, i18n, pages
from survey.accounts import forms, policy, store
from survey.accounts.factors import forms as factor_forms
from survey.accounts.factors.store import CodesWorkOnce, OurWordsFirst, Passkeys
from survey.accounts.library_words import SAID
from survey.accounts.models import Account
from survey.desk_pages import PASSKEY_POLICY, StaffMember, go, has_page, me, only_for, render, signed_in, to_sign_in
from survey.errors import LinkEnded, NotThere
from survey.house import House, house
from survey.i18n import lazy_gettext as _l
from survey.people.role import Role

__all__ = ["StaffMember", "accounts_desk", "demo_desk", "me", "only_for", "prepare", "signed_in"]

accounts_desk = Blueprint("accounts_desk", __name__)
demo_desk = Blueprint("demo_desk", __name__)  # registered in demo mode only: elsewhere its address does not exist

DOORS = (
    (Role.PRACTITIONER, "people_desk.caseload", _l("People you work with")),
    (Role.PRACTITIONER, "records_desk.owed", _l("Answers owed")),
    (Role.PRACTITIONER, "people_desk.search", _l("Find someone")),
    (Role.PRACTITIONER, "sharing_desk.shares", _l("Passing on")),
    (Role.PRACTITIONER, "responses_desk.board", _l("What we should have asked")),
    (Role.PRACTITIONER, "safety_desk.list", _l("Watched answers")),
    (Role.MANAGER, "people_desk.organisation", _l("Your organisation")),
    (Role.MANAGER, "records_desk.owed", _l("Answers owed")),
    (Role.MANAGER, "people_desk.search", _l("Find someone")),
    (Role.MANAGER, "people_desk.broken", _l("Emergency openings")),
    (Role.MANAGER, "kiosk_desk.kiosks", _l("Shared screens")),
    (Role.MANAGER, "consent_desk.find", _l("A Yes that was none")),
    (Role.MANAGER, "retention_desk.list", _l("Erasing")),
    (Role.MANAGER, "sharing_desk.shares", _l("Passing on")),
    (Role.MANAGER, "responses_desk.board", _l("What we should have asked")),
    (Role.MANAGER, "responses_desk.changed", _l("What changed because they told us")),
    (Role.MANAGER, "withholding_desk.list", _l("Kept back")),
    (Role.MANAGER, "safety_desk.list", _l("Watched answers")),
    (Role.MANAGER, "safety_desk.routes", _l("Which answers are watched")),
    (Role.MANAGER, "activity_desk.given", _l("What the service gave")),
    (Role.MANAGER, "voices_desk.waiting", _l("Words to read before they are shown")),
    (Role.MANAGER, "log_desk.remembered", _l("The log")),
    (Role.DATA_LEAD, "cohorts_desk.cohorts", _l("Counts to close")),
    (Role.DATA_LEAD, "impact_desk.releases", _l("Releases")),
    (Role.DATA_LEAD, "records_desk.owed", _l("Answers owed")),
    (Role.DATA_LEAD, "consent_desk.find", _l("A Yes that was none")),
    (Role.DATA_LEAD, "retention_desk.list", _l("Erasing")),
    (Role.DATA_LEAD, "sharing_desk.shares", _l("Passing on")),
    (Role.DATA_LEAD, "withholding_desk.list", _l("Kept back")),
    (Role.DATA_LEAD, "safety_desk.routes", _l("Which answers are watched")),
    (Role.DATA_LEAD, "log_desk.remembered", _l("The log")),
    (Role.DATA_LEAD, "exports_desk.on_paper", _l("A record on paper")),
    (Role.DATA_LEAD, "access_desk.agreements", _l("Who may read releases")),
    (Role.DATA_LEAD, "areas_desk.places", _l("Places")),
    (Role.COMMISSIONER, "impact_desk.releases", _l("Releases")),
    (Role.ANALYST, "impact_desk.releases", _l("Releases")),
)


ROLE_WORDS = {
    Role.PRACTITIONER: _l("practitioner"),
    Role.MANAGER: _l("service manager"),
    Role.DATA_LEAD: _l("data lead"),
    Role.COMMISSIONER: _l("commissioner"),
    Role.ANALYST: _l("analyst"),
}

NEVER_GIVEN_BACK = frozenset(
    {"csrf_token", "password", "again", "new_password", "new_password_confirm", "code", "credential", "next"}
)


def prepare(app: Flask, house: House) -> None:
    """Give the staff side its accounts: sessions, forms that cannot be forged, sign-in, and who is signed in."""
    settings = house.settings
    app.config.update(policy.session_settings(https=settings.base_url.startswith("https:")))
    app.config.update(policy.library_settings(settings.secret_key, two_factor_required=not settings.is_demo))
    app.config.update({f"SECURITY_MSG_{name}": (words, "info") for name, words in SAID.items()})
    app.config.update(SECURITY_DATETIME_FACTORY=house.clock, BABEL_DEFAULT_LOCALE="en")
    datastore = store.datastore(house.database)
    CSRFProtect(app)
    Babel(app, locale_selector=lambda: pages.language().locale)
    app.jinja_env.install_gettext_callables(i18n.gettext, i18n.ngettext, newstyle=True)  # type: ignore[attr-defined]  # ours again, after Babel's
    security = Security(
        app,
        datastore,
        login_form=forms.SignInForm,
        verify_form=forms.StillYouForm,
        change_password_form=forms.NewPasswordForm,
        two_factor_verify_code_form=factor_forms.CodeForm,
        two_factor_setup_form=factor_forms.SecondStepForm,
        two_factor_rescue_form=factor_forms.NoPhoneForm,
        mf_recovery_form=factor_forms.RecoveryForm,
        wan_register_form=factor_forms.AddPasskeyForm,
        wan_signin_form=factor_forms.PasskeySignInForm,
        wan_signin_response_form=factor_forms.PasskeyResponseForm,
        totp_cls=CodesWorkOnce,
        webauthn_util_cls=Passkeys,
    )
    security.i18n_domain = OurWordsFirst(app)  # type: ignore[no-untyped-call]  # the library is untyped here
    security.want_json(lambda _request: False)  # pages only
    security.login_manager.request_loader(lambda _request: None)  # the cookie only: no tokens in addresses or headers
    for unused in ("security.two_factor_rescue", "security.tf_select"):  # would send mail; would offer one choice
        app.view_functions[unused] = _not_here
    app.register_error_handler(CSRFError, _signed_out_while_writing)
    app.before_request(_keep_session)
    app.after_request(_finish_library_page)
    app.context_processor(_who_and_where)
    app.teardown_appcontext(lambda _error: datastore.db.session.remove())
    if settings.is_demo:
        app.register_blueprint(demo_desk)


def _not_here() -> str:
    raise NotThere


def _signed_out_while_writing(error: CSRFError) -> tuple[str, int]:
    """A form whose session has ended: give back what was typed, to copy. Other sites' forms never get this far."""
    if signed_in() is not None:
        return desk_pages.render_error("errors/invalid.html", sentence=""), 400
    typed = [text for name, text in request.form.items() if text.strip() and name not in NEVER_GIVEN_BACK]
    return render("accounts/desk/signed_out.html", typed=typed), 401


def _keep_session() -> None:
    session.permanent = True  # until `policy.IDLE` after the last page


def _finish_library_page(response: Response) -> Response:
    if g.get("sent_wrong") and response.status_code == 200:
        response.status_code = 422
    if (request.endpoint or "").startswith("security.wan_"):
        response.headers["Content-Security-Policy"] = PASSKEY_POLICY
    return response


def find_signed_in() -> StaffMember | None:
    """Who the session says is signed in, if their account is still active."""
    if not current_user.is_authenticated:
        return None
    roles = frozenset(Role(role.name) for role in current_user.roles)
    person = current_user.person
    return StaffMember(current_user.id, person.id, person.organisation_id, person.name, roles)


def _who_and_where() -> dict[str, Any]:
    member = signed_in()
    links = [{"words": words, "url": url, "current": url == _here()} for url, words in dict(_doors(member)).items()]
    return {
        "nav_links": links,
        "signed_in_as": member.name if member else None,
        "account_url": url_for("accounts_desk.mine"),
        "sign_out_url": url_for("security.logout"),
        "home_url": url_for("accounts_desk.home"),
    }


def _here() -> str:
    return request.script_root + request.path


def _doors(member: StaffMember | None) -> list[tuple[str, str]]:
    """The pages that begin something for these roles, of those that exist."""
    roles = member.roles if member else frozenset()
    return [(url_for(page), str(words)) for role, page, words in DOORS if role in roles and has_page(page)]


@accounts_desk.get("/")
def home() -> AnyResponse:
    """Where a member of staff begins: the first page of their role."""
    member = signed_in()
    if member is None:
        return to_sign_in()
    doors = _doors(member)
    return redirect(doors[0][0]) if doors else go("accounts_desk.mine")


@accounts_desk.get("/accounts/")
@only_for(*Role)
def mine() -> str:
    """Your own account: password, authenticator, passkeys, recovery codes."""
    held = [str(words) for role, words in ROLE_WORDS.items() if role in me().roles]
    return render("accounts/desk/mine.html", member=me(), account=current_user, roles=held)


def sign_out() -> None:
    """End the session on this device, as before it is handed to someone else."""
    logout_user()


# Setting a password by a one-time link


def _serializer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(house().settings.secret_key, salt="set-password")


def set_password_token(account: Account, secret_key: str) -> str:
    """The token of a link that sets this account's password: good for a week, and until it has been used."""
    serializer = URLSafeTimedSerializer(secret_key, salt="set-password")
    return str(serializer.dumps([account.id, policy.stamp(account.password, account.fs_uniquifier)]))


def _account_for(token: str) -> Account:
    try:
        account_id, stamp = _serializer().loads(token, max_age=policy.SET_PASSWORD_DAYS * 86400)
    except (BadSignature, ValueError, TypeError) as error:
        raise LinkEnded from error
    datastore = current_app.extensions["security"].datastore
    account: Account | None = datastore.find_user(id=account_id)
    if account is None or stamp != policy.stamp(account.password, account.fs_uniquifier):
        raise LinkEnded
    return account


@accounts_desk.get("/accounts/set-password/<token>")
def set_password(token: str) -> str:
    """Choose a password, by the link that a colleague handed over."""
    account = _account_for(token)
    return render("accounts/desk/set_password.html", form=forms.SetPasswordForm(), email=account.email)


@accounts_desk.post("/accounts/set-password/<token>")
def save_password(token: str) -> AnyResponse | tuple[str, int]:
    """Keep the new password, end every session of the account, and go to sign in with it."""
    account, form = _account_for(token), forms.SetPasswordForm()
    if not form.validate_on_submit():
        return render("accounts/desk/set_password.html", form=form, email=account.email), 422
    admin_change_password(account, form.password.data or "", notify=False)
    current_app.extensions["security"].datastore.commit()
    return go("security.login")


# The demonstration


@demo_desk.get("/demo/<token>")
def sign_in(token: str) -> AnyResponse:
    """Sign in as someone in the demonstration. No such page outside demo mode."""
    account_id = policy.is_demo_token(token, house().settings.secret_key)
    if account_id is None:
        raise NotThere
    datastore = current_app.extensions["security"].datastore
    account = store.demo_account(datastore.db.session, account_id)
    if account is None:
        raise NotThere
    login_user(account, authn_via=["demo"])
    g.pop("signed_in", None)
    return go("accounts_desk.home")
