"""A form that is shown again in another language, with all that was typed in it, and nothing done."""

from typing import Any

from flask import request
from wtforms import Form as PlainForm

STAY = "stay"  # what the button of a language says (templates/layouts/_languages.html)


def is_staying() -> bool:
    """Whether the form was sent by the button of a language: nobody meant to send what is in it."""
    return request.method == "POST" and request.form.get("act") == STAY


class Form(PlainForm):
    """A people's form. Sent only to change the language it is never valid, and has no mistakes to show either."""

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        return not is_staying() and bool(super().validate(*args, **kwargs))
