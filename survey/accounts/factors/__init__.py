"""The ways of showing that it is you, beside a password: a code from a phone, a recovery code, a passkey."""
