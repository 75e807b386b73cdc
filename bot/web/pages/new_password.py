"""A one-time link, behind which a person chooses a new password."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.errors import Refused
from bot.sentences import _
from bot.services.staff import choose_password, whose_link
from bot.web.forms import Form
from bot.web.rendering import page
from bot.web.security import PUBLIC, form_of, go, house_of

TITLE = _("A new password")
ROLES = PUBLIC
GONE, UNPROCESSABLE = 410, 422


async def show(request: Request) -> Response:
    """Ask for the new password, or say that the link has run out."""
    return await _form(request, Form())


async def choose(request: Request) -> Response:
    """Take the new password and have them sign in with it."""
    form = form_of(request)
    try:
        token = request.path_params["token"]
        await choose_password(house_of(request), token, form.exactly("password"), form.exactly("again"))
    except Refused as refused:
        return await _form(request, form.refused(refused))
    return go("/sign-in")


async def _form(request: Request, form: Form) -> Response:
    name = await whose_link(house_of(request), request.path_params["token"])
    if name is None:
        return page(request, "new_password.html", TITLE, status=GONE, name=None)
    return page(request, "new_password.html", TITLE, status=UNPROCESSABLE if form.errors else 200, form=form, name=name)


ROUTES = (
    Route("/new-password/{token}", show),
    Route("/new-password/{token}", choose, methods=["POST"]),
)
