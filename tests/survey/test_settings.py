"""Settings: read once, wrong ones named in a sentence, and a production service that is not safe does not start."""

import dataclasses
from pathlib import Path

import pytest
from built_once import anew
from flask import request
from werkzeug.test import Client

from survey.app import create_app
from survey.settings import DEMO_SECRET, Settings, SettingWrong, check_production

SECRET = "x" * 32
URLS = {"database_url": "postgresql://sayso@localhost/sayso", "keys_database_url": "postgresql://keys@localhost/keys"}
SAFE = Settings(secret_key=SECRET, **URLS)


def test_it_works() -> None:
    settings = Settings.from_env({"SAYSO_MODE": "demo", "SAYSO_PORT": "8123", "SAYSO_LANGUAGES": "en, cy"})
    assert (settings.mode, settings.port, settings.languages) == ("demo", 8123, ("en", "cy"))
    assert settings.is_demo


def test_defaults_are_those_of_production() -> None:
    assert Settings.from_env({}).mode == "production"
    assert not Settings.from_env({}).allow_sqlite


def test_settings_cannot_be_changed_once_made() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        SAFE.mode = "demo"  # type: ignore[misc]  # the point of the test


@pytest.mark.parametrize(
    ("name", "value"), [("SAYSO_MODE", "live"), ("SAYSO_PORT", "eighty"), ("SAYSO_ALLOW_SQLITE", "yes please")]
)
def test_a_wrong_setting_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingWrong, match=name):
        Settings.from_env({name: value})


def test_a_safe_production_service_may_start() -> None:
    check_production(SAFE)


@pytest.mark.parametrize("secret", ["", "short", DEMO_SECRET])
def test_production_refuses_a_weak_or_published_secret(secret: str) -> None:
    with pytest.raises(SettingWrong, match="SAYSO_SECRET_KEY"):
        create_app(dataclasses.replace(SAFE, secret_key=secret))


def test_production_refuses_sqlite_unless_told_to(tmp_path: Path) -> None:
    on_sqlite = dataclasses.replace(SAFE, database_url=f"sqlite:///{tmp_path}/sayso.db")
    with pytest.raises(SettingWrong, match="SAYSO_ALLOW_SQLITE"):
        create_app(on_sqlite)
    check_production(dataclasses.replace(on_sqlite, allow_sqlite=True))


@pytest.mark.parametrize("keys_url", ["", URLS["database_url"]])
def test_production_keeps_keys_apart_from_what_they_open(keys_url: str) -> None:
    with pytest.raises(SettingWrong, match="SAYSO_KEYS_DATABASE_URL"):
        create_app(dataclasses.replace(SAFE, keys_database_url=keys_url))


def test_the_demonstration_needs_no_secret() -> None:
    assert Settings.from_env({"SAYSO_MODE": "demo"}).secret_key == DEMO_SECRET
    assert Settings.from_env({"SAYSO_MODE": "production"}).secret_key == ""


def test_an_unknown_language_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingWrong, match="xx-nope"):
        create_app(Settings(mode="demo", database_url=f"sqlite:///{tmp_path}/s.db", languages=("xx-nope",)))


def test_only_as_many_proxies_are_believed_as_are_ours(tmp_path: Path) -> None:
    def seen_as(proxies: int) -> tuple[str, str]:
        settings = Settings(mode="demo", secret_key=SECRET, database_url=f"sqlite:///{tmp_path}/s.db", proxies=proxies)
        with anew():
            app = create_app(settings)
        app.house.database.dispose()
        found: list[tuple[str, str]] = []
        app.people.before_request(lambda: found.append((request.remote_addr or "", request.host_url)))
        forwarded = {
            "X-Forwarded-For": "203.0.113.7",
            "X-Forwarded-Proto": "https",
            "X-Forwarded-Host": "say.example.org",
        }
        Client(app).get("/en/help", headers=forwarded, environ_base={"REMOTE_ADDR": "10.0.0.1"})
        return found[0]

    assert seen_as(0) == ("10.0.0.1", "http://localhost/")
    assert seen_as(1) == ("203.0.113.7", "https://say.example.org/")
