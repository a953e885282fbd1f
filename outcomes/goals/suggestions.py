"""Ideas for those who find it hard to begin. They are only read, folded away: nothing puts them into anyone's goal."""


def N_(message: str) -> str:
    """Mark a message for translation; it is looked up when shown."""
    return message


IDEAS: tuple[str, ...] = (
    N_("Get to football each week and stay to the end."),
    N_("Say what I think when I am with new people."),
    N_("Get on the bus on my own."),
    N_("Have one friend I can talk to."),
    N_("Sleep more, and be less cross."),
    N_("Finish the song I have begun."),
)
