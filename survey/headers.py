"""What every response carries: a strict content policy, no referrer, nothing cached, and compression."""

import zlib
from functools import lru_cache

from flask import Flask, Response, request

PEOPLE_POLICY = (  # the icon is in the page: a data: address, so that no request is made for it
    "default-src 'none'; style-src {style}; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
COMMON = {
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), browsing-topics=()",
    "Cache-Control": "no-store",  # shared phones; the price is Back asking again (facts: cost §6)
}
SMALLEST_WORTH_COMPRESSING = 600
END_OF_STYLE, LONGEST_HEAD = b"</style>", 40_000


def add_headers(app: Flask, policy: str) -> None:
    """Give every response of a side its headers, and compress pages."""

    every = [(name.lower(), name, value) for name, value in (COMMON | {"Content-Security-Policy": policy}).items()]

    @app.after_request
    def finish(response: Response) -> Response:
        given = {name.lower() for name, _value in response.headers}  # looked at once: setdefault would look six times
        for lower, name, value in every:
            if lower not in given:
                response.headers.add(name, value)
        return _compressed(response)


def _compressed(response: Response) -> Response:
    text = response.mimetype in ("text/html", "application/json", "text/csv", "image/svg+xml")
    if not text or response.direct_passthrough or "gzip" not in request.headers.get("Accept-Encoding", ""):
        return response
    body = response.get_data()
    if len(body) >= SMALLEST_WORTH_COMPRESSING and "Content-Encoding" not in response.headers:
        response.set_data(compressed(body))
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Vary"] = "Accept-Encoding"
    return response


def compressed(body: bytes) -> bytes:
    """The body in gzip. What pages have in common, down to the end of their style, was compressed before."""
    end = max(body.find(END_OF_STYLE, 0, LONGEST_HEAD), 0)
    begun, gzip = _begun(body[:end])
    gzip = gzip.copy()
    return begun + gzip.compress(body[end:]) + gzip.flush()


@lru_cache(maxsize=64)
def _begun(head: bytes) -> "tuple[bytes, zlib._Compress]":
    """What a head begins with in gzip, and a compressor to copy that has read it: a sixth of the cost (facts: cost)."""
    gzip = zlib.compressobj(6, zlib.DEFLATED, wbits=31)
    return gzip.compress(head), gzip
