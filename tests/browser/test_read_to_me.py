"""Read to me: hidden without a voice of the phone's own; reads the question, its easy words and answers; stops at once.

The voice is the browser's own part, so a stand-in for it is put into the window; without one, Chromium here has none.
"""

import pytest

from tests.browser.conftest import PHONE
from tests.browser.pages import Browse

VOICES = """voices => {
  const said = window.said = []
  let waiting = [], now = null
  const next = () => { now = waiting.shift() || null; if (now) { said.push(now.text); now.onstart() } }
  window.finish = () => { const done = now; now = null; if (done) { done.onend(); next() } }
  window.speech = Object.assign(new EventTarget(), {
    getVoices: () => voices.map(([lang, localService]) => ({ lang, localService, name: lang })),
    speak(words) { window.spokenBy = words.voice.lang; waiting.push(words); if (!now) next() },
    cancel() { said.push('—'); waiting = []; const cut = now; now = null; if (cut) cut.onerror() },
  })
  window.later = more => { voices = more; window.speech.dispatchEvent(new Event('voiceschanged')) }
  Object.defineProperty(window, 'speechSynthesis', { value: window.speech, configurable: true })
  window.SpeechSynthesisUtterance = function (text) { this.text = text }
}"""
BUTTON = "[data-listen]"
ENGLISH = [["en-US", True], ["en-GB", True]]


def with_voices(page, *voices: list[object]):
    page.add_init_script(f"({VOICES})({[[lang, 1 if local else 0] for lang, local in voices]})")
    return page


def question(site) -> str:
    """The way to the first page of questions that is still to do."""
    return f"{site.base_url}/en/responses/{site.links['young_person'].rsplit('/', 1)[1]}/resume"


def opens(page, site) -> None:
    """That page, with the script that comes after its paint."""
    page.goto(question(site))
    page.wait_for_function("() => document.documentElement.dataset.soReady")


@pytest.fixture
def spoken(browse: Browse, site):
    page = with_voices(browse(viewport=PHONE), *ENGLISH)
    opens(page, site)
    return page


def said(page) -> list[str]:
    return page.evaluate("said.splice(0)")


def test_without_a_voice_nobody_is_offered_one(site, browse: Browse):
    page = browse(viewport=PHONE)
    opens(page, site)
    assert page.locator(BUTTON).count() >= 1
    assert not page.locator(f"{BUTTON}:visible").count(), "this Chromium has no voice"


@pytest.mark.parametrize("voices", [[["en-GB", False]], [["pl-PL", True]]], ids=["remote", "polish"])
def test_a_voice_of_a_company_or_of_another_language_is_none(site, browse: Browse, voices):
    page = with_voices(browse(viewport=PHONE), *voices)
    opens(page, site)
    assert not page.locator(f"{BUTTON}:visible").count()
    page.evaluate("later([['en', 1]])")  # the phone loads its own late
    assert page.locator(f"{BUTTON}:visible").count() == page.locator(BUTTON).count()


def test_it_reads_the_question_and_its_answers_in_order_when_asked(spoken):
    assert said(spoken) == [], "never by itself"
    first = spoken.locator(BUTTON).first
    first.click()
    assert first.inner_text().strip() == "Stop reading"
    spoken.evaluate("for (let turn = 0; turn < 9; turn += 1) finish()")
    asked = spoken.locator("legend").first.inner_text().strip()
    assert said(spoken)[:4] == [asked, "Not like me", "A bit like me", "Very like me"]
    assert spoken.evaluate("spokenBy") == "en-US", "the first of the language, where none is of its country"
    assert first.inner_text().strip() == "Read to me"
    assert not spoken.locator(".so-spoken").count()


def test_what_is_read_shows_and_a_second_press_stops_it(spoken):
    first, second = spoken.locator(BUTTON).nth(0), spoken.locator(BUTTON).nth(1)
    first.click()
    spoken.evaluate("finish()")
    assert spoken.locator(".so-spoken").inner_text().strip() == "Not like me"
    first.click()
    assert said(spoken)[-1] == "—"
    assert not spoken.locator(".so-spoken").count()
    first.click()
    second.click()
    assert said(spoken)[-2:] == ["—", spoken.locator("legend").nth(1).inner_text().strip()]
    assert first.inner_text().strip() == "Read to me"
    assert second.inner_text().strip() == "Stop reading"


def test_leaving_the_page_stops_it(spoken, site):
    spoken.locator(BUTTON).first.click()
    spoken.evaluate("said.length = 0; dispatchEvent(new Event('pagehide'))")
    assert said(spoken) == ["—"]
    spoken.locator(BUTTON).first.click()
    spoken.evaluate("said.length = 0; document.querySelector('main').innerHTML = '<h1>Next</h1>'")
    spoken.wait_for_function("() => said.length")
    assert said(spoken) == ["—"], "another question has taken its place"


def test_easy_words_are_read_with_their_question_and_a_card_can_be_read_too(spoken, site):
    spoken.locator("button[value=easy]").click()
    spoken.wait_for_selector("button[value=plain]")
    spoken.locator(BUTTON).first.click()
    spoken.evaluate("finish(); finish()")
    assert said(spoken)[1].startswith("In easy words")
    spoken.locator("button[value=plain]").click()  # as it was: the site is everyone's
    spoken.wait_for_selector("button[value=easy]")
    new = site.links["young_person_new"].rsplit("/", 1)[1]
    spoken.goto(f"{site.base_url}/en/consent/{new}/take_part")
    spoken.locator(BUTTON).click()
    spoken.evaluate("for (let turn = 0; turn < 20; turn += 1) finish()")
    read = said(spoken)
    assert read[0] == spoken.locator("h1").inner_text().strip()
    assert "Yes" not in read, "buttons are no text"
    assert len(read) > 6
