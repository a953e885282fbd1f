"""What invented practitioners write down: fact, what they saw, opinion and the young person's own words, kept apart.

{name}, {they}, {them}, {their} are filled in; {a|b|c} is one of a, b or c. Strengths and circumstances are as usual
here as worries: housing, money and buses belong in a record as much as feelings do.
"""

import random
from dataclasses import dataclass

from outcomes.demonstration.voices import filled
from survey.ledger.entry import Claim


@dataclass(frozen=True)
class NotePlan:
    """The parts of a note, in order: what each claims, and its words. Their words are the young person's own."""

    parts: tuple[tuple[Claim, str], ...]


F, O, V, T = Claim.FACT, Claim.OBSERVATION, Claim.OPINION, Claim.THEIR_WORDS  # noqa: E741 - four short columns

# At any age
NOTES: tuple[tuple[tuple[Claim, str], ...], ...] = (
    (
        (F, "We met at the {library|youth club|cafe by the market} for {half an hour|an hour}."),
        (O, "{name} laughed a lot when we talked about {the kitten|last weekend|the school trip}."),
        (T, "It's easier to talk when we're walking."),
    ),
    (
        (F, "{name} came to {four|five|six} of the six sessions."),
        (O, "{name} arrived before me each time and had set out the chairs."),
        (V, "I think being trusted with the keys has meant a lot."),
    ),
    (
        (F, "The bus from {Lanternfield|Copperhill|Saltings} now stops at six. {name} has no other way home."),
        (T, "I'd come every week if the bus did."),
    ),
    (
        (O, "{name} showed two younger children how to use the mixing desk and waited while they tried."),
        (V, "A patient teacher."),
        (T, "They kept pressing everything but they got it in the end."),
    ),
    (
        (F, "The electricity at home was off from Friday to Monday. We got a fuel voucher the same day."),
        (T, "We had tea by torches. My sister thought it was camping."),
    ),
    (
        (F, "{name} told me {they} had not slept much since the {move|exams|funeral}."),
        (O, "{name} yawned and rubbed {their} eyes. {They} still stayed to the end."),
        (T, "My head won't turn off."),
    ),
    (
        (F, "Nan cooks for everyone on Wednesdays and Sundays and lives two doors away."),
        (V, "Nan is a big part of why things hold together."),
    ),
    (
        (O, "{name} went quiet when the door banged, and asked to sit nearer the window."),
        (T, "I like to see who's coming in."),
        (V, "I think small rooms are hard for {name}. We will use the garden."),
    ),
    (
        (
            O,
            "{name} talked for twenty minutes about {bees|trains|drill lyrics|sharks}, and asked me questions back.",
        ),
        (V, "{name} explains things very clearly."),
    ),
    (
        (F, "Two older young people took {name}'s phone at the {bus station|underpass|retail park} on Saturday."),
        (O, "{name} chose a seat facing the door."),
        (T, "I'm not getting that bus on my own for a bit."),
        (
            V,
            "It is the place that is not safe. The police and the bus company have been told, with {name}'s agreement.",
        ),
    ),
    (
        (F, "Dad phoned to say {name} has started eating with the family again."),
        (T, "Mum stopped asking so I started coming down."),
    ),
    (
        (F, "I was off for two weeks and {name} saw nobody from us. That was our gap, not {their} choice."),
        (T, "You could of texted."),
        (V, "{name} was right to be annoyed. We have agreed who stands in next time."),
    ),
    (
        (F, "We looked at {name}'s goal together and {name} changed two words of it."),
        (T, "It has to sound like me."),
    ),
    (
        (F, "{name} has a new hearing aid and the club now has the loop switched on."),
        (T, "I can hear the jokes now. They're not that good."),
    ),
)
# From 8 to 16
AT_SCHOOL: tuple[tuple[tuple[Claim, str], ...], ...] = (
    (
        (F, "{name} and {their} family have been in one room at the hostel since {January|February|March}."),
        (O, "{name} did {their} reading on the stairs, because it was quiet there."),
        (V, "Space to do homework is what would help most just now."),
    ),
    (
        (F, "The school says {name} was there {17|18|19} days out of 20 this month."),
        (T, "Told you."),
    ),
    (
        (F, "{name} looks after {their} little {brother|sister} on Tuesdays and Thursdays while Mum is at work."),
        (V, "This is a strength and a strain at once."),
        (T, "I don't mind it. I mind when nobody says thanks."),
    ),
    (
        (F, "Money at home has been short since the overtime stopped. The family asked me to write this down."),
        (V, "Help with the school uniform grant would take one worry away."),
    ),
)
# From 15 on
OLDER: tuple[tuple[tuple[Claim, str], ...], ...] = (
    (
        (F, "We rang college together. There is a place on the {plumbing|catering|childcare} course from September."),
        (O, "{name} did all of the talking after the first minute."),
        (T, "Can't believe they just said yes."),
    ),
    (
        (F, "{name} played at the open night. About forty people came."),
        (O, "{name} shook before going on and grinned all the way home."),
        (T, "I want to do it again but in the dark so I can't see them."),
    ),
    (
        (O, "{name} read the letter from the council aloud and stopped at the word 'eviction'."),
        (F, "The letter is about the flat upstairs. I checked by phone while we sat there."),
        (T, "I thought that was us."),
    ),
    (
        (F, "{name} volunteered at the food bank for {three|four} Saturdays."),
        (O, "People there know {name} by name."),
        (V, "{name} is growing in confidence."),
    ),
)

