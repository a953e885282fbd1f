"""Goals in words: what a page says about a goal, given a way to look words and days up. Words come before numbers."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from outcomes.goals.goal import Goal, State
from outcomes.goals.progress import N_, Chart, chart, finding, sentence
from outcomes.measures.framework import Cluster, framework, matching_words

STATE_WORDS = {
    State.LIVE: N_("Live now"),
    State.ACHIEVED: N_("You got there"),
    State.CHANGED: N_("You changed it"),
    State.PAUSED: N_("You paused it"),
    State.DROPPED: N_("You dropped it"),
}
STAFF_STATE_WORDS = {
    State.LIVE: N_("Live now"),
    State.ACHIEVED: N_("Achieved"),
    State.CHANGED: N_("Changed"),
    State.PAUSED: N_("Paused"),
    State.DROPPED: N_("Dropped"),
}


@dataclass(frozen=True)
class Telling:
    """One language's way of telling about goals: how to look up words, a day and a month."""

    say: Callable[[str], str]
    day: Callable[..., str]
    month: Callable[[datetime], str]

    def progress(self, goal: Goal) -> str:
        """You said 3 in September. You say 6 now."""
        return sentence(goal.ratings, say=self.say, month=self.month, day=self.day)

    def staff_progress(self, goal: Goal) -> str:
        """What was said last, to staff."""
        if goal.latest is None:
            return self.say(N_("Not rated yet."))
        last = {"now": goal.latest.value, "day": self.day(goal.latest.at)}
        return self.say(N_("Last time, on %(day)s: %(now)s of 10.")) % last

    def finding(self, goal: Goal) -> str:
        """What the chart shows."""
        return finding(goal.ratings, say=self.say, day=self.day)

    def chart(self, goal: Goal, *, rtl: bool = False) -> Chart:
        """Where the marks go."""
        return chart(goal.ratings, rtl=rtl)

    def rows(self, goal: Goal) -> list[tuple[str, int, str | None]]:
        """The table beside the chart: day, rating, what they said."""
        return [(self.day(rating.at), rating.value, rating.words) for rating in goal.ratings]

    def state(self, goal: Goal) -> str:
        """What became of it, to the one whose goal it is."""
        return self.say(STATE_WORDS[goal.state])

    def staff_state(self, goal: Goal) -> str:
        """What became of it, to staff."""
        return self.say(STAFF_STATE_WORDS[goal.state])

    def group(self, goal: Goal) -> str | None:
        """The title of the group it is counted in; None when there is none."""
        found = cluster_of(goal)
        return self.say(found.title) if found else None

    def reason(self, goal: Goal) -> str:
        """The very words of theirs that made us suggest this group."""
        words = matching_words(goal.words, framework(goal.framework)).get(goal.cluster or "", ())
        return ", ".join(f"“{word}”" for word in words)


def cluster_of(goal: Goal) -> Cluster | None:
    """The group a goal is counted in."""
    return framework(goal.framework).cluster(goal.cluster) if goal.cluster else None
