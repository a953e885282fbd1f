"""What was erased: when, and why, as a person is told. Pure. Reasons are codes: they outlive the words.

`survey.retention`, above, decides; here what is left of a part is told to those whom it was about.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from survey.records.account.telling import Voice

DELETED = "deleted"  # by whoever sent it: their own answers need nobody's leave
RESTORED = "restored"  # nobody decides this: an old backup had brought it back, and `survey.backup` erased it again


class Why(StrEnum):
    """Why something is erased."""

    ASKED = "asked"  # the person it is about asked
    TIME_UP = "time_up"  # its retention rule says so
    NOT_NEEDED = "not_needed"
    NEVER_OURS = "never_ours"  # it should not have been written here
    LAW = "law"  # a court or a law says so


@dataclass(frozen=True)
class Gone:
    """That a part was erased: when, and why."""

    at: datetime
    why: str


def why_words(why: str, voice: Voice) -> str:
    """The reason, as it is said to a person; a code from elsewhere is said as it is."""
    _ = voice.say
    words = {
        Why.ASKED.value: _("We were asked to."),
        Why.TIME_UP.value: _("We kept it for as long as we may."),
        Why.NOT_NEEDED.value: _("We do not need it now."),
        Why.NEVER_OURS.value: _("It should not have been here."),
        Why.LAW.value: _("A court or a law says so."),
        DELETED: _("Whoever sent it deleted it."),
        RESTORED: _("It was gone before. An old copy had brought it back."),
    }
    return words.get(why, why)


def gone_words(gone: Gone, voice: Voice) -> str:
    """When it went, and why."""
    _ = voice.say
    return _("A part was erased on %(day)s. Why: %(why)s", day=voice.day(gone.at), why=why_words(gone.why, voice))
