"""Here the search runs as plain Python: compiling it takes longer than these few people do."""

import os

os.environ["NUMBA_DISABLE_JIT"] = "1"  # read when numba is first imported, which is after this
