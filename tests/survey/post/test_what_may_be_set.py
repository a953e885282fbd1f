"""Addresses that are none, and settings with which letters could not leave, are refused in words."""

import pytest

from survey.post.letter import NoAddress, next_try, plain_address
from survey.settings import Settings, SettingWrong, check_production
from tests.conftest import NOON, SECRET

SMTP = {"mail": "smtp", "mail_host": "mail.example", "mail_from": "us@harbour.example"}


@pytest.mark.parametrize(
    "wrong",
    [
        "lee",
        "lee@",
        "@quayside.example",
        "lee@quayside",
        "a b@c.example",
        "a@b.example\r\nBcc: x@y.example",
        "é@b.example",
    ],
)
def test_what_is_no_address_is_refused(wrong: str) -> None:
    with pytest.raises(NoAddress):
        plain_address(wrong)


def test_an_address_is_kept_as_typed_and_none_is_none() -> None:
    assert plain_address(" Ms.Lee+school@quayside.example ") == "Ms.Lee+school@quayside.example"
    assert plain_address("  ") == ""


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"mail": "pigeon"}, "SAYSO_MAIL"),
        (SMTP | {"mail_host": ""}, "SAYSO_MAIL_HOST"),
        (SMTP | {"mail_from": "us"}, "SAYSO_MAIL_FROM"),
        (SMTP | {"mail_user": "us"}, "SAYSO_MAIL_PASSWORD"),
        (SMTP | {"mail_tls": "none"}, "SAYSO_MAIL_TLS"),
        (SMTP | {"mail_tls": "ssl"}, "SAYSO_MAIL_TLS"),
    ],
)
def test_letters_that_could_not_leave_stop_the_start(given: dict[str, str], named: str) -> None:
    with pytest.raises(SettingWrong, match=named):
        Settings(mode="test", **given)


def test_production_prints_no_links() -> None:
    with pytest.raises(SettingWrong, match="console"):
        check_production(Settings(secret_key=SECRET, allow_sqlite=True, mail="console"))
    check_production(Settings(secret_key=SECRET, allow_sqlite=True, **SMTP))


def test_it_is_tried_less_and_less_often_and_then_not_at_all() -> None:
    waits = [next_try(tries, NOON) for tries in range(1, 8)]
    assert waits[-1] is None
    kept = [each - NOON for each in waits if each]
    assert kept == sorted(kept)