# Entries that the young person will say are not right: the note, and what {name} says of it.
CONTESTED: tuple[tuple[tuple[tuple[Claim, str], ...], str, str, str], ...] = (
    (
        ((F, "{name} lives with Mum and two brothers in {Quayside|Millrace|Gullscar}."), (O, "{name} seemed tired.")),
        "wrong_fact",
        "I live with my nan. I moved in February and I told two people",
        "{name} lives with Nan. {name} moved in February.",
    ),
    (
        ((V, "{name} is not very motivated at the moment."), (F, "{name} missed two sessions in a row.")),
        "unfair_opinion",
        "I missed them because the bus got cut. I walked to the other ones",
        "{name} missed two sessions after the bus was cut, and walked to the others.",
    ),
    (
        ((F, "{name} left college in {May|June}."), (V, "I think the course was too much.")),
        "wrong_fact",
        "I never left. I moved to the Tuesday group. Ask my tutor",
        "{name} moved to the Tuesday group in college.",
    ),
    (
        ((O, "{name} was upset and shouted at staff after a phone call."), (F, "The session ended early.")),
        "missing",
        "It doesn't say why. They told me my dad wasn't coming, in front of everyone",
        "{name} was told in front of others that Dad was not coming. {name} was upset and shouted.",
    ),
    (
        ((F, "{name}'s background is recorded as White British."),),
        "wrong_fact",
        "I'm mixed. Nobody asked me, they just looked",
        "{name} says: mixed. It had been recorded without asking.",
    ),
    (
        ((T, "I don't really want to go to the group any more."),),
        "not_mine",
        "I never said that. I said I don't want to go on MONDAYS",
        "I don't want to go on Mondays.",
    ),
    (
        ((V, "{name} can be hard to get to know."), (O, "{name} kept {their} headphones on.")),
        "unfair_opinion",
        "I keep one in because the room is too loud. I can still hear you. I always answer",
        "{name} keeps one headphone in when the room is loud, and answers.",
    ),
    (
        ((F, "{name} has {three|four} live goals about school."),),
        "wrong_fact",
        "Only one is about school. The others are about home and they're mine",
        "{name} has one goal about school. The others are about home.",
    ),
)
DECIDED: dict[str, tuple[str, ...]] = {
    "corrected": (
        "You were right. I asked {name}'s tutor and family, and I changed it.",
        "You were right. We wrote it down without asking you. It is changed now.",
        "I checked with the people you named. What you said is what happened.",
    ),
    "partly": (
        "I added what you said about why. I left the sentence about what was seen, because two people saw it.",
        "I changed the date and the place. The opinion stays, and now says plainly that it is one.",
    ),
    "cannot_verify": ("I could not find out who is right about this, so we do not use it. Your words come first.",),
    "not_changed": (
        "I read it with the worker and looked at the session book. It says what was seen that day. "
        "Your words stay next to it.",
    ),
}
STATEMENTS: tuple[str, ...] = (
    "I want whoever reads this to know I was trying",
    "There's more to it than this. Ask me",
    "This was a bad month. It's not who I am",
    "My mum reads these so please write it like she's in the room",
    "I was 13 when this was written",
)
LOOKS: tuple[tuple[str, str], ...] = (
    ("goals", "To get ready to meet {name}."),
    ("notes", "To get ready to meet {name}."),
    ("goals", "{name} asked me to look."),
    ("notes", "To cover for a colleague who is away."),
)


def a_note(rng: random.Random, age: int, words: dict[str, str]) -> NotePlan:
    """One ordinary note about a person of this age, filled in with the words for them."""
    fitting = NOTES + (AT_SCHOOL if age <= 16 else ()) + (OLDER if age >= 15 else ())
    return NotePlan(tuple((claim, said(text, rng, words)) for claim, text in rng.choice(fitting)))


def said(text: str, rng: random.Random, words: dict[str, str]) -> str:
    """A sentence filled in: its choices made, then the person's name and pronouns."""
    return filled(text, rng).format_map(words)
