"""Ten weeks ahead: every message of one adult, or of a whole programme, before it goes; it prints well."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby
from zoneinfo import ZoneInfo

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.sentences import _
from bot.services import branches
from bot.services.branches import Branch
from bot.services.play import Goes, Line, StaysHere
from bot.services.preview import Preview, ProgrammePreview, preview_family, preview_programme
from bot.services.set_out import Note
from bot.web import going_words, ten_weeks_words, words
from bot.web.rendering import page
from bot.web.security import STORY_STAFF, house_of, staff_of
from flows.calendar import monday_of
from storage.reports.families import programmes
from storage.repositories.talks import SessionFacts

TITLE = _("Ten weeks ahead")
ROLES = STORY_STAFF
LONGEST_ID = 10


@dataclass(frozen=True, slots=True)
class Week:
    """One Monday to Sunday: its story times, what happens, what stays here."""

    monday: date
    sessions: tuple[SessionFacts, ...]
    lines: tuple[Line, ...]
    stays: tuple[StaysHere, ...]

    @property
    def pence(self) -> Decimal:
        """Return what this week costs."""
        return sum((each.pence for each in self.lines if isinstance(each, Goes)), Decimal(0))


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shown, week by week, and what was asked for; `on` is a programme that the family may join."""

    branch: Branch
    found: Preview | ProgrammePreview
    weeks: Sequence[object]
    asked: str = ""
    choices: tuple[tuple[int, str], ...] = ()
    on: int | None = None


async def show_family(request: Request) -> Response:
    """Show the weeks of one adult."""
    house, who = house_of(request), staff_of(request)
    branch = branches.branch(request.query_params.get("if", ""))
    family_id, on = request.path_params["family_id"], _number(request, "programme")
    found = await preview_family(
        house, who.school_id, family_id, branch.path, parent_id=_number(request, "adult"), on=on
    )
    needs_one = Note.NO_PROGRAMME in found.notes or Note.JOINED in found.notes
    choices = await house.database.read(lambda uow: programmes(uow, who.school_id)) if needs_one else ()
    asked = f"adult={found.parent_id}" + (f"&programme={on}" if on else "")
    return _page(request, "ten_weeks.html", Shown(branch, found, _weeks(found, who.zone), asked, choices, on))


async def show_programme(request: Request) -> Response:
    """Show the weeks of every adult on a programme."""
    who, branch = staff_of(request), branches.branch(request.query_params.get("if", ""))
    found = await preview_programme(house_of(request), who.school_id, request.path_params["programme_id"], branch.path)
    by_week = groupby(found.goes, lambda pair: monday_of(pair[1].at.astimezone(who.zone).date()))
    weeks = [(monday, list(pairs)) for monday, pairs in by_week]
    return _page(request, "ten_weeks_programme.html", Shown(branch, found, weeks))


def _page(request: Request, template: str, shown: Shown) -> Response:
    return page(
        request,
        template,
        TITLE,
        shown=shown,
        branches=branches.BRANCHES,
        price=house_of(request).sms_pence,
        words=words,
        going_words=going_words,
        ten_weeks_words=ten_weeks_words,
        money=branches.money,
        parts=branches.parts,
        kind_of=lambda line: type(line).__name__,
    )


def _weeks(found: Preview, zone: ZoneInfo) -> list[Week]:
    def monday(at: datetime) -> date:
        return monday_of(at.astimezone(zone).date())

    by_week = groupby(found.lines, lambda line: monday(line.at))
    return [_week(on, list(lines), found.sessions) for on, lines in by_week]


def _week(monday: date, lines: Sequence[Line], sessions: Iterable[SessionFacts]) -> Week:
    return Week(
        monday,
        tuple(each for each in sessions if monday_of(each.on) == monday),
        tuple(each for each in lines if not isinstance(each, StaysHere)),
        tuple(each for each in lines if isinstance(each, StaysHere)),
    )


def _number(request: Request, name: str) -> int | None:
    typed = request.query_params.get(name, "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < LONGEST_ID else None


ROUTES = (
    Route("/families/{family_id:int}/ten-weeks", show_family),
    Route("/programme/{programme_id:int}/ten-weeks", show_programme),
)
