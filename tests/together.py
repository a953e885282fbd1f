"""Which tests one process runs: those of a file together, in the order of their names: the browser's come first.

What a file's tests share is then built once. pytest-xdist has marks for this, but 3.8 writes them where pytest 9.2 does
not look.
"""

from typing import Any

from xdist.scheduler.loadscope import LoadScopeScheduling


class Together(LoadScopeScheduling):  # type: ignore[misc]  # the library is untyped here
    """The groups in the order of their names: the browser's files are the longest, and must not begin last."""

    def __init__(self, config: Any, log: Any = None) -> None:
        config.option.loadscopereorder = False
        super().__init__(config, log)

    def _split_scope(self, nodeid: str) -> str:
        return nodeid.partition("::")[0]
