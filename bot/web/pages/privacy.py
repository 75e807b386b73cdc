"""What we keep about families and for how long, in plain words; open to everybody, as parents are sent here."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.sentences import _
from bot.web.rendering import page
from bot.web.security import PUBLIC

TITLE = _("What we keep, and for how long")
ROLES = PUBLIC


async def show(request: Request) -> Response:
    """Show it."""
    return page(request, "privacy.html", TITLE)


ROUTES = (Route("/privacy", show),)
