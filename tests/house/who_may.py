"""Who may open what: ONE table of every route of both sides and what each named person gets. A route not here fails.

People's side: `stranger` has a made-up link; `amina`, `jordan` and `rosa` (Amina's mother) have their own. What an
address names (a goal, an entry) is Amina's. Staff side: `stranger` is not signed in; Sam works with Amina, Priya
and Jo do not (Jo is of another organisation); Lena manages, Dee is data lead, Carys commissions. Whom an address
names is Amina. Statuses are of a first request with a proper form, or none.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

PEOPLE = ("stranger", "amina", "jordan", "rosa")
STAFF = ("stranger", "sam", "priya", "jo", "lena", "dee", "carys")


@dataclass(frozen=True)
class Row:
    """One route: what each gets, what is sent, and which of the world's things its address names."""

    expected: Mapping[str, int]
    form: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)  # an argument of the address -> a thing of the world


def people(
    stranger: int, amina: int, jordan: int, rosa: int, form: Mapping[str, str] | None = None, **names: str
) -> Row:
    return Row(dict(zip(PEOPLE, (stranger, amina, jordan, rosa), strict=True)), form or {}, names)


def staff(*, form: Mapping[str, str] | None = None, names: Mapping[str, str] | None = None, **expected: int) -> Row:
    """What is not said: the stranger is sent to sign in, everyone else is refused."""
    usual = dict.fromkeys(STAFF, 403) | {"stranger": 302}
    return Row(usual | expected, form or {}, names or {})


def everyone(status: int, form: Mapping[str, str] | None = None, **names: str) -> Row:
    """The same for all, signed in or not: the page itself says what is missing."""
    return Row(dict.fromkeys(STAFF, status), form or {}, names)


def signed_in(status: int, form: Mapping[str, str] | None = None, **names: str) -> Row:
    return Row(dict.fromkeys(STAFF, status) | {"stranger": 302}, form or {}, names)


PEOPLE_SIDE: dict[str, Row] = {
    # the front door
    "GET /": people(303, 303, 303, 303),
    "GET /go/<token>": people(410, 303, 303, 303),
    "GET /<lang>/code": people(200, 200, 200, 200),
    "POST /<lang>/code": people(422, 422, 422, 422, form={"code": "WR0NGC0D"}),
    "GET /<lang>/help": people(200, 200, 200, 200),
    # choices: each link opens its own person's, whoever holds it
    "GET /<lang>/consent/<token>": people(410, 200, 200, 200),
    "GET /<lang>/consent/<token>/ended": people(410, 200, 200, 200),
    "GET /<lang>/consent/<token>/<purpose>": people(410, 200, 200, 200, purpose="take_part"),
    "POST /<lang>/consent/<token>/<purpose>": people(410, 422, 422, 422, purpose="take_part"),
    # answering: Amina said Yes and has not begun; Jordan has not chosen; Rosa's link asks nothing
    "GET /<lang>/responses/<token>": people(410, 200, 200, 200),
    "GET /<lang>/responses/<token>/resume": people(410, 303, 303, 303),
    "GET /<lang>/responses/<token>/<int:page>": people(410, 303, 303, 303),
    "POST /<lang>/responses/<token>/<int:page>": people(
        410, 409, 409, 409, form={"asked": "experience.1", "experience_1": "2"}
    ),
    "GET /<lang>/responses/<token>/check": people(410, 303, 303, 303),
    "POST /<lang>/responses/<token>/check": people(410, 303, 303, 303),
    "GET /<lang>/responses/<token>/done": people(410, 303, 303, 303),
    "GET /<lang>/responses/<token>/copy": people(410, 303, 303, 303),
    "GET /<lang>/responses/<token>/discard": people(410, 303, 303, 303),
    "POST /<lang>/responses/<token>/discard": people(410, 303, 303, 303),
}

STAFF_SIDE: dict[str, Row] = {
    # accounts: one's own, by session or by a one-time link; a made-up link is gone for everyone
    "GET /": signed_in(302),
    "GET /accounts/": signed_in(200),
}
