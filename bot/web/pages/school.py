"""The school after set-up: names, hours, whom to alert, and the colleagues who sign in."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.errors import Refused
from bot.sentences import _
from bot.services.numbers import shown
from bot.services.school import change_school
from bot.services.set_up import MOST_ON_CALL
from bot.services.staff import Role, add_colleague, end_access
from bot.web.forms import Form, filled
from bot.web.pages.set_up import school_of
from bot.web.rendering import page
from bot.web.security import allows_drama_range, form_of, go, house_of, staff_of
from storage.repositories import schools, staff
from storage.unit_of_work import UnitOfWork

TITLE = _("The school")
ROLES = frozenset({Role.LEAD})
UNPROCESSABLE = 422
DONE = {"kept": _("Kept."), "ended": _("They can sign in no more.")}
ROLE_WORDS = {
    Role.TA: _("Teaching assistant"),
    Role.LEAD: _("Story lead"),
    Role.DSL: _("Safeguarding lead"),
    Role.OFFICE: _("Office"),
    Role.HEAD: _("Head"),
    Role.TECHNICIAN: _("Looks after the machine"),
}


async def show(request: Request) -> Response:
    """Show the school as it is."""
    who, read = staff_of(request), house_of(request).database.read
    return await _page(request, await read(lambda uow: _as_typed(uow, who.school_id)))


async def keep(request: Request) -> Response:
    """Keep what was changed."""
    form, house = form_of(request), house_of(request)
    allows = allows_drama_range(request)
    try:
        typed = school_of(form, staff_of(request).zone.key)
        test = form.is_ticked("test")
        await change_school(house, staff_of(request), typed, drama_range_allowed=allows, test=test)
    except Refused as refused:
        return await _page(request, form.refused(refused))
    return go("/school?done=kept")


async def add(request: Request) -> Response:
    """Let a colleague sign in, and show the link that is theirs."""
    form, who = form_of(request), staff_of(request)
    as_it_is = await house_of(request).database.read(lambda uow: _as_typed(uow, who.school_id))
    both = Form({**as_it_is.values, **form.values})
    try:
        name, sign_in_name = form.text("name"), form.text("sign_in_name")
        link = await add_colleague(house_of(request), who, name, sign_in_name, form.text("role"))
    except Refused as refused:
        return await _page(request, both.refused(refused))
    return await _page(request, as_it_is, link=link, whose=name)


async def end(request: Request) -> Response:
    """End a colleague's access."""
    await end_access(house_of(request), staff_of(request), request.path_params["staff_id"])
    return go("/school?done=ended")


async def _page(request: Request, form: Form, link: str = "", whose: str = "") -> Response:
    who = staff_of(request)
    colleagues = await house_of(request).database.read(lambda uow: staff.names(uow, who.school_id))
    return page(
        request,
        "school.html",
        TITLE,
        status=UNPROCESSABLE if form.errors else 200,
        form=form,
        colleagues=colleagues,
        roles=tuple(ROLE_WORDS.items()),
        link=link,
        whose=whose,
        done=DONE.get(request.query_params.get("done", "")),
    )


def _as_typed(uow: UnitOfWork, school_id: int) -> Form:
    """Return the school as if it had just been typed."""
    school = schools.school(uow, school_id)
    numbers = schools.on_call(uow, school_id)[:MOST_ON_CALL]
    times = {name: f"{getattr(school, name):%H:%M}" for name in ("opens", "closes", "staffed_from", "staffed_to")}
    ticks = {name: "yes" for name in ("welcomes_siblings", "offers_monthly") if getattr(school, name)}
    on_call = {f"on_call_{n}": shown(number) for n, number in enumerate(numbers, 1)}
    names = {"school_name": school.name, "short_name": school.short_name, "phone": school.phone}
    return filled(**names, **times, **ticks, **on_call)


ROUTES = (
    Route("/school", show),
    Route("/school", keep, methods=["POST"]),
    Route("/school/colleagues", add, methods=["POST"]),
    Route("/school/colleagues/{staff_id:int}/end", end, methods=["POST"]),
)
