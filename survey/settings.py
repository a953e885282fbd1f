"""Every setting, in one frozen object. Nothing else reads the environment.

A default must be right in production *and* safe to publish; anything else has no default and is asked for.
"""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from importlib.resources import files
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

from survey.errors import DomainError
from survey.holidays import NATIONS
from survey.hours import working_hours
from survey.neutral_words import says_who_we_are

MODES = ("production", "demo", "test")
LANGUAGES = ("en", "cy", "pl", "uk", "ar", "ur", "so")
FINISHED = LANGUAGES  # those of LANGUAGES that say everything: no other is offered unless it is asked for (tested)
MAIL = ("none", "console", "smtp")
MAIL_TLS = ("starttls", "tls", "none")
SMS = ("none", "console", "notify")
DEMO_TEXTS = {"sms": "console", "sms_sender": "Hello"}  # printed where the demonstration runs
SHORTEST_KIOSK = 60  # half of it is for the warning
NOTIFY_KEY = 73  # letters at least: two ids
THIS_MACHINE = ("localhost", "127.0.0.1", "::1")
DEMO_SECRET = "demo-secret-not-for-real-people"  # noqa: S105 - published on purpose; production refuses it


class SettingWrong(DomainError):
    """A setting is missing or wrong."""


def data_dir(name: str) -> Path:
    """The folder of templates, translations or migrations: inside the wheel, else beside the packages in a checkout."""
    packaged = Path(str(files("survey"))) / "_data" / name
    return packaged if packaged.is_dir() else Path(__file__).resolve().parent.parent / name


