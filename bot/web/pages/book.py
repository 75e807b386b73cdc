"""A story book, for staff: what is in it, the link that shows it to the family, the print, and "it is ready"."""

import io
import re

import segno
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.errors import Refused
from bot.sentences import _
from bot.services import book, book_pages
from bot.web.forms import Form
from bot.web.rendering import page
from bot.web.security import STORY_STAFF, form_of, go, house_of, staff_of

TITLE = _("Story book")
ROLES = STORY_STAFF
UNPROCESSABLE, NOT_FOUND = 422, 404
TOKEN = re.compile(r"[\w-]{20,64}")
DONE = {
    "sent": _("Sent. They look at it first."),
    "waits": _("The link waits for its hour, and goes by itself."),
    "together": _("Good. You can print it now."),
    "ready": _("The book is ready. The text of the last week says so."),
}


async def show(request: Request) -> Response:
    """Show what is in the book; what the family took out is not shown."""
    return await _page(request, Form())


async def send(request: Request) -> Response:
    """Text the link to the family."""
    parent_id = request.path_params["parent_id"]
    try:
        going = await book.send_door(house_of(request), staff_of(request), parent_id)
    except Refused as refused:
        return await _page(request, form_of(request).refused(refused))
    return go(f"/books/{parent_id}?done={'waits' if going.until else 'sent'}")


async def door(request: Request) -> Response:
    """Show the link as a square, for a phone beside us."""
    parent_id = request.path_params["parent_id"]
    link = await book.make_door(house_of(request), staff_of(request), parent_id)
    found = await book.shown(house_of(request), staff_of(request), parent_id)
    return page(request, "book_link.html", TITLE, book=found, link=link, token=link.rpartition("/")[2])


async def square(request: Request) -> Response:
    """Draw the square; it holds our one-time link only."""
    token = request.query_params.get("token", "")
    if not TOKEN.fullmatch(token):
        raise HTTPException(NOT_FOUND)
    drawn = io.BytesIO()
    segno.make(f"{house_of(request).origin}/b/{token}", error="m").save(drawn, kind="svg", scale=6, border=3)
    return Response(drawn.getvalue(), media_type="image/svg+xml")


async def act(request: Request) -> Response:
    """Do one thing, then show the page again."""
    doing = DOINGS.get(request.path_params["verb"])
    if doing is None:
        raise HTTPException(NOT_FOUND)
    try:
        await doing(request)
    except Refused as refused:
        return await _page(request, form_of(request).refused(refused))
    return go(f"/books/{request.path_params['parent_id']}?done={request.path_params['verb']}")


async def print_it(request: Request) -> Response:
    """Print the book."""
    pages = await book_pages.printed(house_of(request), staff_of(request), request.path_params["parent_id"])
    shown = {"Content-Disposition": 'inline; filename="story-book.pdf"'}
    return Response(pages, media_type="application/pdf", headers=shown)


async def _together(request: Request) -> None:
    await book.looked_together(house_of(request), staff_of(request), request.path_params["parent_id"])


async def _ready(request: Request) -> None:
    await book.mark_ready(house_of(request), staff_of(request), request.path_params["parent_id"])


DOINGS = {"together": _together, "ready": _ready}


async def _page(request: Request, form: Form) -> Response:
    found = await book.shown(house_of(request), staff_of(request), request.path_params["parent_id"])
    return page(
        request,
        "book.html",
        _("The story book of {child}", child=found.child),
        status=UNPROCESSABLE if form.errors else 200,
        form=form,
        book=found,
        done=DONE.get(request.query_params.get("done", "")),
    )


ROUTES = (
    Route("/books/{parent_id:int}", show),
    Route("/books/square.svg", square),
    Route("/books/{parent_id:int}/send", send, methods=["POST"]),
    Route("/books/{parent_id:int}/show", door, methods=["POST"]),
    Route("/books/{parent_id:int}/print", print_it, methods=["POST"]),
    Route("/books/{parent_id:int}/{verb}", act, methods=["POST"]),
)
