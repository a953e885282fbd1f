"""Both sides are built once in a process for each shape of settings; every house gets a copy that is its own.

Building them takes longer than most tests, and comes out the same but for the house. A copy shares what no request
changes (addresses, templates, views) and holds nobody's house but its own: what was built first has a house whose every
part refuses, so that a page which kept hold of it fails at once (tests/test_two_houses.py). A copy is finished: a test
that adds something to a side builds one with `anew`.
"""

import copy
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from types import CellType, FunctionType, MethodType
from typing import Any

from flask import Flask
from flask_principal import identity_loaded

from survey import app as composition
from survey.accounts import store as accounts
from survey.house import EXTENSION, House
from survey.settings import Settings

Side = Callable[[House], Flask]
BUILT: dict[str, Side] = {name: getattr(composition, name) for name in ("people_side", "staff_side")}
SHAPES = 8  # kept at most, each: a test with settings of its own is seldom followed by another with the same
ADDRESSES = dict.fromkeys(("database_url", "keys_database_url", "releases_database_url"), "")
FILES = ("translations_dir", "packs_dir", "help_lines", "art8_ages")  # which a test may write anew: never shared


def build_once() -> None:
    """From now on, in this process."""
    for name, build in BUILT.items():
        setattr(composition, name, _shared(build))


@contextmanager
def anew() -> Iterator[None]:
    """Sides that are built for the house that asks, and may be added to."""
    shared = {name: getattr(composition, name) for name in BUILT}
    try:
        for name, build in BUILT.items():
            setattr(composition, name, build)
        yield
    finally:
        for name, build in shared.items():
            setattr(composition, name, build)


class Nobodys:
    """In the place of a database, a clock or chance: whatever is asked of it later was kept from the building."""

    def __getattr__(self, name: str) -> Any:
        return self

    def __call__(self, *_given: Any, **_named: Any) -> Any:
        raise AssertionError("A side kept hold of the house it was built with, and asks it for something.")


def _shared(build: Side) -> Side:
    made: OrderedDict[Any, tuple[Flask, list[str]]] = OrderedDict()

    def side(house: House) -> Flask:
        if any(getattr(house.settings, name) for name in FILES):
            return build(house)
        shape = replace(house.settings, **ADDRESSES)
        if shape not in made:
            first = build(_nobodys(house, shape))
            hold_it = [name for name, value in vars(first).items() if _own(value, {id(first): 0}) is not value]
            made[shape] = first, hold_it
        made.move_to_end(shape)
        while len(made) > SHAPES:
            made.popitem(last=False)
        return _copy(*made[shape], house)

    return side


def _nobodys(house: House, settings: Settings) -> House:
    first = copy.copy(house)
    parts = dict.fromkeys(("database", "clock", "rng"), Nobodys())
    for name, part in (parts | {"settings": settings}).items():
        object.__setattr__(first, name, part)  # a house is frozen
    return first


def _copy(first: Flask, hold_it: list[str], house: House) -> Flask:
    app: Flask = copy.copy(first)
    app.config, app.extensions = copy.copy(first.config), first.extensions | {EXTENSION: house}
    swaps: dict[int, Any] = {id(first): app}
    if "security" in app.extensions:
        _give_accounts(app, first, house, swaps)
    for name in ("view_functions", "template_context_processors", "error_handler_spec"):
        setattr(app, name, copy.copy(getattr(first, name)))
    for name in {*hold_it, "teardown_appcontext_funcs"}:
        setattr(app, name, _own(getattr(first, name), swaps))
    app._got_first_request = True  # it is finished: what a test adds now would be everyone's
    return app


def _give_accounts(app: Flask, first: Flask, house: House, swaps: dict[int, Any]) -> None:
    """The library of accounts with the database and clock of this house."""
    security = copy.copy(first.extensions["security"])
    datastore = accounts.datastore(house.database)
    swaps[id(security.datastore)] = datastore
    security.app, security.datastore, security._datastore = app, datastore, datastore
    security.datetime_factory = app.config["SECURITY_DATETIME_FACTORY"] = house.clock
    app.extensions["security"] = security
    for receiver in identity_loaded.receivers_for(first):
        identity_loaded.connect(receiver, app)


def _own(value: Any, swaps: dict[int, Any]) -> Any:
    """The same with other things in it where these are; itself where there is none."""
    if id(value) in swaps:
        return swaps[id(value)]
    if type(value) is MethodType:
        holder = _own(value.__self__, swaps)
        return value if holder is value.__self__ else MethodType(value.__func__, holder)
    if type(value) is FunctionType:
        return _own_function(value, swaps)
    if type(value) in (list, tuple):
        parts = [_own(each, swaps) for each in value]
        return value if all(one is other for one, other in zip(parts, value, strict=True)) else type(value)(parts)
    if isinstance(value, dict):
        changed = {key: own for key, each in value.items() if (own := _own(each, swaps)) is not each}
        return copy.copy(value) | changed if changed else value
    return value


def _own_function(function: FunctionType, swaps: dict[int, Any]) -> Any:
    held = [cell.cell_contents for cell in function.__closure__ or ()]
    own = [_own(each, swaps) for each in held]
    if all(one is other for one, other in zip(own, held, strict=True)):
        return function
    cells = tuple(CellType(each) for each in own)
    made = FunctionType(function.__code__, function.__globals__, function.__name__, function.__defaults__, cells)
    made.__dict__.update(function.__dict__)
    made.__kwdefaults__ = function.__kwdefaults__
    return made