def _setting(env: str, default: object, help_text: str) -> Any:
    return field(default=default, metadata={"env": env, "help": help_text})


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What an installation may decide. `metadata['env']` names the variable; the README documents each (tested)."""

    mode: str = _setting("SAYSO_MODE", "production", "production, demo or test")
    secret_key: str = _setting("SAYSO_SECRET_KEY", "", "signs forms and staff sessions; at least 32 characters")
    database_url: str = _setting(
        "SAYSO_DATABASE_URL", "sqlite:///instance/sayso.db", "SQLAlchemy URL; PostgreSQL in production"
    )
    releases_database_url: str = _setting(
        "SAYSO_RELEASES_DATABASE_URL", "", "another login that may read release tables only; empty: narrowed in place"
    )
    keys_database_url: str = _setting(
        "SAYSO_KEYS_DATABASE_URL", "", "the database of keys, apart from the other; empty on SQLite: a file beside it"
    )
    signing_key_file: str = _setting(
        "SAYSO_SIGNING_KEY_FILE", "", "the key that signs the log; empty: beside an SQLite database, else in instance/"
    )
    witnesses: tuple[str, ...] = _setting(
        "SAYSO_WITNESSES", (), "who else remembers the log's heads: each its key @ its address, comma separated"
    )
    allow_sqlite: bool = _setting("SAYSO_ALLOW_SQLITE", False, "1 lets production run on SQLite, knowingly")
    base_url: str = _setting("SAYSO_BASE_URL", "http://127.0.0.1:8000", "where links and QR codes point")
    languages: tuple[str, ...] = _setting("SAYSO_LANGUAGES", FINISHED, "languages offered, comma separated")
    words_email: str = _setting("SAYSO_WORDS_EMAIL", "", "whom to tell of a wrong word on a page; empty: one's worker")
    translations_dir: str = _setting("SAYSO_TRANSLATIONS_DIR", "", "another folder of message catalogues")
    packs_dir: str = _setting("SAYSO_PACKS_DIR", "", "folder of licensed question packs (wording we may not ship)")
    art8_ages: str = _setting(
        "SAYSO_ART8_AGES", "", "a file of the ages from which their own Yes is enough; empty: the shipped one"
    )
    controller_name: str = _setting("SAYSO_CONTROLLER_NAME", "", "who answers for the data by law, for exports")
    controller_contact: str = _setting("SAYSO_CONTROLLER_CONTACT", "", "whom to ask for there, for exports")
    controller_email: str = _setting("SAYSO_CONTROLLER_EMAIL", "", "their e-mail address, for exports")
    controller_phone: str = _setting("SAYSO_CONTROLLER_PHONE", "", "their telephone number, for exports")
    controller_address: str = _setting("SAYSO_CONTROLLER_ADDRESS", "", "their postal address, for exports")
    controller_country: str = _setting("SAYSO_CONTROLLER_COUNTRY", "", "whose law holds, by ISO 3166: GB, GB-SCT")
    controller_privacy_url: str = _setting("SAYSO_CONTROLLER_PRIVACY_URL", "", "where their privacy notice is")
    controller_stored_in: str = _setting("SAYSO_CONTROLLER_STORED_IN", "", "where data is kept, for exports")
    controller_kept_for: str = _setting("SAYSO_CONTROLLER_KEPT_FOR", "", "how long, beyond what each card says")
    controller_withdraw: str = _setting("SAYSO_CONTROLLER_WITHDRAW", "", "how to take a choice back, beyond one tap")
    nation: str = _setting(
        "SAYSO_NATION", "england", "whose retention rules: england, wales, scotland or northern_ireland"
    )
    hours: str = _setting(
        "SAYSO_HOURS",
        "mon-fri 08:00-18:00 Europe/London except england",
        "when staff are at work; a look outside is told as unusual",
    )
    link_days: int = _setting("SAYSO_LINK_DAYS", 30, "days an invitation link works")
    mail: str = _setting("SAYSO_MAIL", "none", "how letters leave: smtp, console, or none: people hand links over")
    mail_from: str = _setting("SAYSO_MAIL_FROM", "", "the address that letters come from")
    mail_host: str = _setting("SAYSO_MAIL_HOST", "", "the mail server")
    mail_port: int = _setting("SAYSO_MAIL_PORT", 587, "its port")
    mail_tls: str = _setting("SAYSO_MAIL_TLS", "starttls", "starttls, tls from the start, or none on this machine")
    mail_user: str = _setting("SAYSO_MAIL_USER", "", "who signs in there; empty: nobody has to")
    mail_password: str = _setting("SAYSO_MAIL_PASSWORD", "", "their password")
    sms: str = _setting("SAYSO_SMS", "none", "how text messages leave: notify (GOV.UK Notify), console, or none")
    sms_sender: str = _setting("SAYSO_SMS_SENDER", "", "whom a text shows as its sender; it may not say who we are")
    notify_key: str = _setting("SAYSO_NOTIFY_KEY", "", "the key of GOV.UK Notify")
    notify_template: str = _setting("SAYSO_NOTIFY_TEMPLATE", "", "a template there that says only ((words))")
    notify_sender: str = _setting("SAYSO_NOTIFY_SENDER", "", "the number of the sender there; empty: its usual one")
    notify_url: str = _setting("SAYSO_NOTIFY_URL", "https://api.notifications.service.gov.uk", "where Notify is")
    reminder_from: str = _setting(
        "SAYSO_REMINDER_FROM", "", "the address that reminders by e-mail come from; it may not say who we are"
    )
    reminder_url: str = _setting(
        "SAYSO_REMINDER_URL", "", "another address of ours for links in reminders; empty: SAYSO_BASE_URL"
    )
    reminder_days: str = _setting("SAYSO_REMINDER_DAYS", "3,7", "on which days after they asked we remind someone")
    reminder_hours: str = _setting(
        "SAYSO_REMINDER_HOURS", "mon-sun 16:00-19:30 Europe/London", "when a reminder may reach a phone"
    )
    kiosk_seconds: int = _setting("SAYSO_KIOSK_SECONDS", 300, "seconds without a touch until a shared tablet signs out")
    help_lines: str = _setting("SAYSO_HELP_LINES", "", "a file of help lines of your own; empty: those we ship")
    leave_url: str = _setting("SAYSO_LEAVE_URL", "https://www.bbc.co.uk/weather", "where Leave now goes")
    host: str = _setting("SAYSO_HOST", "127.0.0.1", "address the server listens on")
    port: int = _setting("SAYSO_PORT", 8000, "port the server listens on")
    proxies: int = _setting(
        "SAYSO_PROXIES", 0, "how many proxies in front are ours, whose X-Forwarded headers we believe"
    )
    threads: int = _setting("SAYSO_THREADS", 2, "threads per server process")

    @classmethod
    def from_env(cls, environ: Mapping[str, str] | None = None) -> Self:
        """Read the environment; :raise SettingWrong: names the variable and what was expected."""
        environ = os.environ if environ is None else environ
        values: dict[str, Any] = {
            f.name: _parse(f.metadata["env"], environ[f.metadata["env"]], f.default)
            for f in fields(cls)
            if f.metadata["env"] in environ
        }
        if values.get("mode") == "demo":
            for name, shown in ({"secret_key": DEMO_SECRET} | DEMO_TEXTS).items():
                values.setdefault(name, shown)
        return cls(**values)

    def __post_init__(self) -> None:
        if self.mode not in MODES:
            raise SettingWrong(f"SAYSO_MODE is “{self.mode}”. It must be production, demo or test.")
        try:
            working_hours(self.hours)
        except ValueError as wrong:
            raise SettingWrong(f"SAYSO_HOURS is “{self.hours}”. {wrong}") from None
        if self.nation not in NATIONS:
            raise SettingWrong(f"SAYSO_NATION is “{self.nation}”. It must be one of {', '.join(NATIONS)}.")
        _check_mail(self)
        check_reminders(self)
        if not SHORTEST_KIOSK <= self.kiosk_seconds <= 3600 and self.mode == "production":
            raise SettingWrong(f"SAYSO_KIOSK_SECONDS must be from {SHORTEST_KIOSK} to 3600.")

    @property
    def reminds_by(self) -> tuple[str, ...]:
        """How a reminder can reach someone here: text, email, both or neither."""
        by_text = ("text",) if self.sms != "none" else ()
        return by_text + (("email",) if self.mail != "none" and self.reminder_from else ())

    @property
    def is_demo(self) -> bool:
        return self.mode == "demo"


def _check_mail(settings: Settings) -> None:
    """:raise SettingWrong: when letters could not leave in the way that was set."""
    for env, given, choices in (
        ("SAYSO_MAIL", settings.mail, MAIL),
        ("SAYSO_MAIL_TLS", settings.mail_tls, MAIL_TLS),
    ):
        if given not in choices:
            raise SettingWrong(f"{env} is “{given}”. It must be one of {', '.join(choices)}.")
    if settings.mail != "smtp":
        return
    if not settings.mail_host or "@" not in settings.mail_from:
        raise SettingWrong("To send letters, set SAYSO_MAIL_HOST and SAYSO_MAIL_FROM, an e-mail address.")
    if bool(settings.mail_user) != bool(settings.mail_password):
        raise SettingWrong("Set both SAYSO_MAIL_USER and SAYSO_MAIL_PASSWORD, or neither.")
    if settings.mail_tls == "none" and settings.mail_host not in THIS_MACHINE:
        raise SettingWrong("SAYSO_MAIL_TLS may be none only for a mail server on this machine: letters hold links.")


def check_reminders(settings: Settings) -> None:
    """:raise SettingWrong: when a reminder could not leave, or would tell whose it is."""
    if settings.sms not in SMS:
        raise SettingWrong(f"SAYSO_SMS is “{settings.sms}”. It must be one of {', '.join(SMS)}.")
    if settings.sms == "notify" and not (len(settings.notify_key) >= NOTIFY_KEY and settings.notify_template):
        raise SettingWrong("To send texts, set SAYSO_NOTIFY_KEY, a whole key, and SAYSO_NOTIFY_TEMPLATE.")
    if settings.sms != "none" and not settings.sms_sender:
        raise SettingWrong("To send texts, set SAYSO_SMS_SENDER: people are told whom a text will be from.")
    if settings.reminds_by:
        _check_when_reminded(settings)
        _check_neutral(settings)


def _check_when_reminded(settings: Settings) -> None:
    if not re.fullmatch(r"[1-9]\d?(, ?[1-9]\d?){0,2}", settings.reminder_days):
        raise SettingWrong("SAYSO_REMINDER_DAYS must be one to three days, like 3,7.")
    try:
        working_hours(settings.reminder_hours)
    except ValueError as wrong:
        raise SettingWrong(f"SAYSO_REMINDER_HOURS is “{settings.reminder_hours}”. {wrong}") from None


def _check_neutral(settings: Settings) -> None:
    """Others see a phone too: its owner's family, a partner, a friend who picks it up."""
    if settings.reminder_from and "@" not in settings.reminder_from:
        raise SettingWrong("SAYSO_REMINDER_FROM must be an e-mail address.")
    where = urlsplit(settings.reminder_url or settings.base_url).hostname or ""
    shown = {"SAYSO_SMS_SENDER": settings.sms_sender, "SAYSO_REMINDER_FROM": settings.reminder_from}
    for env, words in (shown | {"SAYSO_REMINDER_URL": where}).items():
        if found := says_who_we_are(words, settings.controller_name):
            raise SettingWrong(f"{env} says “{found}”. A reminder may not show whose it is: others see phones too.")


