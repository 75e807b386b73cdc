"""The rhythm of a week: the hours and days of its texts, for a programme or for one family."""

from datetime import datetime, time

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.errors import Refused
from bot.sentences import _
from bot.services import rhythm
from bot.services.rhythm import Chosen, Nexts, chosen_of, next_texts, usual_for_family
from bot.services.staff import SignedIn
from bot.web import going_words
from bot.web.forms import Form
from bot.web.rendering import page
from bot.web.security import STORY_STAFF, form_of, go, house_of, staff_of
from flows.programme import Rhythm
from storage.repositories import families, plans, programmes
from storage.unit_of_work import UnitOfWork

TITLE = _("The week's rhythm")
ROLES = STORY_STAFF
UNPROCESSABLE = 422
DONE = {"kept": _("Kept. Everything still to come is planned by it.")}
Found = tuple[str, Chosen, Rhythm, tuple[tuple[str, Nexts], ...]]
"""Whose rhythm it is, what is chosen, what is usual, and when the next texts go."""


async def show_programme(request: Request) -> Response:
    """Show the rhythm of a programme."""
    return await _page(request, Form())


async def show_family(request: Request) -> Response:
    """Show what one family has of its own."""
    return await _page(request, Form())


async def keep_programme(request: Request) -> Response:
    """Keep the rhythm of a programme."""
    form, programme_id = form_of(request), request.path_params["programme_id"]
    try:
        await rhythm.keep_for_programme(house_of(request), staff_of(request), programme_id, _chosen(form))
    except Refused as refused:
        return await _page(request, form.refused(refused))
    return go(f"/programme/{programme_id}/rhythm?done=kept")


async def keep_family(request: Request) -> Response:
    """Keep what one family has of its own."""
    form, family_id = form_of(request), request.path_params["family_id"]
    try:
        await rhythm.keep_for_family(house_of(request), staff_of(request), family_id, _chosen(form))
    except Refused as refused:
        return await _page(request, form.refused(refused))
    return go(f"/families/{family_id}/rhythm?done=kept")


async def saturday(request: Request) -> Response:
    """Let a family's sparks go on Saturdays, or as usual again."""
    family_id, is_saturday = request.path_params["family_id"], form_of(request).text("saturday") == "yes"
    await rhythm.choose_saturday(house_of(request), staff_of(request), family_id, is_saturday=is_saturday)
    return go(f"/families/{family_id}/rhythm?done=kept")


def _chosen(form: Form) -> Chosen:
    def clock(name: str) -> time | None:
        return form.clock(name) if form.text(name) else None

    return Chosen(
        ask_days_before=form.number("ask_days_before") if form.text("ask_days_before") else None,
        ask_at=clock("ask_at"),
        hello_at=clock("hello_at"),
        thanks_at=clock("thanks_at"),
        spark_day=form.text("spark_day"),
        spark_at=clock("spark_at"),
        saturday_at=clock("saturday_at"),
    )


def _as_typed(chosen: Chosen) -> Form:
    hours = {name: getattr(chosen, name) for name in (*rhythm.HOURS, "saturday_at")}
    typed = {name: f"{at:%H:%M}" if at else "" for name, at in hours.items()}
    days = {"ask_days_before": str(chosen.ask_days_before or ""), "spark_day": chosen.spark_day}
    return Form({name: [value] for name, value in {**typed, **days}.items()})


def _find(uow: UnitOfWork, who: SignedIn, where: dict[str, int], now: datetime) -> Found:
    if "family_id" in where:
        family = families.family(uow, who.school_id, where["family_id"])
        on_one = programmes.find(uow, who.school_id, family.programme_id) if family.programme_id else None
        names = programmes.child_of(uow, family.id)
        return names, chosen_of(family), usual_for_family(on_one), next_texts(uow, family.id, now)
    programme = programmes.find(uow, who.school_id, where["programme_id"])
    first = next(iter(plans.families_of(uow, programme.id)), 0)
    return programme.name, chosen_of(programme), Rhythm(), next_texts(uow, first, now)


async def _page(request: Request, form: Form) -> Response:
    house, who, where = house_of(request), staff_of(request), request.path_params
    found = await house.database.read(lambda uow: _find(uow, who, where, house.clock.now()))
    name, chosen, usual, texts = found
    return page(
        request,
        "rhythm.html",
        TITLE,
        status=UNPROCESSABLE if form.errors else 200,
        form=form if form.errors else _as_typed(chosen),
        name=name,
        usual=usual,
        texts=texts,
        family_id=where.get("family_id"),
        path=request.url.path,
        ask_days=rhythm.ASK_DAYS,
        spark_days=rhythm.SPARK_DAYS,
        numbers=going_words.NUMBERS,
        kinds=going_words.KINDS,
        done=DONE.get(request.query_params.get("done", "")),
    )


ROUTES = (
    Route("/programme/{programme_id:int}/rhythm", show_programme),
    Route("/programme/{programme_id:int}/rhythm", keep_programme, methods=["POST"]),
    Route("/families/{family_id:int}/rhythm", show_family),
    Route("/families/{family_id:int}/rhythm", keep_family, methods=["POST"]),
    Route("/families/{family_id:int}/rhythm/saturday", saturday, methods=["POST"]),
)
