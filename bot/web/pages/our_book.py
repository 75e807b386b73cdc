"""The story book on a family's phone: in their language, before anybody prints it, behind a link that opens once."""

import asyncio
from functools import partial

from markupsafe import Markup
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.errors import Refused
from bot.services import book_door
from bot.services.house import House
from bot.web.rendering import page, phrase
from bot.web.security import PUBLIC, form_of, go, house_of, set_cookie
from flows import book as texts

TITLE = "Your story book"
ROLES = PUBLIC
STAY_COOKIE = "book"
LONGEST_TOKEN = 100
GONE, NOT_FOUND = 410, 404
ENGLISH = "en"


async def door(request: Request) -> Response:
    """Show the door: a phone that only looks ahead at the link does not use it up."""
    token = request.path_params["token"][:LONGEST_TOKEN]
    language = await book_door.who_is_at_the_door(house_of(request), token)
    if language is not None:
        return _said(request, "our_book_door.html", language, token=token)
    is_inside = await book_door.open_book(house_of(request), _stay(request)) is not None
    return go("/our-book") if is_inside else _closed(request)


async def come_in(request: Request) -> Response:
    """Open the book, once; the browser keeps a short stay."""
    stay = await book_door.come_in(house_of(request), request.path_params["token"][:LONGEST_TOKEN])
    if stay is None:
        return _closed(request)
    inside = go("/our-book")
    set_cookie(request, inside, STAY_COOKIE, stay)
    return inside


async def show(request: Request) -> Response:
    """Show the book, with a button beside everything that is theirs."""
    found = await book_door.open_book(house_of(request), _stay(request))
    if found is None:
        return _closed(request)
    return _said(request, "our_book.html", found.language, book=found, week=texts.week)


async def act(request: Request) -> Response:
    """Take something out, put it back, share, or say that it is good."""
    house, stay, verb = house_of(request), _stay(request), request.path_params["verb"]
    try:
        is_done = await _do(house, stay, verb, form_of(request).text("item"))
    except Refused as refused:
        raise HTTPException(NOT_FOUND) from refused
    return go("/our-book#book") if is_done else _closed(request)


async def _do(house: House, stay: str, verb: str, item: str) -> bool:
    match verb:
        case "out" | "back":
            return await book_door.leave_out(house, stay, item, is_out=verb == "out")
        case "share" | "keep":
            return await book_door.share(house, stay, may=verb == "share")
        case "good":
            return await book_door.agree(house, stay)
        case _:
            raise HTTPException(NOT_FOUND)


async def picture(request: Request) -> Response:
    """Show a drawing that stands in the book, made small and clean."""
    media_id = request.path_params["media_id"]
    content = await book_door.picture(house_of(request), _stay(request), media_id)
    from bot.paper.pictures import printable

    drawn = await asyncio.to_thread(printable, content) if content else None
    if drawn is None:
        raise HTTPException(NOT_FOUND)
    return Response(drawn, media_type="image/jpeg")


def _said(request: Request, template: str, language: str, **values: object) -> Response:
    """Render a page in the family's language; in English where a catalogue lacks any of it."""
    catalogues = house_of(request).catalogues
    spoken = language if catalogues.has_all((*texts.ON_PHONE, texts.week(1)), language) else ENGLISH
    say = partial(catalogues.text, language=spoken)
    return page(
        request, template, say(texts.TITLE), status=200, form=None, language=spoken, say=say, texts=texts, **values
    )


def _closed(request: Request) -> Response:
    """Say the same to everybody who has no book to see here, in every language we have."""
    catalogues = house_of(request).catalogues
    said: list[Markup] = [phrase(catalogues.text(texts.RUN_OUT, code), code) for code in catalogues.languages]
    return page(request, "our_book_closed.html", TITLE, status=GONE, language=ENGLISH, said=said)


def _stay(request: Request) -> str:
    return request.cookies.get(STAY_COOKIE, "")[:LONGEST_TOKEN]


ROUTES = (
    Route("/b/{token}", door),
    Route("/b/{token}", come_in, methods=["POST"]),
    Route("/our-book", show),
    Route("/our-book/pictures/{media_id:int}", picture),
    Route("/our-book/{verb}", act, methods=["POST"]),
)
