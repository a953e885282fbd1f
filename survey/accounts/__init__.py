"""Accounts: how staff sign in (password and code, or passkey), what roles they hold, and what each role is shown."""
