"""Sign in, and out again."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.errors import Refused
from bot.sentences import _
from bot.services import sign_in as service
from bot.web.forms import Form, filled
from bot.web.rendering import page
from bot.web.security import (
    PUBLIC,
    SIGN_IN_COOKIE,
    VISIT_COOKIE,
    form_of,
    go,
    house_of,
    local_path,
    set_cookie,
    visit_of,
)

TITLE = _("Sign in")
ROLES = PUBLIC
UNPROCESSABLE = 422
SAID = {
    "set-up": _("The school is set up. Please sign in with the name and the password that you chose."),
    "ended": _("You had been signed out, so what you sent was not kept. Please sign in and do it once more."),
}


async def show(request: Request) -> Response:
    """Show the form, or the front page to whoever is signed in."""
    if visit_of(request).staff:
        return go("/")
    if not await service.is_set_up(house_of(request)):
        return go("/set-up")
    return _form(request, filled(next=local_path(request.query_params.get("next", "/"))))


async def enter(request: Request) -> Response:
    """Sign in and go where they were going."""
    form, house = form_of(request), house_of(request)
    address = request.client.host if request.client else ""
    try:
        token = await service.sign_in(house, form.text("name"), form.exactly("password"), address)
    except Refused as refused:
        return _form(request, form.refused(refused), UNPROCESSABLE)
    response = go(local_path(form.text("next", "/")))
    set_cookie(request, response, SIGN_IN_COOKIE, token)
    response.delete_cookie(VISIT_COOKIE)
    return response


async def leave(request: Request) -> Response:
    """Sign out."""
    await service.sign_out(house_of(request), request.cookies.get(SIGN_IN_COOKIE, ""))
    response = go("/sign-in")
    response.delete_cookie(SIGN_IN_COOKIE)
    return response


def _form(request: Request, form: Form, status: int = 200) -> Response:
    said = SAID.get(request.query_params.get("done", ""))
    return page(request, "sign_in.html", TITLE, status=status, form=form, said=said)


ROUTES = (
    Route("/sign-in", show),
    Route("/sign-in", enter, methods=["POST"]),
    Route("/sign-out", leave, methods=["POST"]),
)
