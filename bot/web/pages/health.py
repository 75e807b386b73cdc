"""/health: is everything well, as JSON for whoever looks after the machine; never a name, a number or a word."""

from dataclasses import asdict

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.services.health import health
from bot.web.security import PUBLIC, house_of

TITLE = "Health"
ROLES = PUBLIC


async def show(request: Request) -> Response:
    """Answer 200 while the database answers, else 503."""
    found = await health(house_of(request))
    return JSONResponse(asdict(found), 200 if found.database == "ok" else 503)


ROUTES = (Route("/health", show),)
