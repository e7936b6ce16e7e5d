"""The network side of Debrief: sockets, routes beside Streamlit's, and the middleware before all of them.

``app.py`` hands these three to ``st.App``. Nothing that core.live imports knows that there is a network.
"""

from starlette.middleware import Middleware

from core.live.http.access_middleware import AccessMiddleware
from core.live.http.guard.body_timeout import BodyTimeout
from core.live.http.guard.signed_in_sockets import SignedInSockets
from core.live.http.guard.sockets import SocketGuard
from core.live.http.guard.uploads import UploadGuard
from core.live.http.host_config_middleware import HostConfigMiddleware
from core.live.http.routes import ROUTES as routes
from core.live.http.static.static_middleware import StaticMiddleware
from core.live.room.socket_door import SocketDoor
from core.live.server.lifespan import lifespan

# In this order: access, then bounds on how many and how much at once, then the answer.
middleware = [
    Middleware(AccessMiddleware),
    Middleware(SocketGuard),
    Middleware(SignedInSockets),
    Middleware(BodyTimeout),
    Middleware(UploadGuard),
    Middleware(HostConfigMiddleware),
    Middleware(StaticMiddleware),
    Middleware(SocketDoor),
]

__all__ = ["lifespan", "middleware", "routes"]
