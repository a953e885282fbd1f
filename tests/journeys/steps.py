"""What people do, as taps: shared by the journeys."""

from tests.journeys.walker import Walker

GOAL = "Get the bus to school by myself"
THREE_WORDS = "maple river seven"


def agree(phone: Walker, last: str = "Yes") -> Walker:
    """Yes to five cards, and to the last one whatever is said."""
    phone.tap("Start")
    for _ in range(5):
        phone.press("Yes")
    return phone.press(last)


def answer_page(phone: Walker, code: str = "1", button: str = "Next") -> Walker:
    """The same answer to every question of the page."""
    items = {tag.get("name") for tag in phone.page.named("input") if tag.get("type") == "radio"}
    return phone.press(button, **dict.fromkeys(items, code))


def answer(phone: Walker, code: str = "1") -> Walker:
    """Every page, up to checking."""
    while "/check" not in phone.path:
        answer_page(phone, code)
    return phone


def choose_a_goal(phone: Walker, words: str = GOAL) -> Walker:
    phone.tap("Your goals").tap("goal")
    return phone.press("Save my goal", words=words).press("Save", rating="3")


def write_a_note(desk: Walker, name: str, words: str) -> Walker:
    """From the list of those they work with: their name leads to their page, however it is dressed."""
    links = [tag for tag in desk.open("/desk/people/").page.named("a") if name in tag.words]
    desk.open(links[0].get("href")).tap("Write a note")
    desk.press("Save to", **{"parts-0-words": words})
    if "keep" in [tag.get("value") for tag in desk.page.named("button")]:
        desk.press("Keep my words")
    return desk


def open_record(phone: Walker, secret: str = THREE_WORDS) -> Walker:
    """With the second thing: chosen now, the first time."""
    phone.tap("Your record")
    phone.press("open my record" if "Pick three words" in phone.says else "Open my record", second_thing=secret)
    return phone.tap("Read")  # it opens on a few plain links, with nothing of theirs on the page


def seq_of(phone: Walker, entry: str) -> str:
    """Which entry the card is that says this."""
    cards = [tag for tag in phone.page.named("article", "li") if entry in tag.words and tag.get("id")]
    return min(cards, key=lambda tag: len(tag.words)).get("id").removeprefix("entry-")


def not_right(phone: Walker, entry: str, words: str) -> Walker:
    """Tap "That's not right" on the card that says this."""
    phone.open(f"{phone.path.split('?')[0]}/{seq_of(phone, entry)}/challenge")
    return phone.press("Send", kind="wrong_fact", words=words)


def put_right(desk: Walker, name: str, words: str, reason: str) -> Walker:
    desk.tap("Answers owed").tap(f"Answer {name}")
    return desk.press("Send the answer", outcome="corrected", reason=reason, **{"parts-0-words": words})
