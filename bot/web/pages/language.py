"""The language of the pages: chosen once by whoever is signed in, and kept by this browser for its next sign-in."""

from datetime import timedelta

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.sentences import _, languages
from bot.services.staff import choose_language
from bot.web.security import LANGUAGE_COOKIE, PUBLIC, form_of, go, house_of, local_path, set_cookie, visit_of

TITLE = _("Language")
ROLES = PUBLIC
BAD_REQUEST = 400
KEPT_FOR = timedelta(days=365)


async def choose(request: Request) -> Response:
    """Keep the language, and show the same page again."""
    form, who = form_of(request), visit_of(request).staff
    language = form.text("language")
    if language not in languages():
        raise HTTPException(BAD_REQUEST)
    if who is not None:
        await choose_language(house_of(request), who, language)
    response = go(local_path(form.text("next", "/")))
    set_cookie(request, response, LANGUAGE_COOKIE, language, KEPT_FOR)
    return response


ROUTES = (Route("/language", choose, methods=["POST"]),)
