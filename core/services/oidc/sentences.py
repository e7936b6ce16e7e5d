"""What people are told when signing in does not work, apart from what speaks with the provider, which is large."""

from typing import Final

DOWN: Final = (
    "{provider} does not answer just now, so nobody can sign in anew. Try again in a minute. Who is signed in stays "
    "so, and links and codes let people into meetings as ever."
)
REFUSED: Final = "{provider} did not sign you in. Try again; if it stays so, tell whoever runs Debrief."
