"""The composition root: the two sides, each an ordered tuple of features, the commands, and nothing else."""

import gc
import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from time import perf_counter
from typing import Any
from wsgiref.types import StartResponse, WSGIEnvironment

import click
from flask import Blueprint, Flask
from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import BaseConverter, IntegerConverter, Map
from whitenoise import WhiteNoise

from outcomes.activity import cli as activity_cli
from outcomes.activity import desk as activity_desk
from outcomes.areas import cli as areas_cli
from outcomes.areas import desk as areas_desk
from outcomes.change import cli as change_cli
from outcomes.demonstration import cli as demonstration_cli
from outcomes.goals import desk as goals_desk
from outcomes.goals import views as goals_views
from outcomes.impact import cli as impact_cli
from outcomes.impact import desk as impact_desk
from outcomes.impact.access import desk as access_desk
from outcomes.impact.access import views as access_views
from outcomes.impact.cohorts import desk as cohorts_desk
from outcomes.impact.export import desk as export_desk
from outcomes.impact.questions import desk as readings_desk
from outcomes.impact.readings import views as readings_views
from outcomes.impact.voices import desk as voices_desk
from outcomes.impact.voices import views as voices_views
from outcomes.measures import cli as measures_cli
from outcomes.results import views as results_views
from survey import desk_pages, error_pages, headers, pages, part, script, stylesheet
from survey.accounts import cli as accounts_cli
from survey.accounts import desk as accounts_desk
from survey.accounts.store import refuse_demo_accounts
from survey.backup import cli as backup_cli
from survey.backup.restore.store import refuse_while_restoring
from survey.built import STATIC
from survey.checks import views as checks_views
from survey.consent import desk as consent_desk
from survey.consent import views as consent_views
from survey.database import Base, Database
from survey.errors import DomainError, NotThere
from survey.exports import cli as exports_cli
from survey.exports import desk as exports_desk
from survey.exports import views as exports_views
from survey.help import views as help_views
from survey.house import EXTENSION, House
from survey.kiosk import desk as kiosk_desk
from survey.kiosk.together import views as kiosk_views
from survey.ledger import cli as ledger_cli
from survey.ledger.witness import cli as witness_cli
from survey.log import desk as log_desk
from survey.log import views as log_views
from survey.people import cli as people_cli
from survey.people import views as people_views
from survey.people.relations import desk as relations_desk
from survey.phone import views as phone_views
from survey.questionnaires import cli as questionnaires_cli
from survey.receipts import views as receipts_views
from survey.records.override import desk as override_desk
from survey.records.sent import views as records_views
from survey.register import views as register_views
from survey.reminders import views as reminders_views
from survey.request_log import STARTED, log_requests
from survey.responses.deleting import views as responses_views
from survey.responses.what_changed import desk as responses_desk
from survey.retention import cli as retention_cli
from survey.retention import desk as retention_desk
from survey.retention import views as retention_views
from survey.safety import desk as safety_desk
from survey.safety import views as safety_views
from survey.settings import Settings, check_production, data_dir
from survey.sharing import desk as sharing_desk
from survey.sharing import views as sharing_views
from survey.side import PeopleSide
from survey.under_way import kept
from survey.withholding import desk as withholding_desk
from survey.withholding import views as withholding_views
from survey.words import cli as words_cli
from survey.words import views as words_views

PEOPLE_SIDE: tuple[Blueprint, ...] = (
    people_views.people,
    help_views.help_lines_pages,
    safety_views.safety,
    checks_views.checks,
    register_views.register,
    words_views.words,
    log_views.log,
    receipts_views.receipts,
    consent_views.consent,
    responses_views.responses,
    phone_views.phone,
    reminders_views.reminders,
    kiosk_views.kiosk,
    records_views.records,
    retention_views.retention,
    sharing_views.sharing,
    withholding_views.withholding,
    exports_views.exports,
    goals_views.goals,
    results_views.results,
    readings_views.readings,
    access_views.access,
    voices_views.voices,
)
STAFF_SIDE: tuple[Blueprint, ...] = (
    relations_desk.people_desk,
    accounts_desk.accounts_desk,
    consent_desk.consent_desk,
    responses_desk.responses_desk,
    kiosk_desk.kiosk_desk,
    override_desk.records_desk,
    retention_desk.retention_desk,
    sharing_desk.sharing_desk,
    withholding_desk.withholding_desk,
    safety_desk.safety_desk,
    log_desk.log_desk,
    exports_desk.exports_desk,
    goals_desk.goals_desk,
    impact_desk.impact_desk,
    access_desk.access_desk,
    readings_desk.readings_desk,
    voices_desk.voices_desk,
    cohorts_desk.cohorts_desk,
    export_desk.export_desk,
    areas_desk.areas_desk,
    activity_desk.activity_desk,
)
COMMANDS: tuple[click.Command, ...] = (
    *ledger_cli.commands,
    *witness_cli.commands,
    *backup_cli.commands,
    *people_cli.commands,
    *accounts_cli.commands,
    *questionnaires_cli.commands,
    *words_cli.commands,
    *retention_cli.commands,
    *exports_cli.commands,
    *measures_cli.commands,
    *areas_cli.commands,
    *change_cli.commands,
    *impact_cli.commands,
    *activity_cli.commands,
    *demonstration_cli.commands,
)
METADATA = Base.metadata
IMMUTABLE = r"^/static/build/"  # named by content

