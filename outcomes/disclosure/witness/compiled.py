"""Compiling, where the optional `numba` is installed; without it the same functions run, only slowly."""

from importlib.util import find_spec
from typing import Any

COMPILES = find_spec("numba") is not None  # the extra "area"


def njit(**options: Any) -> Any:
    """Compile a function when it is first called, or leave it as it is."""
    if not COMPILES:
        return lambda function: function
    from numba import njit as compiled

    return compiled(**options)


__all__ = ["COMPILES", "njit"]
