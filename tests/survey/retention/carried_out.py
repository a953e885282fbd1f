"""What runs in a process of its own and is killed half-way: carrying out what was decided."""

from datetime import datetime
from typing import Any

from survey.database import Database
from survey.house import House
from survey.keys import KeyStore
from survey.retention.doing import store as doing
from survey.settings import Settings
from tests.survey.ledger.crashing import die_at

STEPS: dict[str, tuple[Any, str, bool]] = {  # at which function, and whether before it or after it
    "after the ties are ended": (doing, "_end_ties", False),
    "after it is erased, before that is durable": (doing, "erase", False),
    "after that is durable, before the keys go": (KeyStore, "destroy", True),
    "after the keys go, before the person's own": (KeyStore, "forget", True),
    "after the person's own key went": (KeyStore, "forget", False),
}
NOT_DURABLE = tuple(STEPS)[:2]


def carry_out(url: str, step: str, now: datetime) -> None:
    """Take the due step, dying where it says."""
    settings = Settings(mode="test", secret_key="s" * 32, database_url=url)
    if step:
        die_at(*STEPS[step])
    doing.carry_out_due(House(settings, Database(url), clock=lambda: now))
