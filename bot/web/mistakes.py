"""The pages for what went wrong: a kind sentence and a way on; never a trace, a name or a number."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from bot.errors import Refused
from bot.sentences import _, speak
from bot.web.headers import HEADERS
from bot.web.rendering import page
from bot.web.security import FormStale, language_of
from storage.errors import AlreadyKnown, DatabaseAway, Missing

SENTENCES = {
    400: (
        _("That did not work"),
        _("Something in the address or the form was not right. Please go back and try again."),
    ),
    403: (_("This page is not open to you"), _("Other colleagues work here. The lead can say who does what.")),
    404: (_("Not here"), _("There is no such page. It may have moved.")),
    405: (_("That did not work"), _("Please go back and use the button on the page.")),
    409: (_("Somebody was quicker"), _("This was changed a moment ago. Please go back and look again.")),
    413: (_("Too long"), _("That is more than a form can hold. Please go back and make it shorter.")),
    500: (_("Something broke here"), _("It is our fault, not yours. Nothing was sent. Please try again in a minute.")),
    503: (_("One moment"), _("The facts cannot be reached just now. Nothing was lost. Please try again in a minute.")),
}
STALE = (
    _("Please do it once more"),
    _("This page had been open for too long, so nothing was kept. Please load it again and try once more."),
)


async def tell(request: Request, error: Exception) -> Response:
    """Answer with the page for this error."""
    speak(language_of(request))
    status = _status(error)
    title, sentence = STALE if isinstance(error, FormStale) else SENTENCES.get(status, SENTENCES[400])
    if isinstance(error, Refused):
        sentence = _(error.sentence)
    response = page(request, "mistake.html", title, status=status, sentence=sentence)
    response.headers.update(HEADERS)  # what broke altogether is answered outside the middleware
    if isinstance(error, HTTPException) and error.headers:
        response.headers.update(error.headers)
    return response


def _status(error: Exception) -> int:
    match error:
        case HTTPException():
            return error.status_code
        case Refused():
            return 400
        case Missing():
            return 404
        case AlreadyKnown():
            return 409
        case DatabaseAway():
            return 503
        case _:
            return 500
