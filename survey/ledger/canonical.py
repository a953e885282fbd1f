"""One way to write a value as bytes, so that its hash can be checked anywhere: RFC 8785, after NFC, whole numbers."""

import json
import unicodedata
from datetime import UTC, datetime
from typing import Any

import rfc8785

LARGEST = 2**53 - 1
# Python's own writer writes as the standard does, but for the order of keys beyond here: it sorts by character, and the
# standard by halves of a pair (UTF-16). Whatever has such a letter anywhere is left to the standard's library.
FIRST_THAT_SORTS_OTHERWISE = "\ue000"
_written = json.JSONEncoder(
    ensure_ascii=False, check_circular=False, allow_nan=False, sort_keys=True, separators=(",", ":")
).encode


class NotCanonical(ValueError):
    """A value that has no one agreed form: a float, a huge number, a key twice after normalising."""


def canonical(value: Any) -> bytes:
    """UTF-8 JSON by RFC 8785, every string NFC. :raise NotCanonical: on floats, |n| > 2^53−1, types JSON lacks."""
    plain = _plain(value)
    try:
        text = _written(plain)
        if text.isascii() or max(text) < FIRST_THAT_SORTS_OTHERWISE:
            return text.encode()
        return rfc8785.dumps(plain)
    except rfc8785.CanonicalizationError as error:  # a lone surrogate, say
        raise NotCanonical(str(error)) from error
    except UnicodeEncodeError as error:
        raise NotCanonical(str(error)) from error


def _plain(value: Any) -> Any:
    if type(value) is str:
        return value if value.isascii() else unicodedata.normalize("NFC", value)
    match value:
        case None | bool():
            return value
        case str():
            return unicodedata.normalize("NFC", value)
        case int() if abs(value) <= LARGEST:
            return int(value)
        case list() | tuple():
            return [_plain(item) for item in value]
        case dict():
            plain = {_key(key): _plain(item) for key, item in value.items()}
            if len(plain) != len(value):
                raise NotCanonical("Two keys are the same once normalised.")
            return plain
    raise NotCanonical(f"{type(value).__name__} has no canonical form here.")


def _key(key: Any) -> str:
    if not isinstance(key, str):
        raise NotCanonical("Keys are words.")
    return key if key.isascii() else unicodedata.normalize("NFC", key)


def moment_text(moment: datetime) -> str:
    """RFC 3339, UTC, milliseconds: 2026-11-21T09:30:00.000Z."""
    utc = moment.astimezone(UTC)
    return f"{utc:%Y-%m-%dT%H:%M:%S}.{utc.microsecond // 1000:03d}Z"
