"""What young people read of a framework, as translators get it. The words are in the data; a test holds both alike."""


def N_(message: str) -> str:
    """Mark a message for translation; it is looked up when shown."""
    return message


PLAIN = (
    N_("To say what I think, and hear others"),
    N_("To believe in me, and have a say"),
    N_("To make a plan, and find a way"),
    N_("To get on with people, and help a group"),
    N_("To make things, and have new ideas"),
    N_("To keep going when it is hard"),
    N_("To know how I feel, and what helps"),
)
