"""The two files that people take away to check for themselves, each whole in itself: nothing here imports ours."""
