"""Carriers. A mail server may say yes, no, or nothing: only the last leaves anyone unsure whether a letter went."""

import smtplib
import ssl
import sys
from contextlib import suppress
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Protocol

from survey.errors import DomainError
from survey.post.letter import Letter, Words
from survey.settings import Settings

PATIENCE = 20.0  # seconds for each answer of the server


class NotNow(DomainError):
    """It did not go. It is tried again."""


class Refused(DomainError):
    """It did not go, and trying again does not help."""


class Unsure(DomainError):
    """The server took it and did not say whether it has it."""


class Carrier(Protocol):
    """Takes a letter out of the house. :raise NotNow: :raise Refused: :raise Unsure:"""

    def carry(self, letter: Letter, words: Words, now: datetime) -> None: ...


def carrier_for(settings: Settings) -> Carrier | None:
    """The carrier of this installation; None where people hand everything over themselves."""
    mail = ByMail(settings) if settings.mail == "smtp" else OnTheConsole() if settings.mail == "console" else None
    if settings.sms == "none":
        return mail
    from survey.post.carriers.notify.store import ByNotify  # only here: what it needs is an extra

    return ByEither(mail, ByNotify(settings) if settings.sms == "notify" else OnTheConsole())


class ByEither:
    """Mail by one carrier, texts by another."""

    def __init__(self, mail: Carrier | None, texts: Carrier) -> None:
        self._mail, self._texts = mail, texts

    def carry(self, letter: Letter, words: Words, now: datetime) -> None:
        """:raise NotNow: also where nobody carries mail any more."""
        carrier = self._texts if words.by_text else self._mail
        if carrier is None:
            raise NotNow
        carrier.carry(letter, words, now)


class OnTheConsole:
    """For whoever develops: the letter as it would go. Production refuses to start with it: it shows the link."""

    def carry(self, letter: Letter, words: Words, now: datetime) -> None:
        print(f"To: {words.to}\nSubject: {words.subject}\n\n{words.body}", file=sys.stderr)


class ByMail:
    """A mail server, over TLS unless it is on this machine."""

    def __init__(self, settings: Settings) -> None:
        self._is = settings

    def carry(self, letter: Letter, words: Words, now: datetime) -> None:
        """One letter, in one conversation, step by step: what went wrong where decides what follows."""
        if words.by_text:
            raise NotNow  # texts were switched off since it was written
        sender = words.sender or self._is.mail_from
        said = _written(letter, words, now, sender)
        try:
            server = self._connected()
        except (OSError, smtplib.SMTPException) as error:
            raise NotNow from error
        try:
            self._announce(server, sender, words.to)
            self._hand_over(server, said)
        finally:
            with suppress(OSError, smtplib.SMTPException):
                server.quit()
            server.close()

    def _connected(self) -> smtplib.SMTP:
        where, safe = (self._is.mail_host, self._is.mail_port), ssl.create_default_context()
        if self._is.mail_tls == "tls":
            server: smtplib.SMTP = smtplib.SMTP_SSL(*where, timeout=PATIENCE, context=safe)
        else:
            server = smtplib.SMTP(*where, timeout=PATIENCE)
        try:
            if self._is.mail_tls == "starttls":
                server.starttls(context=safe)
            if self._is.mail_user:
                server.login(self._is.mail_user, self._is.mail_password)
            server.ehlo_or_helo_if_needed()
        except BaseException:
            server.close()
            raise
        return server

    def _announce(self, server: smtplib.SMTP, sender: str, address: str) -> None:
        """Under one address, within and without: a phone may show both, and a reminder's tells nothing."""
        try:
            for answer, _words in (server.mail(sender), server.rcpt(address)):
                _require_yes(answer)
        except (OSError, smtplib.SMTPException) as error:
            raise NotNow from error

    def _hand_over(self, server: smtplib.SMTP, said: bytes) -> None:
        try:
            answer, _words = server.data(said)
        except smtplib.SMTPDataError as error:  # it said no before it was given anything
            _require_yes(error.smtp_code)
            raise NotNow from error
        except (OSError, smtplib.SMTPException) as error:
            raise Unsure from error
        _require_yes(answer)


def _require_yes(answer: int) -> None:
    if answer >= 500:
        raise Refused
    if answer >= 300:
        raise NotNow


def _written(letter: Letter, words: Words, now: datetime, sender: str) -> bytes:
    """The letter as mail. Its number comes from its place in the outbox: the same letter has the same, always."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, words.to, words.subject
    mail["Date"] = format_datetime(now)
    mail["Message-ID"] = f"<{letter.id}.{int(letter.written_at.timestamp())}@{sender.rpartition('@')[2]}>"
    mail["Auto-Submitted"] = "auto-generated"  # so that nobody's absence answers it
    mail.set_content(words.body)
    return mail.as_bytes()
