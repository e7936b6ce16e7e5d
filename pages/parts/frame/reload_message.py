"""The message that makes an open page of Streamlit load itself again: for a page whose sign-in is over.

Streamlit has no public one. What it has is the message by which ``st.login`` sends a page elsewhere; without an address
the browser stays where it is and asks for the page anew. tests/e2e/test_sign_in.py sees it happen.
"""

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg


def reload_message() -> bytes:
    """As it goes over the page's socket."""
    message = ForwardMsg()
    message.auth_redirect.url = ""
    message.auth_redirect.SetInParent()
    serialised: bytes = message.SerializeToString()
    return serialised
