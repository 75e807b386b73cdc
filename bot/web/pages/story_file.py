"""What a family sent: shown or played in its thread, looked at for the book, typed up, or kept no longer."""

from collections.abc import Awaitable, Callable

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.services import story_files
from bot.web.files import serve_file
from bot.web.security import STORY_STAFF, form_of, go, house_of, staff_of

TITLE = "What a family sent"
ROLES = STORY_STAFF
NOT_FOUND = 404


async def show(request: Request) -> Response:
    """Give the browser the file."""
    family_id, media_id = request.path_params["family_id"], request.path_params["media_id"]
    held = await story_files.find(house_of(request), staff_of(request), family_id, media_id)
    return serve_file(request, held.content or b"", held.content_type)


async def act(request: Request) -> Response:
    """Do one thing with it, then show the thread again."""
    family_id, verb = request.path_params["family_id"], request.path_params["verb"]
    doing = DOINGS.get(verb)
    if doing is None:
        raise HTTPException(NOT_FOUND)
    parent_id = await doing(request, family_id, request.path_params["media_id"])
    return go(f"/families/{family_id}?adult={parent_id}&done={verb}")


async def _looked(request: Request, family_id: int, media_id: int) -> int:
    return await story_files.mark_looked_at(house_of(request), staff_of(request), family_id, media_id)


async def _not_kept(request: Request, family_id: int, media_id: int) -> int:
    return await story_files.keep_no_longer(house_of(request), staff_of(request), family_id, media_id)


async def _typed(request: Request, family_id: int, media_id: int) -> int:
    words = form_of(request).text("words")
    return await story_files.type_up(house_of(request), staff_of(request), family_id, media_id, words)


DOINGS: dict[str, Callable[[Request, int, int], Awaitable[int]]] = {
    "looked": _looked,
    "not-kept": _not_kept,
    "typed": _typed,
}

ROUTES = (
    Route("/families/{family_id:int}/files/{media_id:int}", show),
    Route("/families/{family_id:int}/files/{media_id:int}/{verb}", act, methods=["POST"]),
)
