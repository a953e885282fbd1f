"""Making the application quickly: Werkzeug compiles each address anew for each map; here, once for all tests.

What it compiles depends on the address and its defaults alone (converters are found on the rule that asks), so two maps
with the same address may share it. Nothing else is changed, and without this the suite is slower and no different.
"""

from collections.abc import Callable
from typing import Any

from werkzeug.routing import Rule

Builder = Callable[..., tuple[str, str]]


def compiled_once() -> None:
    """From now on an address that was compiled before is not compiled again in this process."""
    compile_anew = Rule._compile_builder
    made: dict[Any, Builder] = {}

    def builder(rule: Rule, append_unknown: bool = True) -> Builder:
        key = (tuple(rule._trace), repr(sorted((rule.defaults or {}).items())), append_unknown)
        if key not in made:
            made[key] = compile_anew(rule, append_unknown)
        return made[key]

    Rule._compile_builder = builder  # type: ignore[method-assign]  # the point of this file
