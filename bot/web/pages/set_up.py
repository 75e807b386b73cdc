"""First run: one page, a quarter of an hour, from an empty program to a school that can invite its first family."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.errors import Refused
from bot.sentences import _
from bot.services.closed_days import read_closed_days
from bot.services.set_up import MOST_ON_CALL, FirstPerson, SchoolForm, set_up
from bot.services.sign_in import is_set_up
from bot.web.forms import Form, filled
from bot.web.rendering import page
from bot.web.security import PUBLIC, allows_drama_range, form_of, go, house_of

TITLE = _("Set up")
ROLES = PUBLIC
UNPROCESSABLE = 422


async def show(request: Request) -> Response:
    """Show the form, unless the school is there already."""
    house = house_of(request)
    if await is_set_up(house):
        return go("/sign-in")
    form = filled(
        zone=house.zone.key,
        opens="08:15",
        closes="18:30",
        staffed_from="08:30",
        staffed_to="16:00",
        welcomes_siblings="yes",
        test="yes",
        code=request.query_params.get("code", ""),
    )
    return page(request, "set_up.html", TITLE, form=form)


async def make(request: Request) -> Response:
    """Make the school and its first sign-in."""
    form = form_of(request)
    try:
        await set_up(
            house_of(request),
            form.text("code"),
            school_of(form),
            _person_of(form),
            drama_range_allowed=allows_drama_range(request),
            test=form.is_ticked("test"),
        )
    except Refused as refused:
        return page(request, "set_up.html", TITLE, status=UNPROCESSABLE, form=form.refused(refused))
    return go("/sign-in?done=set-up")


def school_of(form: Form, zone: str | None = None) -> SchoolForm:
    """Return the school as it was typed; `zone` where it is settled already."""
    return SchoolForm(
        name=form.text("school_name"),
        short_name=form.text("short_name"),
        zone=zone or form.text("zone"),
        phone=form.text("phone"),
        opens=form.clock("opens"),
        closes=form.clock("closes"),
        staffed_from=form.clock("staffed_from"),
        staffed_to=form.clock("staffed_to"),
        welcomes_siblings=form.is_ticked("welcomes_siblings"),
        on_call=tuple(form.text(f"on_call_{n}") for n in range(1, MOST_ON_CALL + 1)),
        closed_days=read_closed_days(form.text("closed_days")),
        nation=form.text("nation"),
        offers_monthly=form.is_ticked("offers_monthly"),
    )


def _person_of(form: Form) -> FirstPerson:
    return FirstPerson(form.text("name"), form.text("sign_in_name"), form.exactly("password"), form.exactly("again"))


ROUTES = (
    Route("/set-up", show),
    Route("/set-up", make, methods=["POST"]),
)
