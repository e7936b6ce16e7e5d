"""The live floor: the sockets, the routes beside Streamlit's, and what stands before all of them.

``app.py`` hands these three to ``st.App``. Nothing below this floor knows that there is a network.
"""

from starlette.middleware import Middleware

from core.live.door import Door
from core.live.routing import ROUTES as routes
from core.live.starting import address_from, lifespan
from core.live.undisturbed import Undisturbed

middleware = [Middleware(Door), Middleware(Undisturbed)]

__all__ = ["address_from", "lifespan", "middleware", "routes"]
