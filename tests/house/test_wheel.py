"""The wheel: built as anyone would build it, it serves pages from somewhere that is not a checkout."""

import subprocess
import sys
import zipfile

import pytest

from tests.house.checkout import ROOT

pytest.importorskip("hatchling", reason="the dev extra brings hatchling; it is not here")

SERVES = """
import re, sys
from pathlib import Path
import survey
assert Path(survey.__file__).is_relative_to(sys.argv[1]), survey.__file__
from survey import schema
from survey.app import create_app
from survey.settings import Settings
from werkzeug.test import Client
app = create_app(Settings(mode="test", secret_key="x" * 40, database_url=f"sqlite:///{sys.argv[2]}/a.db"))
schema.upgrade(app.house.database)
page = Client(app).get("/en/code", buffered=True)
assert page.status_code == 200, page.status
assert "<style>" in page.text
(bundle,) = re.findall(r'<script data-rest="([^"]+)"', page.text)
assert Client(app).get(bundle, buffered=True).status_code == 200, bundle
staff = Client(app).get("/desk/", buffered=True)
assert staff.status_code == 302, staff.status
sheet = re.search(r'rel="stylesheet" href="([^"]+)"', Client(app).get(staff.location, buffered=True).text)[1]
assert Client(app).get(sheet, buffered=True).status_code == 200, sheet
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    out = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return next(out.glob("*.whl"))


def test_it_holds_what_pages_need_and_nothing_of_ours_alone(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    for needed in (
        "survey/_data/templates/layouts/base.html",
        "survey/_data/migrations/HEAD",
        "survey/_data/translations/messages.pot",
        "survey/_data/translations/cy/LC_MESSAGES/messages.mo",
        "survey/_data/translations/cy/LC_MESSAGES/messages.po",  # its header says whether it is a draft
        "survey/questionnaires/library/ar/strands.1.toml",
        "survey/checks/offline/verify.html",
    ):
        assert needed in names
    assert [name for name in names if name.startswith("survey/static/build/page.") and name.endswith(".css")]
    assert {name.split("/")[0].split("-")[0] for name in names} == {"survey", "outcomes", "sayso"}


def test_it_serves_pages_from_anywhere(wheel, tmp_path):
    installed = tmp_path / "installed"
    zipfile.ZipFile(wheel).extractall(installed)
    ran = subprocess.run(
        [sys.executable, "-c", SERVES, str(installed), str(tmp_path)],
        cwd=tmp_path,
        env={"PYTHONPATH": str(installed), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr[-2000:]