LARGEST_FORM = 1_000_000  # bytes: 20,000 characters of anything fit, and are answered in words


@dataclass(frozen=True)
class Sayso:
    """Two applications that cannot serve each other's pages, joined by address: /desk is the staff side."""

    house: House
    people: Flask
    staff: Flask
    wsgi: Callable[[WSGIEnvironment, StartResponse], Iterable[bytes]]

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        environ[STARTED] = perf_counter()
        return self.wsgi(environ, start_response)


def create_app(
    settings: Settings, *, clock: Callable[[], datetime] | None = None, rng: random.Random | None = None
) -> Sayso:
    """Both sides, over one database; time and chance are real unless handed in. :raise SettingWrong: what to set."""
    made = serve(open_house(settings, clock=clock, rng=rng))
    if settings.mode != "test":
        _let_rest()
    return made


def _let_rest() -> None:
    """What is loaded by now stays: the collector need not walk through it, nor begin at every few hundred objects."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def open_house(
    settings: Settings, *, clock: Callable[[], datetime] | None = None, rng: random.Random | None = None
) -> House:
    """What both sides stand on, without a page. :raise SettingWrong: what to set."""
    check_production(settings)
    given: dict[str, Any] = {"clock": clock, "rng": rng}
    database = Database(settings.database_url, settings.releases_database_url, settings.keys_database_url)
    house = House(settings, database, **{name: each for name, each in given.items() if each is not None})
    _refuse_what_may_not_be_served(house)
    return house


def serve(house: House) -> Sayso:
    """Both sides of a house, joined by address."""
    stylesheet.stylesheet_url(), stylesheet.releases_url(), script.script_urls()  # built before static files are listed
    people, staff = people_side(house), staff_side(house)
    joined = DispatcherMiddleware(people, {"/desk": staff})
    static = WhiteNoise(joined, root=STATIC, prefix="/static", immutable_file_test=IMMUTABLE, allow_all_origins=False)
    return Sayso(house, people, staff, _behind(house.settings.proxies, static))


def _behind(proxies: int, wsgi: Any) -> Any:
    """Believe as many proxies as are ours about address, scheme and host; believe nobody by default."""
    return ProxyFix(wsgi, x_for=proxies, x_proto=proxies, x_host=proxies) if proxies else wsgi


def _refuse_what_may_not_be_served(house: House) -> None:
    """A demonstration in production; anywhere, a database whose restore has not finished."""
    try:
        refuse_while_restoring(house.database)
        if house.settings.mode == "production":
            with house.database.reading() as session:
                refuse_demo_accounts(session)
    except DomainError:
        house.database.dispose()
        raise


def people_side(house: House) -> Flask:
    """Young people and families: links, no sign-in, no cookie, no session."""
    app = _side(PeopleSide, "survey.people_side", house)
    pages.prepare(app, style=stylesheet.inside(), scripts=script.inside())
    app.url_value_preprocessor(_take_language)
    policy = headers.PEOPLE_POLICY.format(style=stylesheet.sources(), script=script.source())
    app.wsgi_app = headers.finished(part.parts(app.wsgi_app), policy)  # type: ignore[assignment]  # as Flask says to
    error_pages.show_errors(app, pages.render)
    for feature in PEOPLE_SIDE:
        app.register_blueprint(feature)
    return app


def staff_side(house: House) -> Flask:
    """Practitioners, managers, data leads, commissioners: accounts, two factors, sessions."""
    app = _side(Flask, "survey.staff_side", house)
    desk_pages.prepare(app, stylesheet_url=stylesheet.stylesheet_url(), signed_in=accounts_desk.find_signed_in)
    app.wsgi_app = headers.finished(app.wsgi_app, desk_pages.POLICY)  # type: ignore[assignment]  # as Flask says to
    error_pages.show_errors(app, desk_pages.render_error)
    app.before_request(desk_pages.from_our_own_pages)
    accounts_desk.prepare(app, house)
    for feature in STAFF_SIDE:
        app.register_blueprint(feature)
    return app


class Number(IntegerConverter):
    """A number in an address that every database can hold: a longer one is no page, not a failure of ours."""

    def __init__(self, url_map: Map, *args: Any, **kwargs: Any) -> None:
        super().__init__(url_map, *args, **{"max": 2**31 - 1, **kwargs})


class Text(BaseConverter):
    """Text in an address that every database can hold: PostgreSQL has no NUL."""

    regex, part_isolating = r"[^/\x00]+", True


def _side(kind: type[Flask], name: str, house: House) -> Flask:
    templates = data_dir("templates")
    app = kind(name, root_path=str(templates.parent), template_folder=str(templates), static_folder=None)
    app.url_map.converters |= {"int": Number, "default": Text}
    app.config.update(SECRET_KEY=house.settings.secret_key)
    app.config.update(MAX_CONTENT_LENGTH=LARGEST_FORM, MAX_FORM_MEMORY_SIZE=LARGEST_FORM)
    app.extensions[EXTENSION] = house
    if house.settings.mode != "test":
        log_requests(app)
    return app


def _take_language(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Every people's page names its language first in its address, and most name a link: keep both at hand."""
    values, here = values if values is not None else {}, kept()
    code = values.pop("lang", None)
    here.token = values.get("token")
    if code is not None:
        language = pages.offered(code)
        if language is None:
            raise NotThere
        here.language = language