def _parse(env: str, text: str, default: object) -> object:
    if isinstance(default, bool):
        if text not in {"0", "1", ""}:
            raise SettingWrong(f"{env} is “{text}”. It must be 1 or 0.")
        return text == "1"
    if isinstance(default, int):
        if not text.isdecimal():
            raise SettingWrong(f"{env} is “{text}”. It must be a whole number.")
        return int(text)
    if isinstance(default, tuple):
        return tuple(part.strip() for part in text.split(",") if part.strip())
    return text


def check_production(settings: Settings) -> None:
    """Refuse to start a production service that is not safe. :raise SettingWrong: says what to set."""
    if settings.mode != "production":
        return
    if settings.secret_key == DEMO_SECRET or len(settings.secret_key) < 32:
        raise SettingWrong("SAYSO_SECRET_KEY must be set to a secret of 32 characters or more, and not the demo one.")
    if settings.mail == "console":
        raise SettingWrong("SAYSO_MAIL is console, which prints links that open things. Set smtp or none.")
    if settings.sms == "console":
        raise SettingWrong("SAYSO_SMS is console, which prints links that open things. Set notify or none.")
    if settings.database_url.startswith("sqlite") and not settings.allow_sqlite:
        raise SettingWrong(
            "Production runs on PostgreSQL: set SAYSO_DATABASE_URL, for example postgresql://sayso@localhost/sayso. "
            "Set SAYSO_ALLOW_SQLITE=1 only if you mean SQLite."
        )
    if not settings.database_url.startswith("sqlite") and settings.keys_database_url in ("", settings.database_url):
        raise SettingWrong(
            "Keys are kept apart from what they open: set SAYSO_KEYS_DATABASE_URL to another database than "
            "SAYSO_DATABASE_URL, with backups of its own that are kept for 30 days at most."
        )
