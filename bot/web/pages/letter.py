"""The letter home as a PDF, for one family or for all of a programme."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.services import letter
from bot.services.letter import Form
from bot.web.security import STORY_STAFF, form_of, house_of, staff_of

TITLE = "Letter"
ROLES = STORY_STAFF
BAD_REQUEST = 400


async def for_family(request: Request) -> Response:
    """Print the letter to one family."""
    family_id = request.path_params["family_id"]
    return _paper(await letter.for_family(house_of(request), staff_of(request), family_id, _form(request)))


async def for_programme(request: Request) -> Response:
    """Print the letters to all families of a programme."""
    programme_id = request.path_params["programme_id"]
    return _paper(await letter.for_programme(house_of(request), staff_of(request), programme_id, _form(request)))


def _form(request: Request) -> Form:
    wanted = form_of(request).text("form", Form.PLAIN)
    if wanted not in set(Form):
        raise HTTPException(BAD_REQUEST)
    return Form(wanted)


def _paper(pages: bytes) -> Response:
    shown = {"Content-Disposition": 'inline; filename="letter.pdf"'}
    return Response(pages, media_type="application/pdf", headers=shown)


ROUTES = (
    Route("/letters/family/{family_id:int}", for_family, methods=["POST"]),
    Route("/letters/programme/{programme_id:int}", for_programme, methods=["POST"]),
)
