"""The story of one session: its name, its words, and a tick when the sheet is in the book bag."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.errors import Refused
from bot.sentences import _
from bot.services import session_story
from bot.services.kept_back import KeptBack
from bot.services.session_story import LONGEST_STORY, LONGEST_TITLE, Typed
from bot.web.forms import Form, filled
from bot.web.rendering import page
from bot.web.security import STORY_STAFF, form_of, go, house_of, staff_of
from storage.reports.session import SessionCard, session_card
from storage.repositories import stories
from storage.tables import Story
from storage.unit_of_work import UnitOfWork

TITLE = _("The story they made")
ROLES = STORY_STAFF
UNPROCESSABLE = 422
DONE = {
    "kept": _("The story is kept. It goes into their book."),
    "told": _("The story is kept, and a text says that it is in the bag. The talk shows when it goes."),
}


async def show(request: Request) -> Response:
    """Show the story as it is typed so far."""
    return await _page(request, None)


async def keep(request: Request) -> Response:
    """Keep the story."""
    form, session_id = form_of(request), request.path_params["session_id"]
    typed = Typed(form.text("title"), form.text("words"), form.is_ticked("bag"))
    try:
        told = await session_story.keep_story(house_of(request), staff_of(request), session_id, typed)
    except Refused as refused:
        return await _page(request, form.refused(refused), refused)
    return go(f"/sessions/{session_id}/story?done={'told' if told else 'kept'}")


async def bag(request: Request) -> Response:
    """Keep with one tap, on Monday, that the sheet is in the bag."""
    await session_story.put_in_bag(house_of(request), staff_of(request), request.path_params["session_id"])
    return go("/?done=bag")


async def _page(request: Request, form: Form | None, refused: Refused | None = None) -> Response:
    who, session_id = staff_of(request), request.path_params["session_id"]

    def look(uow: UnitOfWork) -> tuple[SessionCard, Story | None]:
        return session_card(uow, who.school_id, who.zone, session_id), stories.of_session(uow, session_id)

    card, story = await house_of(request).database.read(look)
    typed = filled(title=story.title, words=story.words) if story else Form()
    return page(
        request,
        "session_story.html",
        _("The story of week {week}, {child}", week=card.session.week, child=card.child),
        status=UNPROCESSABLE if refused else 200,
        form=form or typed,
        card=card,
        is_in_bag=story is not None and story.bagged_at is not None,
        longest=(LONGEST_TITLE, LONGEST_STORY),
        kept_back=refused if isinstance(refused, KeptBack) else None,
        done=DONE.get(request.query_params.get("done", "")),
    )


ROUTES = (
    Route("/sessions/{session_id:int}/story", show),
    Route("/sessions/{session_id:int}/story", keep, methods=["POST"]),
    Route("/sessions/{session_id:int}/bag", bag, methods=["POST"]),
)
