"""The order of the tests' files. The browser's are the longest, and must not begin last: one process would be idle.

The first of them builds the demonstration, and whoever else wants it waits: another process has a long file that needs
none to do meanwhile.
"""

from collections.abc import Iterable

BROWSER, MEANWHILE = "tests/browser/", "tests/house/test_every_page.py"


def file_of(nodeid: str) -> str:
    """The file that a test is in."""
    return nodeid.partition("::")[0]


def in_turn(nodeids: Iterable[str]) -> list[str]:
    """The files of these tests: one of the browser's, the one for meanwhile, the browser's, the rest as they come."""
    files = list(dict.fromkeys(map(file_of, nodeids)))
    browser = [each for each in files if each.startswith(BROWSER)]
    return list(dict.fromkeys([*browser[:1], *(each for each in files if each == MEANWHILE), *browser, *files]))
