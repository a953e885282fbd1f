"""Who answers for the data, as an installation states it. What is not stated is said to be so, never guessed. Pure."""

from dataclasses import dataclass

NOT_STATED = "not stated"


@dataclass(frozen=True)
class Controller:
    """The controller's facts (UK GDPR Art 13). Empty: not stated."""

    name: str = ""
    contact: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""
    country: str = ""  # ISO 3166: GB, GB-SCT
    privacy_url: str = ""
    stored_in: str = ""
    kept_for: str = ""
    withdraw_at: str = ""  # where a choice can be changed
    withdraw_how: str = ""

    @property
    def id(self) -> str:
        """How a file points at it; only within that file."""
        return "#controller"


def stated(words: str) -> str:
    """The words, or that there are none."""
    return words or NOT_STATED
