"""Which tests one process runs: those of a file together, in the order that they come in (turns.py).

What a file's tests share is then built once. pytest-xdist has marks for this, but 3.8 writes them where pytest 9.2 does
not look.
"""

from typing import Any

from turns import file_of
from xdist.scheduler.loadscope import LoadScopeScheduling


class Together(LoadScopeScheduling):  # type: ignore[misc]  # the library is untyped here
    """The files in their order, not the largest first."""

    def __init__(self, config: Any, log: Any = None) -> None:
        config.option.loadscopereorder = False
        super().__init__(config, log)

    def _split_scope(self, nodeid: str) -> str:
        return file_of(nodeid)
