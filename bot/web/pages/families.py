"""The families, and the form that adds one."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.errors import Refused
from bot.services.families import MOST_ADULTS, NewAdult, NewFamily, add_family
from bot.web import words
from bot.web.forms import Form
from bot.web.rendering import page
from bot.web.security import STORY_STAFF, allows_drama_range, form_of, go, house_of, staff_of
from storage.reports import families as report

TITLE = "Families"
ROLES = STORY_STAFF
UNPROCESSABLE = 422


async def show(request: Request) -> Response:
    """Show every family of the school."""
    school_id = staff_of(request).school_id
    lines = await house_of(request).database.read(lambda uow: report.families(uow, school_id))
    return page(request, "families.html", TITLE, families=lines, words=words)


async def show_form(request: Request) -> Response:
    """Ask for a new family."""
    return await _form(request, Form())


async def add(request: Request) -> Response:
    """Add a family and show its page."""
    form = form_of(request)
    try:
        new = NewFamily(form.text("child"), _programme(form), _adults(form))
        allows = allows_drama_range(request)
        family_id = await add_family(house_of(request), staff_of(request), new, drama_range_allowed=allows)
    except Refused as refused:
        return await _form(request, form.refused(refused))
    return go(f"/families/{family_id}?done=added")


async def _form(request: Request, form: Form) -> Response:
    school_id = staff_of(request).school_id
    programmes = await house_of(request).database.read(lambda uow: report.programmes(uow, school_id))
    return page(
        request,
        "new_family.html",
        "Add a family",
        status=UNPROCESSABLE if form.errors else 200,
        form=form,
        programmes=[("", "None yet"), *programmes],
        places=range(1, MOST_ADULTS + 1),
    )


def _programme(form: Form) -> int | None:
    return form.number("programme") if form.text("programme") else None


def _adults(form: Form) -> tuple[NewAdult, ...]:
    """Return the adults of whom anything was typed; the first row is always one."""
    rows = [_adult(form, place) for place in range(1, MOST_ADULTS + 1)]
    last = max((n for n, row in enumerate(rows, 1) if row.name or row.number), default=1)
    return tuple(rows[:last])


def _adult(form: Form, place: int) -> NewAdult:
    start = f"adult_{place}_"
    return NewAdult(
        form.text(f"{start}name"),
        form.text(f"{start}number"),
        form.text(f"{start}language", "en"),
        may_be_messaged=form.is_ticked(f"{start}may"),
    )


ROUTES = (
    Route("/families", show),
    Route("/families/new", show_form),
    Route("/families/new", add, methods=["POST"]),
)
