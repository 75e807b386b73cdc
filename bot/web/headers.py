"""What every answer tells the browser: load nothing from elsewhere, run nothing written into the page, keep nothing."""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'; frame-src 'none'; object-src 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
A_DAY = "public, max-age=86400"
NEVER = "no-store"
HTTPS_ONLY = "max-age=31536000"


class SecurityHeaders:
    """Adds the headers to every answer of the application inside."""

    def __init__(self, app: ASGIApp, *, is_https: bool) -> None:
        """Wrap the application; `is_https` where the world reaches us so."""
        self._app = app
        self._is_https = is_https

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._add(MutableHeaders(scope=message), scope["path"])
            await send(message)

        await self._app(scope, receive, send_with_headers)

    def _add(self, headers: MutableHeaders, path: str) -> None:
        for name, value in HEADERS.items():
            headers.setdefault(name, value)  # a file's own policy is tighter
        headers["Cache-Control"] = A_DAY if path.startswith("/static/") else NEVER
        if self._is_https:
            headers["Strict-Transport-Security"] = HTTPS_ONLY
