"""What is under way, itself: the request, what is kept beside it until it ends, and the side that it came to.

Flask's `request`, `g` and `current_app` stand for these, and look for them again at every attribute that is read: 4 to
6 µs each time, which one page did sixty times. These give the thing, in a tenth of that, and fail in the same places:
outside of a request (docs/speed.md).
"""

from collections.abc import Callable
from typing import Any, cast

from flask import Flask, Request, current_app, g, request
from flask.ctx import _AppCtxGlobals

side = cast("Callable[[], Flask]", cast(Any, current_app)._get_current_object)
asked = cast("Callable[[], Request]", cast(Any, request)._get_current_object)
kept = cast("Callable[[], _AppCtxGlobals]", cast(Any, g)._get_current_object)
