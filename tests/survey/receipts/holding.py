"""Finding a receipt on a page, fetching it, and asking whether it is of what the ledger holds."""

import html
import re

from werkzeug.test import TestResponse

from survey.app import Sayso
from survey.ledger.models import Entry
from survey.ledger.receipt import Receipt, from_file

CODE = re.compile(r"\b[0-9A-HJKMNP-TV-Z]{5}(?:-[0-9A-HJKMNP-TV-Z]{5}){3}-[0-9A-HJKMNP-TV-Z]{6}\b")
KEPT = re.compile(r'<p class="so-small so-kept">(.*?)</p>', re.DOTALL)


def kept_on(markup: str) -> tuple[str, str] | None:
    """The code that a page shows of what was just saved, and where its link leads."""
    line = KEPT.search(markup)
    if line is None:
        return None
    (code,), (href,) = CODE.findall(line[1]), re.findall(r'href="([^"]+)"', line[1])
    return code, html.unescape(href)


def followed(sayso: Sayso, answer: TestResponse) -> str:
    """The page that a tap comes to, with no other tap on the way."""
    client = sayso.people.test_client()
    while answer.status_code == 303:
        answer = client.get(answer.headers["Location"])
    assert answer.status_code == 200, answer.text
    return answer.text


def fetched(sayso: Sayso, one: str) -> Receipt:
    """The receipt that can be saved from its page."""
    client = sayso.people.test_client()
    page = client.get(one)
    assert page.status_code == 200, page.text
    (file,) = re.findall(r'href="([^"]+code\.txt)"', page.text)
    return from_file(client.get(html.unescape(file)).text)


def entry_at(sayso: Sayso, seq: int) -> Entry:
    with sayso.house.database.reading() as session:
        return session.get_one(Entry, seq)


def holds(sayso: Sayso, receipt: Receipt) -> bool:
    """Whether our log signed it, and the entry at its place has its leaf and its time."""
    stored = entry_at(sayso, receipt.index)
    return receipt.is_by(sayso.house.signer.key) and (receipt.leaf, receipt.at) == (stored.leaf_hash, stored.at)
