"""The first question page as a slow phone meets it: Lighthouse (mobile), and the largest paint on two slow networks.

python -m tests.benchmarks.lighthouse [runs of each]

Needs Chromium, Node and the npm package `lighthouse` (here, or fetched by npx); says which is missing. Throttling is
Lighthouse's simulation: slow 4G is its own (150 ms, 1.6 Mbit/s, processor four times slower), slow 3G is 400 ms and
400 kbit/s. The page is opened by a link that was never used, as the first of its visit. Between two runs of it a page
of 7 KB without style or script is opened the same way: it reads 1.7 s on slow 3G and 0.7 s on slow 4G where the machine
is quiet, so what it reads more is the machine's.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.benchmarks.on import environ_for, settings_for
from tests.benchmarks.people_at_work import FIVE_A_PAGE, ONE_A_PAGE, packs, settled
from tests.benchmarks.serving import Served

SLOW_4G = {"rttMs": 150.0, "throughputKbps": 1638.4, "cpuSlowdownMultiplier": 4.0}
SLOW_3G = {"rttMs": 400.0, "throughputKbps": 400.0, "cpuSlowdownMultiplier": 4.0}
TRIES = 3
SCORES = ("performance", "accessibility", "best-practices")
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@dataclass(frozen=True)
class Tools:
    """How Lighthouse is run here."""

    lighthouse: list[str]
    chromium: str


def tools() -> Tools | None:
    """What is needed, or None and a line that says what is missing."""
    chromium = os.environ.get("CHROME_PATH") or next(filter(None, map(shutil.which, CHROMIUM)), None)
    if chromium is None:
        print("Chromium is missing: no Lighthouse and no paint.")
        return None
    if shutil.which("node") is None:
        print("Node is missing: no Lighthouse and no paint.")
        return None
    found = shutil.which("lighthouse") or os.environ.get("LIGHTHOUSE")
    command = [found] if found else ["npx", "--yes", "lighthouse@12"]
    tried = subprocess.run([*command, "--version"], capture_output=True, text=True, timeout=170, check=False)
    if tried.returncode:
        print("The npm package lighthouse is missing and npx could not fetch it: no Lighthouse and no paint.")
        return None
    print(f"\nLighthouse {tried.stdout.strip()}, {chromium}, the first question page; the middle one of each three")
    return Tools(command, chromium)


def main(runs: int = 3) -> None:
    if (found := tools()) is None:
        return
    folder = Path(tempfile.mkdtemp(prefix="sayso-light-"))
    settings = settings_for(folder, f"sqlite:///{folder}/light.db", packs(folder))
    sayso, links = settled(settings, 20)
    sayso.house.database.dispose()
    served = Served("tests.benchmarks.wsgi:sayso()", environ_for(settings), threads=4)
    control = Served("tests.benchmarks.wsgi:plain", threads=4)
    heads = ("performance", "accessibility", "best practices", "largest paint s", "first paint s")
    print("a page  network  " + "".join(f"{each:>16}" for each in heads) + "   bytes requests")
    try:
        for questionnaire, a_page in ((FIVE_A_PAGE, "5"), (ONE_A_PAGE, "1")):
            for name, network in (("slow 4G", SLOW_4G), ("slow 3G", SLOW_3G)):
                reports: dict[str, list[dict[str, Any]]] = {a_page: [], "7 KB": []}
                for _ in range(runs):
                    first = _sits_down(served, links[questionnaire].pop())
                    reports[a_page].append(_run(found, first, network, folder))
                    reports["7 KB"].append(_run(found, f"http://127.0.0.1:{control.port}/", network, folder))
                for whose, each in reports.items():
                    middle = sorted(each, key=_paint)[runs // 2]
                    print(f"{whose:>6}  {name:<9}{_line(middle)}   load {os.getloadavg()[0]:.1f}", flush=True)
    finally:
        served.stop()
        control.stop()


def _sits_down(served: Served, token: str) -> str:
    """Where the first question of this link is; the page itself is not opened yet."""
    served.connection.close()  # a run is longer than a connection is kept
    served.ask("GET", f"/en/responses/{token}/resume", None)
    served.connection.close()
    return f"http://127.0.0.1:{served.port}/en/responses/{token}/1"


def _run(found: Tools, address: str, network: dict[str, float], folder: Path) -> dict[str, Any]:
    out = folder / "report.json"
    out.unlink(missing_ok=True)
    settings = [f"--throttling.{name}={value}" for name, value in network.items()]
    flags = "--chrome-flags=--headless=new --no-sandbox --disable-dev-shm-usage --disable-gpu"
    command = [*found.lighthouse, address, "--output=json"]
    command += [f"--output-path={out}", "--quiet", "--throttling-method=simulate", flags, *settings]
    command += [f"--only-categories={','.join(SCORES)}"]
    environ = os.environ | {"CHROME_PATH": found.chromium}
    for _ in range(TRIES):  # on a busy machine it gives up now and then: its Chromium did not begin in time
        if not subprocess.run(command, env=environ, check=False, capture_output=True, timeout=170).returncode:
            break
    report: dict[str, Any] = json.loads(out.read_text("utf-8"))
    return report


def _paint(report: dict[str, Any]) -> float:
    return float(report["audits"]["largest-contentful-paint"]["numericValue"])


def _line(report: dict[str, Any]) -> str:
    scores = [round(100 * (report["categories"][each]["score"] or 0)) for each in SCORES]
    audits = report["audits"]
    first = audits["first-contentful-paint"]["numericValue"] / 1000
    sent = audits["network-requests"]["details"]["items"]
    size = sum(each.get("transferSize", 0) for each in sent)
    shown = (
        "".join(f"{each:>16}" for each in scores)
        + f"{_paint(report) / 1000:>16.2f}{first:>16.2f}{size:>8}{len(sent):>9}"
    )
    weak = ((name, each) for name, each in audits.items() if each["score"] is not None and each["score"] < 0.9)
    lost = [f"{name}: {each['title']}" for name, each in weak]
    return shown + "".join(f"\n        {each}" for each in lost)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
