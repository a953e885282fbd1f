"""Finding the page at an address of the people's side: looked for once for all links, and from then on known.

Werkzeug walks through its rules for every request, two hundred of them here. But nearly every address is
`/<language>/<feature>/<link>/…`, and no rule looks at what a link is made of.
"""

from functools import lru_cache
from typing import Any

from flask import Request
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map, MapAdapter, Rule
from werkzeug.wsgi import get_host

from survey.people.invitation import TOKEN

ANY_LINK = "1" + "-" * 32  # one that nobody has


class Addresses(MapAdapter):
    """The rules of this side, bound to the request under way as Flask binds them."""

    def __init__(self, rules: Map, asked: Request) -> None:
        query = asked.query_string.decode("latin-1")
        path = asked.path if asked.environ.get("PATH_INFO") else ""  # where we are not at the top: on to the slash
        where = asked.scheme, path, asked.method, query
        said = asked.environ
        name = _named(rules, asked.scheme, said.get("HTTP_HOST"), said.get("SERVER_NAME"), said.get("SERVER_PORT"))
        super().__init__(rules, name, asked.root_path or "/", "", *where)

    def match(self, path_info: str | None = None, method: str | None = None, *more: Any, **given: Any) -> Any:
        """As Werkzeug does. :raise HTTPException: where there is no such page, or not by this method."""
        path = self.path_info if path_info is None else path_info
        parts = path.split("/", 4)
        is_ours = len(parts) > 3 and TOKEN.fullmatch(parts[3]) and ANY_LINK not in path
        if not is_ours or more or given != {"return_rule": True}:
            return super().match(path_info, method, *more, **given)
        link, parts[3] = parts[3], ANY_LINK
        found = _found(self.map, "/".join(parts), method or self.default_method)
        if found is None:
            return super().match(path_info, method, **given)
        rule, named = found
        return rule, {name: link if value == ANY_LINK else value for name, value in named.items()}


@lru_cache(maxsize=2048)
def _found(rules: Map, path: str, method: str) -> tuple[Rule, dict[str, Any]] | None:
    """What stands at this address for any link; None, where Werkzeug has more to say than that."""
    try:
        rule, named = rules.bind("").match(path, method, return_rule=True)
    except HTTPException:  # it is said again, about the address itself
        return None
    return rule, dict(named)


@lru_cache(maxsize=256)
def _named(rules: Map, scheme: str, host: str | None, server: str | None, port: str | None) -> str:
    """The name of our server in ASCII, as Werkzeug writes it. :raise BadHost: :raise SecurityError:"""
    said = {"wsgi.url_scheme": scheme, "SERVER_NAME": server, "SERVER_PORT": port}
    return rules.bind(get_host(said if host is None else said | {"HTTP_HOST": host})).server_name
