"""Where every seal stands, and which places in the ledger are kept from whom."""
