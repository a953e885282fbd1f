"""What a receipt adds to sending answers: the same people send, every other one without it, in the same minutes."""

from collections.abc import Callable
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter
from unittest.mock import patch

from survey.responses import views
from survey.settings import Settings
from tests.benchmarks.people_at_work import FIVE_A_PAGE, Ask, filled, in_process, settled

SENT = 120  # surveys, half of them with
Seconds = list[float]


def receipts(settings_for: Callable[[Path, str, str], Settings], folder: Path, pack_folder: str) -> None:
    """From the tap on Send to the page that follows, with its code and without; and what keeping one takes."""
    sayso, links = settled(settings_for(folder, f"sqlite:///{folder}/receipts.db", pack_folder), SENT)
    ask = in_process(sayso)
    took: dict[bool, Seconds] = {True: [], False: []}
    kept: dict[str, Seconds] = {"the page with its square": [], "the file": []}
    for number, token in enumerate(links[FIVE_A_PAGE]):
        page = answered(ask, token)
        if number % 2:
            took[True].append(sent(ask, token, page))
            fetch(ask, token, kept)
        else:
            with patch.object(views, "kept_line", lambda *_more: None):
                took[False].append(sent(ask, token, page))
    sayso.house.database.dispose()
    print(f"\nSending answers, until the next page is there, {SENT // 2} each, in turn, SQLite; milliseconds")
    for with_it, words in ((True, "with the receipt's code"), (False, "without")):
        print(f"{words:<28}median {1000 * median(took[with_it]):7.2f}    p95 {p95(took[with_it]):7.2f}")
    print(f"with / without{'':<14}median {median(took[True]) / median(took[False]):7.3f}    ", end="")
    print(f"p95 {p95(took[True]) / p95(took[False]):7.3f}")
    for words, seconds in kept.items():
        print(f"{words:<28}median {1000 * median(seconds):7.2f}    p95 {p95(seconds):7.2f}")


def p95(seconds: Seconds) -> float:
    return 1000 * quantiles(seconds, n=20)[-1]


def answered(ask: Ask, token: str) -> bytes:
    """Every page answered; the page to send from."""
    path = f"/en/responses/{token}/resume"
    status, location, body = ask("GET", path, None)
    while not path.endswith("/check"):
        if status == 303:
            path = location
            status, location, body = ask("GET", path, None)
        else:
            status, location, body = ask("POST", path, filled(body))
    return body


def sent(ask: Ask, token: str, page: bytes) -> float:
    """Seconds from the tap to the page that follows."""
    form, began = filled(page), perf_counter()
    _status, location, _body = ask("POST", f"/en/responses/{token}/check", form)
    status, _location, _body = ask("GET", location, None)
    took = perf_counter() - began
    if status != 200:
        raise RuntimeError(f"{location} gave {status}")
    return took


def fetch(ask: Ask, token: str, kept: dict[str, Seconds]) -> None:
    """Open the newest receipt, and save its file."""
    _status, _location, page = ask("GET", f"/en/receipts/{token}", None)
    start = page.index(f"/en/receipts/{token}/".encode())
    one = page[start : page.index(b'"', start)].decode()
    for words, address in zip(kept, (one, f"{one}/code.txt"), strict=True):
        began = perf_counter()
        status, _location, _body = ask("GET", address, None)
        kept[words].append(perf_counter() - began)
        if status != 200:
            raise RuntimeError(f"{address} gave {status}")
