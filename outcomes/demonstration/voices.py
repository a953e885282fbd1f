"""What invented young people say they want, by age, in their own words. {a|b|c} is one of a, b or c.

Spelling and grammar are theirs. Nothing here was said by anybody.
"""

import random
import re

# From 8 to 10
SMALL: tuple[str, ...] = (
    "I want to sleep in my own bed all night",
    "I want to have a friend to sit with at dinner",
    "To not cry when {Mum|Dad|Nan} goes to work",
    "I want to learn to ride my bike with no stabilisers",
    "I want to read {Dog Man|a whole chapter book|to my little brother} by myself",
    "Not hit when I get cross. Hitting makes me sad after",
    "I want to put my hand up and say the answer",
    "To go to the big park and not be scared of {dogs|the big slide|the big kids}",
    "I want to play {football|tag|Minecraft} with other people and not on my own",
    "I want to swim without arm bands",
    "To tell a grown up when I am worried and not keep it in my tummy",
    "I want to see my {brother|sister|dad} more. At the park not at the office",
    "I want to be able to tie my laces before Year {4|5}",
    "I want to make my own tea. Beans on toast. With help for the toaster",
    "To get to school on time so I don't miss the start",
    "I want to do drawing when I feel cross",
    "I want people to say my name right",
    "To learn to tell the time on a clock with hands",
    "I want to help Mum cos she is tired but also play",
    "I want to go to {Beavers|Brownies|karate|drama} and stay till the end",
)

# From 11 to 13
MIDDLE: tuple[str, ...] = (
    "Get the bus to school by myself",
    "Make one proper friend at my new school",
    "I want to stop getting sent out of {maths|science|French}",
    "Talk to my mum without it turning into a row",
    "I want to do my homework somewhere quiet because ours is loud",
    "Get through a whole {week|half term} without a detention",
    "To be able to say no when my mates want me to {vape|nick stuff|bunk off}",
    "I want to be in the school {play|band} even if its just a small part",
    "Find something that calms me down that isnt my phone",
    "I want to stop biting my nails when I'm stressed",
    "Go {swimming|to the skate park|climbing} every week",
    "Stand up in assembly and say my bit without going red",
    "I want people in my class to stop calling me names and for a teacher to do something",
    "Get better at {English|reading out loud|spelling} so I can help my mum with letters",
    "I'd like to see my dad on my own, without everyone watching",
    "I want to share a room with my brother without killing each other lol",
    "To look after my {nan|mum|little sister} and still have time to be 12",
    "Write a {song|rap|story} and show someone",
    "I want to not be scared walking home past the flats",
    "I want to learn to cook {jollof|pierogi|a curry|something that isn't pasta} with my auntie",
    "Go to the sleepover and not ring home",
    "I want to tell people I'm {autistic|adopted|in care} when I want, not when a teacher does",
)

# From 14 to 16
TEENS: tuple[str, ...] = (
    "I want to get the bus to college on my own",
    "Pass my {maths|English|science} GCSE, even just a 4",
    "I want to sleep before 1am on a school night",
    "Stop losing it with my stepdad. Walk off instead",
    "Find out what I'm actually good at",
    "I want to get into the gym and stick at it, not just for two weeks",
    "Speak up in my meetings instead of everyone talking about me like I'm not there",
    "Cut down on {weed|vaping} because I cant run any more",
    "Have one evening a week thats just mine, no caring",
    "I'd like to be able to go into a shop and ask for things myself",
    "Get a Saturday job so I'm not always asking for money",
    "I want to stop checking if people are laughing at me",
    "Go back to school for {mornings|two days a week} to start with",
    "Finish my art project and put it up where people can see it",
    "Make beats with proper equipment, not just on my phone",
    "Be able to have a panic attack without thinking I'm dying",
    "I want to come out to my {mum|dad|nan} when I'm ready and for someone to have my back",
    "Learn to trust one adult. Just one",
    "I want to stay in the same placement till my exams are done",
    "Save up {£50|£100|£200} and not spend it on other people",
    "Get my little brother to school every day without being late myself",
    "Talk about what happened with someone who won't make a face",
    "I want to train with the under 16s and not quit when I get dropped",
    "I want to be on time. For everything. Just once",
    "Sort it out with {Leila|Kyle|my best mate}, we haven't spoken since {summer|Christmas|February}",
    "Know who to ring when it kicks off at home that isn't the police",
    "Eat lunch at school instead of hiding in the toilets",
)

