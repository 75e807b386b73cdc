"""What the words on these pages mean, how the helper behaves, and the promise to parents."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.sentences import _
from bot.web.rendering import page
from bot.web.security import ALL_STAFF

TITLE = _("Help")
ROLES = ALL_STAFF


async def show(request: Request) -> Response:
    """Show it."""
    return page(request, "help.html", TITLE)


ROUTES = (Route("/help", show),)
