"""How someone’s week was, made up: an answer to every question there is; what is not asked is not sent."""

import random

MORE = (
    "We went to the park and stayed till dark.",
    "It was just nice to be asked along.",
    "I got to cook for everyone.",
)
WHO = ("My aunt", "My brother", "My youth worker", "A friend from school")
WHAT = ("They sat with me and did not ask a lot.", "They made me laugh.", "They called the school with me.")


def a_week(rng: random.Random) -> dict[str, int | str]:
    """Answers to the questionnaire “week”, by the names they are recorded under."""
    good = set(rng.sample(range(1, 6), rng.choice((1, 2, 2, 3))))
    first = rng.sample(range(1, 5), rng.choice((1, 2, 4)))
    places = {f"week_matters.{code}": first.index(code) + 1 if code in first else -99 for code in range(1, 5)}
    day = f"2026-{rng.randint(10, 12)}" + rng.choice(("", f"-{rng.randint(1, 28):02}"))
    return {
        "week_was": rng.choices(range(5), (1, 3, 4, 4, 1))[0],
        **{f"week_good.{code}": int(code in good) for code in range(6)},
        "week_more": rng.choice(MORE),
        "week_helped": rng.choice((0, 1, 2, 2, 3)),
        "week_who": rng.choice(WHO),
        "week_what": rng.choice(WHAT),
        "week_sleep": rng.choice((2, 3, 4, 5, 5, 6, 7)),
        **places,
        "week_sure": rng.choice((3, 4, 5, 6, 7, 7, 8, 9)),
        "week_coming": rng.choice((0, 1, 1)),
        "week_day": day,
    }
