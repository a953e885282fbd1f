"""A link to a survey with every kind of question, and what can be wrong with a page of it for an eye or a hand."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from survey.consent.store import decide
from survey.database import Database
from survey.people.models import Organisation
from survey.people.person import Kind
from survey.people.store import add_person, invite
from survey.questionnaires.shelf import shelf
from survey.questionnaires.store import open_round
from tests.browser.eyes import SMALL_TARGETS, SMALLEST_TARGET

WIDTHS = (320, 360, 390)
LONG_WORDS = "Rindfleischetikettierungsüberwachungsaufgabe " * 3

FAULTS = """() => {
  const read = el => el.textContent.trim().replace(/\\s+/g, ' ').slice(0, 30)
  const all = [...document.querySelectorAll('body *')].filter(el => el.checkVisibility()
    && !el.closest('.govuk-visually-hidden, .govuk-skip-link, svg, option')).map(el => [el, el.getBoundingClientRect()])
    .filter(([, box]) => box.width > 1)
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth
  const found = wide > 0 ? [`${wide} px too wide`] : []
  for (const [el, box] of all) {
    const cuts = el.scrollWidth > el.clientWidth + 1 && el.tagName !== 'INPUT' && el.tagName !== 'TEXTAREA'
      && ['hidden', 'clip'].includes(getComputedStyle(el).overflowX)
    for (const node of el.childNodes) {
      const word = node.nodeType === 3 && node.data.match(/(?<!\\S)\\p{L}{4,9}(?!\\p{L})/u)
      if (!word) continue
      const range = document.createRange()
      range.setStart(node, word.index)
      range.setEnd(node, word.index + word[0].length)
      const lines = new Set([...range.getClientRects()].map(line => Math.round(line.top)))
      if (lines.size > 1) found.push(`“${word[0]}” is broken in “${read(el)}”`)
    }
    if (cuts || box.left < -1 || box.right > innerWidth + 1) found.push(`${el.tagName} “${read(el)}” is cut off`)
  }
  const targets = all.filter(([el]) => el.matches('main :is(a, button, summary, label, select), header a'))
    .filter(([el]) => !(el.tagName === 'LABEL' && el.control && el.control.matches('.govuk-input, textarea, select')))
  targets.forEach(([one, a], place) => targets.slice(place + 1).forEach(([other, b]) => {
    if (one.contains(other) || other.contains(one)) return
    const across = Math.min(a.right, b.right) - Math.max(a.left, b.left)
    const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)
    if (across > 1 && down > 1) found.push(`“${read(one)}” lies on “${read(other)}”`)
  }))
  return found.slice(0, 5)
}"""
MOVING = """() => document.getAnimations().length || [...document.querySelectorAll('*')]
  .filter(el => [getComputedStyle(el), getComputedStyle(el, '::before'), getComputedStyle(el, '::after')]
    .some(style => parseFloat(style.transitionDuration) > 0 || style.animationName !== 'none')).length"""


def link_to(site: Any, questionnaire: str) -> str:
    """The way to the questions, for someone new who said Yes."""
    settings, now, rng = site.settings, datetime.now(UTC), random.Random()
    database = Database(settings.database_url)
    with database.writing() as session:
        at: dict[str, Any] = {"now": now, "rng": rng}
        first = session.query(Organisation.id).order_by(Organisation.id).first()[0]
        facts = {"organisation_id": first, "questionnaire": questionnaire, "title": questionnaire, "wave": 1}
        days = {"opens_on": now.date(), "closes_on": now.date() + timedelta(days=30)}
        name = f"{questionnaire}-{rng.randbytes(4).hex()}"
        open_round(session, shelf(settings.packs_dir), name, **facts, **days)
        who = {"kind": Kind.YOUNG_PERSON, "name": "Robin", "by": None, "born": "2010-04", "organisation_id": first}
        person = add_person(session, **who, **at)
        decide(session, person, "take_part", "given", **at)
        given = {"by": None, "days": 30, "secret_key": settings.secret_key, "round_id": name}
        token = invite(session, person, **given, **at).token
    database.dispose()
    return f"{site.base_url}/{settings.languages[0]}/responses/{token}/resume"


FILL = """words => document.querySelectorAll('main form .so-ask').forEach(asked => {
  const all = kind => [...asked.querySelectorAll(kind)]
  const radios = all('[type=radio]'), boxes = all('[type=checkbox]'), lists = all('select')
  if (radios.length) radios[radios.length > 2 ? 1 : 0].checked = true
  boxes.slice(0, 2).forEach(box => { box.checked = true })
  lists.forEach((list, place) => { list.selectedIndex = place + 1 })
  all('textarea').forEach(field => { field.value = words })
  const typed = asked.querySelector('.so-digits') ? ['3'] : asked.querySelector('fieldset') ? ['27', '3', '2027'] : []
  all('.govuk-input').forEach((field, place) => { field.value = typed[place] || 'Nan' })
})"""


def answer(page: Any) -> None:
    """Something at every question of a page: never what would end a branch."""
    page.evaluate(FILL, LONG_WORDS)


def every_page(page: Any, start: str) -> Iterator[str]:
    """Walk a survey to its end, answering; gives each page's heading while it is empty on the screen."""
    page.goto(start)
    while "/check" not in page.url:
        before = page.url
        yield page.locator("h1").inner_text()
        answer(page)
        page.locator("main form [name=act][value=next]").click()
        page.wait_for_function("before => location.href !== before", arg=before)
    yield page.locator("h1").inner_text()


def wrong_here(page: Any, name: str) -> list[str]:
    """What is wrong with a page as it stands, at its width and with whatever is asked of it."""
    found = page.evaluate(FAULTS) + [f"too small: {each}" for each in page.evaluate(SMALL_TARGETS, SMALLEST_TARGET)]
    return [f"{name}: {each}" for each in found]
