"""Work that falls due by time: each feature registers its steps; `sayso run` and `sayso keep` take them in turn.

A step is short, opens its own sessions, and may be taken twice: another process may be taking the same one.
"""

import logging
from collections.abc import Callable
from threading import Event, Thread

from survey.house import House

Step = Callable[[House], int]  # how many things it did

EVERY = 30.0  # seconds
_steps: dict[str, Step] = {}
_log = logging.getLogger("sayso.due")


def register(name: str, step: Step) -> None:
    """Add a step, once, at import of the feature that owns it."""
    if name in _steps:
        raise ValueError(f"A due step named {name} is already registered.")
    _steps[name] = step


def take(house: House) -> dict[str, int]:
    """Take every step once, in the order they were registered: how much each did. One that fails stops no other."""
    done = {}
    for name, step in _steps.items():
        try:
            done[name] = step(house)
        except Exception:
            _log.exception("The step %s failed; it is taken again in a while.", name)
            done[name] = -1
    return done


def keep(house: House, stop: Event, every: float = EVERY) -> None:
    """Take the steps again and again until told to stop."""
    while not stop.is_set():
        take(house)
        stop.wait(every)


def keep_beside(house: House) -> Event:
    """The same in a thread of its own, which ends with the process; set the event to end it sooner."""
    stop = Event()
    Thread(target=keep, args=(house, stop), name="due", daemon=True).start()
    return stop
