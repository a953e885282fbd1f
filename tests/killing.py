"""Processes that are killed half-way, begun from one that has read all they need: reading it takes longer than dying.

That one is begun once for all tests of a process, so it reads what any of them needs, whichever comes first.
"""

import multiprocessing

processes = multiprocessing.get_context("forkserver")
processes.set_forkserver_preload(
    ["tests.survey.ledger.crashing", "tests.survey.people.looks.serving", "tests.survey.retention.carried_out"]
)
PATIENCE = 120  # s that a busy machine may take over it; nobody waits for it otherwise
