"""Processes that are killed half-way, begun from one that has read all they need: reading it takes longer than dying.

That one is begun once for all tests of a process, so it reads what any of them needs, whichever comes first. It also
builds both sides once: eight of its processes serve a page, and building takes them longer than dying, too.
"""

import multiprocessing

processes = multiprocessing.get_context("forkserver")
processes.set_forkserver_preload(
    [
        "tests.built_beforehand",
        "tests.survey.ledger.crashing",
        "tests.survey.people.looks.serving",
        "tests.survey.retention.carried_out",
    ]
)
PATIENCE = 120  # s that a busy machine may take over it; nobody waits for it otherwise
