"""Every message: what is planned and what will come of it, what waits, what went; any one can be taken out."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.errors import Refused
from bot.sentences import _
from bot.services import skip
from bot.services.foresee import foresee
from bot.services.staff_words import is_later, state_words
from bot.web import going_words, words
from bot.web.forms import Form
from bot.web.rendering import page
from bot.web.security import STORY_STAFF, form_of, go, house_of, staff_of
from storage.reports.going_out import Going, GoingOut, Gone, going_out
from storage.unit_of_work import UnitOfWork

TITLE = _("Going out")
ROLES = STORY_STAFF
UNPROCESSABLE = 422
AHEAD = timedelta(days=7)
DONE = {"out": _("Taken out. It does not go."), "back": _("It goes at its time.")}


@dataclass(frozen=True, slots=True)
class Line:
    """A message and where it is; `next_step` is what a person can do."""

    gone: Gone
    state: str
    next_step: str
    goes_at: datetime | None


async def show(request: Request) -> Response:
    """Show everything."""
    return await _page(request, Form())


async def take_out(request: Request) -> Response:
    """Take one message out."""
    try:
        await skip.take_out(house_of(request), staff_of(request), request.path_params["moment_id"])
    except Refused as refused:
        return await _page(request, form_of(request).refused(refused))
    return go("/going-out?done=out")


async def put_back(request: Request) -> Response:
    """Put it back."""
    try:
        await skip.put_back(house_of(request), staff_of(request), request.path_params["moment_id"])
    except Refused as refused:
        return await _page(request, form_of(request).refused(refused))
    return go("/going-out?done=back")


async def _page(request: Request, form: Form) -> Response:
    house, who = house_of(request), staff_of(request)
    now = house.clock.now()

    def look(uow: UnitOfWork) -> GoingOut:
        found = going_out(uow, who.school_id, who.zone, now, now + AHEAD)
        return replace(found, going=foresee(uow, who.school_id, found.going, now))

    found = await house.database.read(look)
    return page(
        request,
        "going_out.html",
        TITLE,
        status=UNPROCESSABLE if form.errors else 200,
        form=form,
        days=_by_day((each for each in found.going if each.is_expected or each.state != "planned"), who.zone),
        staying=[each for each in found.going if not each.is_expected and each.state == "planned"],
        gone=[_line(each, now) for each in found.gone],
        done=DONE.get(request.query_params.get("done", "")),
        words=words,
        going_words=going_words,
    )


def _by_day(going: Iterable[Going], zone: ZoneInfo) -> list[tuple[date, list[Going]]]:
    days = groupby(going, lambda each: each.due_at.astimezone(zone).date())
    return [(on, list(theirs)) for on, theirs in days]


def _line(gone: Gone, now: datetime) -> Line:
    waits = gone.state == "queued" and is_later(gone.not_before, now)
    state = state_words(gone.state, gone.why, is_later=waits)
    return Line(gone, state, going_words.left_out(gone.why), gone.not_before if waits else None)


ROUTES = (
    Route("/going-out", show),
    Route("/going-out/{moment_id:int}/take-out", take_out, methods=["POST"]),
    Route("/going-out/{moment_id:int}/put-back", put_back, methods=["POST"]),
)
