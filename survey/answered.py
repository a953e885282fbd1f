"""An answer of the people's side: Flask's, on a shorter way out for what nearly every one of ours is."""

import re
from collections.abc import Iterable
from typing import cast
from wsgiref.types import StartResponse, WSGIEnvironment

from flask import Response

WITH_A_BODY = (200, 303, 400, 403, 404, 409, 410, 422)
PLAIN = re.compile(r"[A-Za-z0-9/_.?=&-]*")  # an address with nothing to write in another way
ADDRESSES = ("location", "content-location")


class Answered(Response):
    """Flask's response. One that is whole is sent as it is: nothing of it is copied, counted or looked at again."""

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] == "HEAD" or not self._is_whole():
            return super().__call__(environ, start_response)
        start_response(self.status, self.headers.to_wsgi_list())
        return cast("list[bytes]", self.response)  # `_is_whole` saw that it is

    def _is_whole(self) -> bool:
        """Made of bytes that are there and counted, with nothing to do after it, leading nowhere odd."""
        if type(self.response) is not list or self._on_close or self.status_code not in WITH_A_BODY:
            return False
        is_counted = False
        for name, value in self.headers:
            lower = name.lower()
            is_counted = is_counted or lower == "content-length"
            if lower in ADDRESSES and not PLAIN.fullmatch(value):
                return False
        return is_counted
