"""`sayso accounts`: a first account, a lost phone, someone who has left; each ends in words or in a sentence."""

import re

import pytest
from click.testing import CliRunner
from sqlalchemy import select
from staff import PASSWORD, Desk
from werkzeug.test import Client

from survey.accounts.store import account_of
from survey.cli import main
from survey.ledger.models import Entry

ADD = ("accounts", "add", "--email", "Ana@Harbour.example", "--name", "Ana Silva", "--role", "practitioner")
NEW = ("--organisation", "harbour", "--organisation-name", "Harbour Youth Project")


@pytest.fixture
def sayso_command(settings, sayso):
    environ = {
        "SAYSO_MODE": "test",
        "SAYSO_SECRET_KEY": settings.secret_key,
        "SAYSO_DATABASE_URL": settings.database_url,
        "SAYSO_BASE_URL": "http://localhost",
    }

    def run(*words):
        return CliRunner().invoke(main, words, env=environ)

    return run


def set_password(sayso, output):
    path = re.search(r"http://localhost(/desk/accounts/set-password/\S+)", output)[1]
    return Desk(sayso).post(path, password=PASSWORD, again=PASSWORD)


def test_a_first_account_sets_its_own_password(sayso_command, sayso, database):
    added = sayso_command(*ADD, *NEW)
    assert added.exit_code == 0, added.output
    assert set_password(sayso, added.output).status_code == 303
    desk = Desk(sayso)
    sent = desk.post("/desk/accounts/login", email="ana@harbour.example", password=PASSWORD)
    assert sent.location == "/desk/accounts/tf-setup"
    with database.reading() as session:
        account = account_of(session, "ana@harbour.example")
        assert (account.person.name, account.person.organisation_id) == ("Ana Silva", "harbour")
        assert account.password.startswith("$argon2id$")
        assert not account.demo


def test_the_same_address_twice_is_refused_in_a_sentence_and_adds_nobody(sayso_command, database):
    sayso_command(*ADD, *NEW)
    again = sayso_command(*ADD, "--organisation", "harbour")
    assert again.exit_code == 1
    assert "There is already an account for ana@harbour.example" in again.output


def test_an_organisation_that_is_not_there_is_asked_for(sayso_command):
    refused = sayso_command(*ADD, "--organisation", "harbour")
    assert refused.exit_code == 2
    assert "--organisation-name" in refused.output


def test_a_lost_phone_clears_what_opened_it_and_the_old_link_dies(sayso_command, sayso, database):
    first = sayso_command(*ADD, *NEW).output
    set_password(sayso, first)
    renewed = sayso_command("accounts", "renew", "--email", "ana@harbour.example")
    assert renewed.exit_code == 0
    with database.reading() as session:
        account = account_of(session, "ana@harbour.example")
        assert (account.password, account.tf_totp_secret, list(account.webauthn)) == (None, None, [])
    old = re.search(r"http://localhost(/\S+)", first)[1]
    assert Client(sayso).get(old).status_code == 410
    assert set_password(sayso, renewed.output).status_code == 303


def test_someone_who_has_left_cannot_come_back(sayso_command, sayso):
    set_password(sayso, sayso_command(*ADD, *NEW).output)
    assert sayso_command("accounts", "close", "--email", "ana@harbour.example").exit_code == 0
    sent = Desk(sayso).post("/desk/accounts/login", email="ana@harbour.example", password=PASSWORD)
    assert sent.status_code == 422
    assert sayso_command("accounts", "renew", "--email", "nobody@harbour.example").exit_code == 1


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_who_leads_whom_is_recorded_by_address_and_ends(sayso_command, database):
    sayso_command(*ADD, *NEW)
    second = ("--email", "ben@harbour.example", "--name", "Ben Ude", "--role", "manager", "--organisation", "harbour")
    sayso_command("accounts", "add", *second)
    line = ("staff", "line", "ben@harbour.example", "ana@harbour.example")
    assert sayso_command(*line).output == "Ben Ude leads Ana Silva.\n"
    circle = sayso_command("staff", "line", line[3], line[2])
    assert (circle.exit_code, circle.output) == (
        1,
        "Error: Nobody leads themselves, and nobody leads someone who leads them.\n",
    )
    assert sayso_command(*line, "--end").output == "Ben Ude leads Ana Silva no more.\n"
    assert sayso_command(*line, "--end").exit_code == 1
    with database.reading() as session:
        kinds = session.scalars(select(Entry.kind).where(Entry.kind.like("relation.%")).order_by(Entry.seq)).all()
    assert kinds == ["relation.made", "relation.ended"]
