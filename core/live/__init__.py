"""The live floor: the sockets, the routes beside Streamlit's, and what stands before all of them.

``app.py`` hands these three to ``st.App``. Nothing below this floor knows that there is a network.
"""

from starlette.middleware import Middleware

from core.live.routing import ROUTES as routes
from core.live.starting import lifespan

middleware: list[Middleware] = []

__all__ = ["lifespan", "middleware", "routes"]
