"""Add many families at once, from a list: shown first with what is wrong in it, and put right on the same page."""

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.errors import Refused
from bot.sentences import _
from bot.services.family_list import AT_MOST_BYTES, COLUMNS, EXAMPLE, NEEDED, Seen, add_all, look, text_of
from bot.web.forms import Form
from bot.web.pages.families import programme_choices, programme_of
from bot.web.rendering import page
from bot.web.security import STORY_STAFF, allows_drama_range, form_of, go, house_of, staff_of

TITLE = _("Families from a list")
ROLES = STORY_STAFF
FILE_BYTES = AT_MOST_BYTES
UNPROCESSABLE = 422
NOTHING = Seen()


async def show(request: Request) -> Response:
    """Explain the list, and take one."""
    return await _page(request, Form(), "", NOTHING)


async def example(_request: Request) -> Response:
    """Give an example to begin from; the mark in front tells a spreadsheet that it is UTF-8."""
    headers = {"Content-Disposition": 'attachment; filename="families.csv"'}
    return PlainTextResponse("\ufeff" + EXAMPLE, headers=headers, media_type="text/csv")


async def take(request: Request) -> Response:
    """Show what is in the list and what keeps it from being taken; add it when that is asked for and nothing does."""
    form, house, who = form_of(request), house_of(request), staff_of(request)
    text, allows = _list(form), allows_drama_range(request)
    try:
        programme_id = programme_of(form)
        seen = await look(house, text, programme_id, drama_range_allowed=allows)
        if not seen.troubles and form.is_ticked("add"):
            count = await add_all(house, who, text, programme_id, drama_range_allowed=allows)
            return go(f"/families?added={count}")
    except Refused as refused:
        return await _page(request, form.refused(refused), text, NOTHING)
    return await _page(request, form, text, seen)


def _list(form: Form) -> str:
    """Return the list from a file, else from the page, where it may have been put right."""
    file = form.files.get("file")
    return text_of(file.content) if file else form.text("list")


async def _page(request: Request, form: Form, text: str, seen: Seen) -> Response:
    return page(
        request,
        "family_list.html",
        TITLE,
        status=UNPROCESSABLE if form.errors or seen.troubles else 200,
        form=form,
        text=text,
        seen=seen,
        columns=COLUMNS,
        needed=NEEDED,
        programmes=await programme_choices(request),
    )


ROUTES = (
    Route("/families/list", show),
    Route("/families/list", take, methods=["POST"]),
    Route("/families/list/example.csv", example),
)
