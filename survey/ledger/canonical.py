"""One way to write a value as bytes, so that its hash can be checked anywhere: RFC 8785, after NFC, whole numbers."""

import unicodedata
from datetime import UTC, datetime
from typing import Any

import rfc8785

LARGEST = 2**53 - 1


class NotCanonical(ValueError):
    """A value that has no one agreed form: a float, a huge number, a key twice after normalising."""


def canonical(value: Any) -> bytes:
    """UTF-8 JSON by RFC 8785, every string NFC. :raise NotCanonical: on floats, |n| > 2^53−1, types JSON lacks."""
    try:
        return rfc8785.dumps(_plain(value))
    except rfc8785.CanonicalizationError as error:  # a lone surrogate, say
        raise NotCanonical(str(error)) from error
    except UnicodeEncodeError as error:
        raise NotCanonical(str(error)) from error


def _plain(value: Any) -> Any:
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
    return unicodedata.normalize("NFC", key)


def moment_text(moment: datetime) -> str:
    """RFC 3339, UTC, milliseconds: 2026-11-21T09:30:00.000Z."""
    utc = moment.astimezone(UTC)
    return f"{utc:%Y-%m-%dT%H:%M:%S}.{utc.microsecond // 1000:03d}Z"
