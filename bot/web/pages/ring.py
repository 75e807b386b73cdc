"""The card for ringing a parent: number, best time, language, three lines to say. There is no field for notes."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.sentences import _
from bot.services import ring
from bot.services.numbers import shown
from bot.web import words
from bot.web.rendering import page
from bot.web.security import STORY_STAFF, form_of, go, house_of, staff_of
from storage.reports.rings import ring_card

TITLE = _("Please ring")
ROLES = STORY_STAFF
NOT_FOUND = 404
DOINGS = {"now": ring.pick_up, "rang": ring.rang, "later": ring.put_back}


async def show(request: Request) -> Response:
    """Show the card."""
    school_id, task_id = staff_of(request).school_id, request.path_params["task_id"]
    card = await house_of(request).database.read(lambda uow: ring_card(uow, school_id, task_id))
    number = shown(card.number) if card.number else None
    return page(request, "ring.html", _("Ring {name}", name=card.parent), card=card, number=number, words=words)


async def act(request: Request) -> Response:
    """Pick the call up, tick it, or put it back."""
    doing = DOINGS.get(form_of(request).text("do"))
    if doing is None:
        raise HTTPException(NOT_FOUND)
    task_id = request.path_params["task_id"]
    await doing(house_of(request), staff_of(request), task_id)
    return go(f"/ring/{task_id}")


ROUTES = (
    Route("/ring/{task_id:int}", show),
    Route("/ring/{task_id:int}", act, methods=["POST"]),
)
