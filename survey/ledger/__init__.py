"""The ledger: every entry ever recorded, in order, each sealed to all before it."""