# From 17 to 24
OLDER: tuple[str, ...] = (
    "Get an apprenticeship in {bricklaying|childcare|electrics|hair}",
    "Move into my own flat and keep it",
    "Cook three proper meals a week that aren't noodles",
    "Sort out my {rent arrears|council tax letter|overdraft} before it gets worse",
    "Pass my driving theory",
    "Get a GP who listens, and go to the appointment",
    "I want to see my daughter every week and have it go well",
    "Do a CV I'm not embarrassed by",
    "Go to an interview without feeling sick",
    "Apply to {college|uni|Access to Nursing} and actually send it off",
    "Get out of bed before ten on days I've got nothing on",
    "Make a phone call to {the council|Universal Credit|the bank} without someone doing it for me",
    "Be able to be in a room full of people and stay",
    "Stop going back to him",
    "Go a month without smoking. Then see",
    "Get my passport and my birth certificate so I exist on paper",
    "Tell my brother no when he asks for money",
    "Find a way to be angry that doesn't cost me a job",
    "Build up to {two|three} days a week volunteering at the {food bank|cafe|dogs home}",
    "Play a gig. Even if it's five people",
    "Have people round to mine that I actually chose",
    "Help run the young carers group, not just come to it",
    "Learn enough {English|BSL} to do the meetings without my cousin translating",
    "Keep my tenancy and get a kitten. In that order",
    "Get on a course and still be on it at {Christmas|Easter}",
    "Feel alright being on my own on a Sunday",
    "Read my file and not fall apart after",
)

BANDS: tuple[tuple[int, int, tuple[str, ...]], ...] = (
    (8, 10, SMALL),
    (11, 13, MIDDLE),
    (14, 16, TEENS),
    (17, 25, OLDER),
)

# Why a goal ended, or rests, or goes on, in their own words
CLOSINGS: dict[str, tuple[str, ...]] = {
    "achieved": (
        "I did it. I did not think I would",
        "Done it three times now so I think it counts",
        "It took ages but it's mine",
        "Yes. My nan cried",
        "It's not perfect but I'm calling it",
        "I can do it without thinking now",
        "Me and {Sam|my worker|my sister} went together the first time, then I went on my own",
        "Did it!!",
        "I got a certificate and its on the fridge",
        "",
    ),
    "changed": (
        "I want something else now",
        "We moved, so this one doesn't make sense any more",
        "I think the real thing is sleep, not school",
        "It was more my mum's idea than mine",
        "I made it smaller so I can get there",
    ),
    "paused": (
        "Exams first",
        "Not now. {Nan is ill|My baby cousin is here|We are moving}",
        "I'll come back to it after the summer",
        "Too much on",
    ),
    "dropped": (
        "I don't want to any more and that's fine",
        "The club closed",
        "Can't afford the bus",
        "It was making me feel bad",
        "",
    ),
}
ABOUT_HELP: tuple[str, ...] = (
    "{Sam|My worker|She} actually remembers what I said last time",
    "I like that we walk and talk. I hate offices",
    "It took four months to get anyone. That's too long",
    "Nobody told me {Mel|my first worker} was leaving, she just went",
    "The room smells but the people are nice",
    "You asked me what I wanted. School never did",
    "I wish it was open on Sundays",
    "The biscuits. Keep the biscuits",
    "I had to tell it all again to the new one",
    "They rang when they said they'd ring",
    "I didn't think it would help. It did a bit",
    "The bus is the only problem really",
    "Less forms pls",
    "I feel like a person there",
)
RESUMED: tuple[str, ...] = ("Ready now", "Exams are over so lets go", "I miss it", "")


def goal_words(rng: random.Random, age: int, already: tuple[str, ...] = ()) -> str:
    """A goal for someone of this age that they have not set before."""
    words = next(each for low, high, each in BANDS if low <= age <= high)
    left = [each for each in words if all(not _same(each, said) for said in already)]
    return filled(rng.choice(left or list(words)), rng)


def closing_words(rng: random.Random, how: str) -> str:
    """Why a goal ended so; sometimes nothing, which is allowed."""
    return filled(rng.choice(CLOSINGS[how]), rng)


def filled(words: str, rng: random.Random) -> str:
    """The words with one of each {a|b|c} chosen."""
    return re.sub(r"\{([^{}]*\|[^{}]*)\}", lambda found: rng.choice(found[1].split("|")), words)


def _same(template: str, said: str) -> bool:
    return template.partition("{")[0] == said[: len(template.partition("{")[0])]
