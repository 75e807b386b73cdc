"""Story sparks, spoken: staff record a week's spark in a language they speak, replace it, or take it away."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.errors import FileTooBig, Refused
from bot.sentences import _, language_name
from bot.services import read_aloud
from bot.services.files import AT_MOST
from bot.web.forms import Form
from bot.web.rendering import page
from bot.web.security import STORY_STAFF, form_of, go, house_of, staff_of
from flows.home_story import SPARKS
from storage.repositories import recordings

TITLE = _("Story sparks, spoken")
ROLES = STORY_STAFF
FILE_BYTES = AT_MOST
UNPROCESSABLE = 422
DONE = {
    "kept": _("Kept. Parents hear your voice now."),
    "removed": _("Taken away. Their phone may read it again."),
}


async def show(request: Request) -> Response:
    """Show what is recorded, and the form for more."""
    return await _page(request, Form())


async def keep(request: Request) -> Response:
    """Keep a recording, or say what is wrong with it."""
    form = form_of(request)
    try:
        week, language = form.number("week"), form.text("language")
        content = form.files["voice"].content if "voice" in form.files else b""
        await read_aloud.keep(house_of(request), staff_of(request), week, language, content)
    except Refused as refused:
        return await _page(request, form.refused(refused), UNPROCESSABLE)
    return go("/sparks?done=kept")


async def too_big(request: Request) -> Response:
    """Say that the recording is too big."""
    return await _page(request, Form().refused(FileTooBig()), UNPROCESSABLE)


async def remove(request: Request) -> Response:
    """Take a recording away."""
    week, language = request.path_params["week"], request.path_params["language"]
    await read_aloud.remove(house_of(request), staff_of(request), week, language)
    return go("/sparks?done=removed")


async def _page(request: Request, form: Form, status: int = 200) -> Response:
    house, school_id = house_of(request), staff_of(request).school_id
    english = [house.catalogues.text(spark, "en") for spark in SPARKS]
    return page(
        request,
        "sparks.html",
        TITLE,
        status=status,
        form=form,
        weeks=[(number, _("Week {week}", week=number)) for number in range(1, len(SPARKS) + 1)],
        spoken=[(code, language_name(code)) for code in house.catalogues.languages],
        recorded=await house.database.read(lambda uow: recordings.listed(uow, school_id)),
        sparks=english,
        done=DONE.get(request.query_params.get("done", "")),
    )


ROUTES = (
    Route("/sparks", show),
    Route("/sparks", keep, methods=["POST"]),
    Route("/sparks/{week:int}/{language}/remove", remove, methods=["POST"]),
)
