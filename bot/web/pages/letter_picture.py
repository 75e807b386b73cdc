"""The picture on the letters: chosen, seen, taken away."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.errors import FileTooBig, Refused
from bot.sentences import _
from bot.services import letter_picture
from bot.services.files import AT_MOST, JPEG
from bot.services.staff import Role
from bot.web.files import serve_file
from bot.web.forms import Form
from bot.web.rendering import page
from bot.web.security import form_of, go, house_of, staff_of
from storage.repositories import letter_pictures

TITLE = _("The picture on the letters")
ROLES = frozenset({Role.LEAD})
FILE_BYTES = AT_MOST
UNPROCESSABLE, NOT_FOUND = 422, 404
DONE = {
    "kept": _("Kept. It stands on every letter from now on."),
    "removed": _("Taken away. Letters go without one."),
}


async def show(request: Request) -> Response:
    """Show the picture, and the form for another."""
    return await _page(request, Form())


async def draw(request: Request) -> Response:
    """Give the browser the picture."""
    content = await _find(request)
    if content is None:
        raise HTTPException(NOT_FOUND)
    return serve_file(request, content, JPEG)


async def keep(request: Request) -> Response:
    """Keep a picture, or say what is wrong with it."""
    form = form_of(request)
    try:
        content = form.files["file"].content if "file" in form.files else b""
        await letter_picture.keep(house_of(request), staff_of(request), content)
    except Refused as refused:
        return await _page(request, form.refused(refused))
    return go("/letter-picture?done=kept")


async def too_big(request: Request) -> Response:
    """Say that the picture is too big."""
    return await _page(request, Form().refused(FileTooBig()))


async def remove(request: Request) -> Response:
    """Take the picture away."""
    await letter_picture.remove(house_of(request), staff_of(request))
    return go("/letter-picture?done=removed")


async def _find(request: Request) -> bytes | None:
    school_id = staff_of(request).school_id
    return await house_of(request).database.read(lambda uow: letter_pictures.find(uow, school_id))


async def _page(request: Request, form: Form) -> Response:
    return page(
        request,
        "letter_picture.html",
        TITLE,
        status=UNPROCESSABLE if form.errors else 200,
        form=form,
        has_picture=await _find(request) is not None,
        done=DONE.get(request.query_params.get("done", "")),
    )


ROUTES = (
    Route("/letter-picture", show),
    Route("/letter-picture.jpg", draw),
    Route("/letter-picture", keep, methods=["POST"]),
    Route("/letter-picture/remove", remove, methods=["POST"]),
)
