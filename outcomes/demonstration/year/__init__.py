"""A year acted out: from the plan into the ledger, step by step."""
