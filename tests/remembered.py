"""What costs time and comes out the same each time is worked out once for all tests of a process. Nothing is faked.

Werkzeug compiles each address anew for each application, though what it compiles depends on the address and its
defaults alone (converters are found on the rule that asks). A slow hash of the same secret, salt and cost is the same.
SQLAlchemy keeps the SQL of a statement per dialect object, of which each engine has its own; each test has an engine.
Each engine asks its PostgreSQL server what it is able to do: the same server answers the same.
Alembic reads every migration anew for each step up or down.
Passwords alone are done cheaper than for real, where each costs 64 MB and a third of a second: by the library's own
parameters, which stand in the hash.
"""

import hashlib
from collections.abc import Callable
from functools import cache
from types import SimpleNamespace
from typing import Any

from alembic.config import Config
from alembic.script import ScriptDirectory
from passlib.hash import argon2
from sqlalchemy import Connection, Engine, util
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.engine.default import DefaultDialect
from werkzeug.routing import Rule, rules

Builder = Callable[..., tuple[str, str]]


def remember() -> None:
    """From now on, in this process."""
    hashlib.scrypt = cache(hashlib.scrypt)  # type: ignore[assignment]  # the point of this file
    argon2.memory_cost, argon2.parallelism = argon2.min_memory_cost, 1
    _remember_addresses()
    _remember_statements()
    _remember_servers()
    _remember_migrations()


def _remember_addresses() -> None:
    compile_anew = Rule._compile_builder
    made: dict[Any, Builder] = {}

    def builder(rule: Rule, append_unknown: bool = True) -> Builder:
        key = (tuple(rule._trace), repr(sorted((rule.defaults or {}).items())), append_unknown)
        if key not in made:
            made[key] = compile_anew(rule, append_unknown)
        return made[key]

    Rule._compile_builder = builder  # type: ignore[method-assign]  # and this
    rules.parse_converter_args = cache(rules.parse_converter_args)
    rules._part_re = SimpleNamespace(match=cache(rules._part_re.match))  # type: ignore[assignment]


def _remember_statements() -> None:
    """One memory of compiled statements for all engines; dialects of one kind and driver are as good as each other."""
    compiled: Any = util.LRUCache(5000)
    Engine._compiled_cache = property(lambda _engine: compiled, lambda _engine, _its_own: None)  # type: ignore[assignment]

    def kind(dialect: DefaultDialect) -> tuple[Any, ...]:
        return type(dialect), dialect.paramstyle, getattr(dialect, "server_version_info", None)

    DefaultDialect.__hash__ = lambda dialect: hash(type(dialect))  # type: ignore[method-assign]
    DefaultDialect.__eq__ = lambda one, other: isinstance(other, DefaultDialect) and kind(one) == kind(other)  # type: ignore[method-assign]


def _remember_servers() -> None:
    """What a server said of itself to the first engine; an engine with another isolation level asks anew."""
    ask = PGDialect_psycopg.initialize
    said: dict[Any, dict[str, Any]] = {}

    def initialize(dialect: Any, connection: Connection) -> None:
        url = connection.engine.url
        server = (url.username, url.host, url.port, *sorted(url.query.items()), dialect._on_connect_isolation_level)
        if server not in said:
            before = dict(vars(dialect))
            ask(dialect, connection)
            said[server] = {name: each for name, each in vars(dialect).items() if before.get(name, said) is not each}
        vars(dialect).update(said[server])

    PGDialect_psycopg.initialize = initialize  # type: ignore[method-assign]


def _remember_migrations() -> None:
    """Those of a folder, read once: what is told to run them is told anew each time."""
    read = ScriptDirectory.from_config
    found: dict[str | None, ScriptDirectory] = {}

    def from_config(config: Config) -> ScriptDirectory:
        folder = config.get_main_option("script_location")
        if folder not in found:
            found[folder] = read(config)
        return found[folder]

    ScriptDirectory.from_config = from_config  # type: ignore[assignment]
