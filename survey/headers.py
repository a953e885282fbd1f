"""What every response carries: a strict content policy, no referrer, nothing cached, and compression.

Around the application, where headers are a plain list: inside it each one more is a walk through all the others.
"""

import zlib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment
from zlib import crc32

PEOPLE_POLICY = (  # the icon is in the page: a data: address, so that no request is made for it
    "default-src 'none'; style-src {style}; script-src 'self' {script}; img-src 'self' data:; connect-src 'self'; "
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
SHORT, LEVEL = 32_000, 5  # bytes after the head; level 6 takes a tenth longer and saves 8 bytes of 7,000
GZIP = b"\x1f\x8b\x08\0\0\0\0\0\0\xff"  # of nothing said about it (RFC 1952)
END_OF_STYLE, LONGEST_HEAD = b"</style>", 40_000
COMPRESSED = ("text/html", "application/json", "text/csv", "image/svg+xml")

Headers = list[tuple[str, str]]


def finished(wsgi: WSGIApplication, policy: str) -> WSGIApplication:
    """The same application, each of whose answers has its side's headers, and is compressed where that is worth it."""
    every = [(name.lower(), (name, value)) for name, value in (COMMON | {"Content-Security-Policy": policy}).items()]

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        begun: list[Any] = []

        def begin(status: str, headers: Headers, error: Any = None) -> Any:
            begun[:] = status, headers, error

        body = wsgi(environ, begin)
        status, headers, error = begun
        given = {name.lower(): value for name, value in headers}
        if "gzip" in environ.get("HTTP_ACCEPT_ENCODING", "") and environ["REQUEST_METHOD"] != "HEAD":
            body = _smaller(body, headers, given)
        headers += [named for lower, named in every if lower not in given]
        start_response(status, headers, error)
        return body

    return answer


def _smaller(body: Iterable[bytes], headers: Headers, given: Mapping[str, str]) -> Iterable[bytes]:
    """A body worth compressing in gzip, with the headers that say so; any other as it is. `given`: those it has."""
    if not given.get("content-type", "").startswith(COMPRESSED):
        return body
    headers.append(("Vary", "Accept-Encoding"))
    if "content-encoding" in given or int(given.get("content-length", 0)) < SMALLEST_WORTH_COMPRESSING:
        return body
    try:
        smaller = compressed(b"".join(body))
    finally:
        getattr(body, "close", lambda: None)()
    headers[:] = [each for each in headers if each[0].lower() != "content-length"]
    headers += [("Content-Length", str(len(smaller))), ("Content-Encoding", "gzip")]
    return [smaller]


def compressed(body: bytes) -> bytes:
    """The body in gzip. What pages have in common, down to the end of their style, was compressed before."""
    end = max(body.find(END_OF_STYLE, 0, LONGEST_HEAD), 0)
    begun, check, rest = _begun(body[:end], len(body) - end <= SHORT)
    tail, rest = body[end:], rest.copy()
    length = len(body) & 0xFFFFFFFF
    end_of_all = crc32(tail, check).to_bytes(4, "little") + length.to_bytes(4, "little")  # RFC 1952 §2.3.1
    return b"".join((begun, rest.compress(tail), rest.flush(), end_of_all))


@lru_cache(maxsize=64)
def _begun(head: bytes, is_short: bool) -> "tuple[bytes, int, zlib._Compress]":
    """What a head begins with in gzip, its checksum so far, and a compressor to copy that knows the head's words.

    That compressor never wrote the head: it was only told it. So it is small where the rest is short, and a copy of it
    takes a tenth of the time that one of the whole would (docs/speed.md).
    """
    first = zlib.compressobj(9, zlib.DEFLATED, wbits=31)
    begun = first.compress(head) + first.flush(zlib.Z_SYNC_FLUSH) if head else GZIP
    window, memory = (14, 7) if is_short else (15, 8)
    rest = zlib.compressobj(LEVEL, zlib.DEFLATED, -window, memory, zdict=head[-(1 << window) :])
    return begun, crc32(head), rest
