"""One tap says what a message means; what ends the texts or alerts somebody is asked once more."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.errors import Refused
from bot.sentences import _
from bot.services.correct import GRAVE, correct, take_back
from bot.web import words
from bot.web.forms import Form
from bot.web.rendering import page
from bot.web.security import STORY_STAFF, form_of, go, house_of, staff_of
from storage.reports.family import FamilyPage, family_page

TITLE = _("What it means")
ROLES = STORY_STAFF
UNPROCESSABLE = 422
BEFORE = "before"


async def put_right(request: Request) -> Response:
    """Keep what a message means, or ask once more."""
    form, parent_id, message_id = form_of(request), request.path_params["parent_id"], request.path_params["message_id"]
    said, seen, family = form.text("said"), form.text("seen"), await _family(request)
    if said in GRAVE and not form.is_ticked("sure"):
        return _page(request, family, form)
    house, who = house_of(request), staff_of(request)
    try:
        if said == BEFORE:
            await take_back(house, who, parent_id, message_id, seen)
        else:
            await correct(house, who, parent_id, message_id, said, seen)
    except Refused as refused:
        return _page(request, family, form.refused(refused), UNPROCESSABLE)
    done = "taken-back" if said == BEFORE else "put-right"
    return go(f"/families/{family.id}?adult={parent_id}&done={done}#message-{message_id}")


async def _family(request: Request) -> FamilyPage:
    """Find the family, its adult and the message among theirs, or raise `Missing`."""
    school_id, wanted = staff_of(request).school_id, request.path_params
    return await house_of(request).database.read(
        lambda uow: family_page(uow, school_id, wanted["family_id"], wanted["parent_id"])
    )


def _page(request: Request, family: FamilyPage, form: Form, status: int = 200) -> Response:
    message_id = request.path_params["message_id"]
    message = next((each for each in family.thread if each.id == message_id and not each.is_ours), None)
    back = f"/families/{family.id}?adult={family.adult.id}#message-{message_id}"
    said = form.text("said")
    values = {"family": family, "message": message, "said": said, "back": back, "words": words}
    return page(request, "meaning.html", TITLE, status=status, form=form, **values)


ROUTES = (
    Route(
        "/families/{family_id:int}/adults/{parent_id:int}/messages/{message_id:int}/meaning",
        put_right,
        methods=["POST"],
    ),
)
