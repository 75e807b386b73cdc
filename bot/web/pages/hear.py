"""/h/WEEK/LANGUAGE: one week's story spark in big letters, and a voice that reads it. It knows nothing of anybody."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.web.files import serve_file
from bot.web.rendering import page
from bot.web.security import PUBLIC, house_of
from flows import hear as words
from flows.home_story import SPARKS
from storage.repositories import recordings

TITLE = "Hear the story spark"
ROLES = PUBLIC
NOT_FOUND = 404


async def show(request: Request) -> Response:
    """Show the spark; a recording of staff's is played, else the phone's own voice may read it."""
    house, (week, language) = house_of(request), _asked(request)
    is_recorded = await house.database.read(lambda uow: recordings.is_there(uow, week, language))
    say = house.catalogues.text
    return page(
        request,
        "hear.html",
        say(words.TITLE, language),
        language=language,
        spark=say(SPARKS[week - 1], language),
        listen=say(words.LISTEN, language),
        voice=f"/h/{week}/{language}/voice" if is_recorded else None,
    )


async def play(request: Request) -> Response:
    """Give the browser the recording."""
    week, language = _asked(request)
    spoken = await house_of(request).database.read(lambda uow: recordings.find(uow, week, language))
    if spoken is None:
        raise HTTPException(NOT_FOUND)
    return serve_file(request, spoken.content, spoken.content_type)


def _asked(request: Request) -> tuple[int, str]:
    week, language = request.path_params["week"], request.path_params["language"]
    if not 1 <= week <= len(SPARKS) or language not in house_of(request).catalogues.languages:
        raise HTTPException(NOT_FOUND)
    return week, language


ROUTES = (Route("/h/{week:int}/{language}", show), Route("/h/{week:int}/{language}/voice", play))
