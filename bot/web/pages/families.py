"""The families, and the form that adds one."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.errors import Refused
from bot.sentences import _
from bot.services.families import MOST_ADULTS, MOST_CHILDREN, NewAdult, NewFamily, add_family
from bot.web import words
from bot.web.forms import Form
from bot.web.rendering import page
from bot.web.security import STORY_STAFF, allows_drama_range, form_of, go, house_of, staff_of
from storage.reports import families as report

TITLE = _("Families")
ROLES = STORY_STAFF
UNPROCESSABLE = 422


async def show(request: Request) -> Response:
    """Show every family of the school."""
    school_id = staff_of(request).school_id
    lines = await house_of(request).database.read(lambda uow: report.families(uow, school_id))
    added = request.query_params.get("added", "")
    told = _("{count} families are in. Nothing goes out until you invite them.", count=added)
    said = told if added.isdigit() else ""
    return page(request, "families.html", TITLE, families=lines, words=words, said=said)


async def show_form(request: Request) -> Response:
    """Ask for a new family."""
    return await _form(request, Form())


async def add(request: Request) -> Response:
    """Add a family and show its page."""
    form = form_of(request)
    try:
        new = NewFamily(_children(form), programme_of(form), _adults(form), form.text("together"))
        allows = allows_drama_range(request)
        family_id = await add_family(house_of(request), staff_of(request), new, drama_range_allowed=allows)
    except Refused as refused:
        return await _form(request, form.refused(refused))
    return go(f"/families/{family_id}?done=added")


async def _form(request: Request, form: Form) -> Response:
    return page(
        request,
        "new_family.html",
        _("Add a family"),
        status=UNPROCESSABLE if form.errors else 200,
        form=form,
        programmes=await programme_choices(request),
        places=range(1, MOST_ADULTS + 1),
        more_children=range(2, MOST_CHILDREN + 1),
    )


async def programme_choices(request: Request) -> list[tuple[str | int, str]]:
    """Return the programmes that a new family can join, none first."""
    school_id = staff_of(request).school_id
    programmes = await house_of(request).database.read(lambda uow: report.programmes(uow, school_id))
    return [("", _("None yet")), *programmes]


def _children(form: Form) -> tuple[str, ...]:
    """Return the children up to the last one named; the first field is always one."""
    names = [form.text("child"), *(form.text(f"child_{place}") for place in range(2, MOST_CHILDREN + 1))]
    last = max((n for n, name in enumerate(names, 1) if name), default=1)
    return tuple(names[:last])


def programme_of(form: Form) -> int | None:
    """Return the programme chosen, or None; raises `Refused`."""
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
