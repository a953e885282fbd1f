"""Errors as sentences: what went wrong and, by its kind, what the person may do next. Never rendered here."""

from typing import ClassVar, Literal

Kind = Literal["missing", "refused", "gone", "conflict", "invalid", "too_many", "unready"]


class DomainError(Exception):
    """Something the person should be told about. `survey.error_pages` turns the kind into a status and a page."""

    kind: ClassVar[Kind] = "invalid"

    def __init__(self, sentence: str = "") -> None:
        super().__init__(sentence or (type(self).__doc__ or "").strip().splitlines()[0])


class NotThere(DomainError):
    """This page may not be yours to see, or it may not be there."""

    kind = "missing"


class NotAllowed(DomainError):
    """You cannot do this here."""

    kind = "refused"


class LinkEnded(DomainError):
    """This link has run out, has been used, or was mistyped."""

    kind = "gone"


class AlreadyDone(DomainError):
    """This has already been done."""

    kind = "conflict"


class TooManyTries(DomainError):
    """Too many wrong tries. Wait a while, then try again."""

    kind = "too_many"


class NotReady(DomainError):
    """The service is not set up for this yet."""

    kind = "unready"
