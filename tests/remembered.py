"""What costs time and comes out the same each time is worked out once for all tests of a process. Nothing is faked.

Werkzeug compiles each address anew for each application, though what it compiles depends on the address and its
defaults alone (converters are found on the rule that asks). A slow hash of the same secret, salt and cost is the same.
"""

import hashlib
from collections.abc import Callable
from functools import cache
from typing import Any

from werkzeug.routing import Rule

Builder = Callable[..., tuple[str, str]]


def remember() -> None:
    """From now on, in this process."""
    compile_anew = Rule._compile_builder
    made: dict[Any, Builder] = {}

    def builder(rule: Rule, append_unknown: bool = True) -> Builder:
        key = (tuple(rule._trace), repr(sorted((rule.defaults or {}).items())), append_unknown)
        if key not in made:
            made[key] = compile_anew(rule, append_unknown)
        return made[key]

    Rule._compile_builder = builder  # type: ignore[method-assign]  # the point of this file
    hashlib.scrypt = cache(hashlib.scrypt)  # type: ignore[assignment]  # and this
