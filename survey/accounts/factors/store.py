"""What the library keeps and asks of codes and passkeys, where we know better."""

from typing import Any

from flask import request
from flask_security import Totp, UserMixin, WebauthnUtil
from flask_security.babel import FsDomain

from survey.accounts.library_words import SAID
from survey.accounts.models import Account
from survey.house import house
from survey.i18n import gettext
from survey.people.qr import qr_code


class OurWordsFirst(FsDomain):
    """The library's words, but ours where we have said it better; each in the language of the page."""

    def gettext(self, string: str, **variables: Any) -> str:
        if string in SAID.values():
            return gettext(string, **variables)
        return str(super().gettext(string, **variables))  # type: ignore[no-untyped-call]  # the library is untyped here


class CodesWorkOnce(Totp):
    """The library's authenticator codes, each of which is good once: the last one used is kept with the account."""

    def get_last_counter(self, user: UserMixin) -> int | None:
        assert isinstance(user, Account)
        return user.totp_last_counter

    def set_last_counter(self, user: UserMixin, tmatch: Any) -> None:
        assert isinstance(user, Account)
        user.totp_last_counter = tmatch.counter

    def generate_qrcode(self, username: str, totp: str) -> Any:
        """Drawn inside the page: our content policy lets no image data in."""
        return qr_code(self.get_totp_uri(username, totp))


class Passkeys(WebauthnUtil):
    """Passkeys of any kind. The library asks for a key on a lead; most staff have one in the laptop itself."""

    def authenticator_selection(self, user: UserMixin, usage: str) -> Any:
        chosen = super().authenticator_selection(user, usage)
        chosen.authenticator_attachment = None
        return chosen

    def origin(self) -> str:
        """Where our pages say they are: behind a proxy the request itself does not know that it came by https."""
        at_home = house().settings.base_url.rstrip("/")
        same_host = at_home.partition("://")[2].partition("/")[0] == request.host
        return at_home if same_host else request.host_url.rstrip("/")
