"""Templates compiled once in a process: each language has its own environment, and what they compile is the same.

A compiled template holds no words: they are asked for when it is drawn. So seven languages cost one compilation, and
another application in the same process none.
"""

from types import CodeType

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket


class CompiledOnce(BytecodeCache):
    """Compiled templates in memory, by name and source. One for each way of compiling: options must not differ."""

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self._codes[bucket.key, bucket.checksum] = bucket.code


PEOPLE_SIDE = CompiledOnce()
STAFF_SIDE = CompiledOnce()
