"""Texts by GOV.UK Notify, through its own client. Only what was surely not taken is ever sent again.

Their answers: 201 it is theirs; 400 this text is wrong, for good; 403 our key is wrong; 429 too many just now; 500
or no answer at all: they may have it. The client logs what they say, which can hold a number: it is told to be quiet.
"""

import logging
from datetime import datetime
from typing import Any

import requests
from notifications_python_client.errors import APIError
from notifications_python_client.notifications import NotificationsAPIClient
from urllib3.exceptions import NewConnectionError

from survey.post.carriers.store import PATIENCE, NotNow, Refused, Unsure
from survey.post.letter import Letter, Words
from survey.settings import Settings

logging.getLogger("notifications_python_client.base").addFilter(lambda _record: False)

NOT_TAKEN = (403, 429)  # a key that someone has to mend; a limit that passes: nothing went


class ByNotify:
    """One text, in one request. Their template says only ((words)): what a text says is ours, and tested here."""

    def __init__(self, settings: Settings) -> None:
        self._is = settings

    def carry(self, letter: Letter, words: Words, now: datetime) -> None:
        """:raise NotNow: :raise Refused: :raise Unsure:"""
        client: Any = NotificationsAPIClient(  # type: ignore[no-untyped-call]  # the library is untyped
            self._is.notify_key, base_url=self._is.notify_url, timeout=PATIENCE
        )
        sender: dict[str, Any] = {"sms_sender_id": self._is.notify_sender} if self._is.notify_sender else {}
        try:
            client.send_sms_notification(
                phone_number=words.to,
                template_id=self._is.notify_template,
                personalisation={"words": words.body},
                reference=str(letter.id),
                **sender,
            )
        except APIError as error:
            raise _what_follows(error) from None  # without their words, which may hold the number
        finally:
            client.request_session.close()


def _what_follows(error: APIError) -> Exception:
    if error.response is None:
        return NotNow() if _never_reached(error.__cause__) else Unsure()
    status = error.status_code
    if status in NOT_TAKEN:
        return NotNow()
    return Refused() if 400 <= status < 500 else Unsure()


def _never_reached(cause: BaseException | None) -> bool:
    """Whether nothing was sent at all: no connection was made."""
    if isinstance(cause, requests.ConnectTimeout):
        return True
    reason = getattr(cause.args[0], "reason", None) if cause and cause.args else None
    return isinstance(cause, requests.ConnectionError) and isinstance(reason, NewConnectionError)
