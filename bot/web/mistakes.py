"""The pages for what went wrong: a kind sentence and a way on; never a trace, a name or a number."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from bot.errors import Refused
from bot.web.headers import HEADERS
from bot.web.rendering import page
from storage.errors import AlreadyKnown, DatabaseAway, Missing

SENTENCES = {
    400: ("That did not work", "Something in the address or the form was not right. Please go back and try again."),
    403: (
        "This page is not open to you",
        "It may be that you were signed in for a long time. Please go back, load the page again and try once more.",
    ),
    404: ("Not here", "There is no such page. It may have moved."),
    405: ("That did not work", "Please go back and use the button on the page."),
    409: ("Somebody was quicker", "This was changed a moment ago. Please go back and look again."),
    413: ("Too long", "That is more than a form can hold. Please go back and make it shorter."),
    500: ("Something broke here", "It is our fault, not yours. Nothing was sent. Please try again in a minute."),
    503: ("One moment", "The facts cannot be reached just now. Nothing was lost. Please try again in a minute."),
}


async def tell(request: Request, error: Exception) -> Response:
    """Answer with the page for this error."""
    status = _status(error)
    title, sentence = SENTENCES.get(status, SENTENCES[400])
    if isinstance(error, Refused):
        sentence = str(error)
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
