"""/t/TOKEN: our own short address for a one-time link, which leads to Telegram and uses nothing up."""

import re

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.web.security import PUBLIC, house_of

TITLE = "Telegram"
ROLES = PUBLIC
TOKEN = re.compile(r"[A-Za-z0-9_-]{1,64}")


async def lead_on(request: Request) -> Response:
    """Lead a phone on to the bot with the token; the demo's phones are on the demo's page."""
    house, token = house_of(request), request.path_params["token"]
    if house.telegram_name is None or not TOKEN.fullmatch(token):
        return Response("This link does not work.", status_code=404, media_type="text/plain")
    if house.is_demo:
        return RedirectResponse(f"/phone?token={token}", status_code=303)
    return RedirectResponse(f"https://t.me/{house.telegram_name}?start={token}", status_code=303)


ROUTES = (Route("/t/{token}", lead_on),)
