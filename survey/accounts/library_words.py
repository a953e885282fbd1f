"""What the sign-in library says, in our words: by its own names for them. Pure; looked up when they are said."""


def N_(message: str) -> str:
    """Marks a message for translators."""
    return message


# What the library says, in our words. The first fits whichever part was wrong: it never tells if there is an account.
SAID = {
    "GENERIC_AUTHN_FAILED": N_("That address and password do not belong together. Check both and try again."),
    "API_ERROR": N_("That did not work. Nothing has changed. Start again."),
    "EMAIL_NOT_PROVIDED": N_("Type your e-mail address."),
    "INVALID_EMAIL_ADDRESS": N_("Check the e-mail address: it should look like name@example.org."),
    "PASSWORD_NOT_PROVIDED": N_("Type your password."),
    "INVALID_PASSWORD": N_("That is not the password of this account. Try again."),
    "RETYPE_PASSWORD_MISMATCH": N_("The two are not the same."),
    "PASSWORD_INVALID_LENGTH": N_("Use at least %(length)s characters."),
    "PASSWORD_IS_THE_SAME": N_("Choose one that is not the password you have now."),
    "PASSWORD_CHANGE": N_("Your password is changed. Everywhere else you were signed in, you are signed out."),
    "TWO_FACTOR_INVALID_TOKEN": N_("That code does not fit. Wait for the next one, and check the clock of your phone."),
    "TWO_FACTOR_PERMISSION_DENIED": N_("That took too long, or was opened twice. Sign in again."),
    "TWO_FACTOR_LOGIN_SUCCESSFUL": N_("Your code fits. You are signed in."),
    "TWO_FACTOR_CHANGE_METHOD_SUCCESSFUL": N_("Your new authenticator app is set up. The old one no longer works."),
    "TWO_FACTOR_SETUP_EXPIRED": N_("That took too long. Start again."),
    "INVALID_RECOVERY_CODE": N_("That recovery code does not fit, or has been used."),
    "NO_RECOVERY_CODES_SETUP": N_("You have no recovery codes yet. Make some."),
    "REAUTHENTICATION_REQUIRED": N_("Before a way of signing in is changed, show that it is still you."),
    "REAUTHENTICATION_SUCCESSFUL": N_("Thank you. Go on."),
    "UNAUTHENTICATED": N_("Sign in first."),
    "LOGIN": N_("Sign in first."),
    "WEBAUTHN_EXPIRED": N_("That took too long. Start again."),
    "WEBAUTHN_NAME_REQUIRED": N_("Give this device a name."),
    "WEBAUTHN_NAME_INUSE": N_("You have a passkey of this name already. Choose another name."),
    "WEBAUTHN_NAME_NOT_FOUND": N_("You have no passkey of this name."),
    "WEBAUTHN_NAME_DISALLOWED_CHARACTERS": N_("Use letters, numbers, spaces and dashes only."),
    "WEBAUTHN_CREDENTIAL_DELETED": N_("The passkey is removed."),
    "WEBAUTHN_REGISTER_SUCCESSFUL": N_("The passkey is added. You can sign in with it."),
    "WEBAUTHN_CREDENTIAL_ID_INUSE": N_("This device has a passkey here already."),
    "WEBAUTHN_UNKNOWN_CREDENTIAL_ID": N_("This passkey is not known here. Use your password, or another passkey."),
    "WEBAUTHN_NO_VERIFY": N_("The passkey could not be checked. Try again, or use your password."),
}
