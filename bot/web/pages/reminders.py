"""Staff's own weekly reminder, in three minutes: which days, what hour, what words, to whom, until when."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import date, datetime

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.errors import Refused
from bot.sentences import _
from bot.services import reminders
from bot.services.house import House
from bot.services.kept_back import KeptBack
from bot.services.looks import look
from bot.services.programmes import school_calendar
from bot.services.reminder_words import checked, usual
from bot.services.reminders import Weekly, dates_of
from bot.services.staff import SignedIn
from bot.web.days import WEEKDAYS
from bot.web.forms import Form
from bot.web.rendering import fragment, page
from bot.web.security import STORY_STAFF, form_of, go, house_of, staff_of
from storage.errors import Missing
from storage.reports.programme import ReminderCard, reminder_cards, reminder_choices
from storage.unit_of_work import UnitOfWork

TITLE = _("Weekly reminders")
ROLES = STORY_STAFF
UNPROCESSABLE, NOT_FOUND = 422, 404
EVERYBODY = "all"
WORDING = "Story time is {day} at {time}, {place}. Come as you are. Late is fine."
DONE = {
    "made": _("Scheduled. It goes by itself from here."),
    "changed": _("Changed. The next dates are below."),
    "pause": _("It rests. The usual question goes instead."),
    "restart": _("It goes again from its next date on."),
    "delete": _("Deleted. The usual question goes instead."),
}
Verb = Callable[[House, SignedIn, int], Awaitable[None]]
VERBS: dict[str, Verb] = {"pause": reminders.pause, "restart": reminders.restart, "delete": reminders.delete}


@dataclass(frozen=True, slots=True)
class Shown:
    """A reminder and the next dates on which it goes."""

    card: ReminderCard
    dates: tuple[datetime, ...]


async def show(request: Request) -> Response:
    """Show the reminders with their next dates."""
    house, who, now = house_of(request), staff_of(request), house_of(request).clock.now()

    def look(uow: UnitOfWork) -> list[Shown]:
        calendar = school_calendar(uow, who.school_id, now)
        return [Shown(each, dates_of(house, each.row, calendar, now)) for each in reminder_cards(uow, who.school_id)]

    shown = await house.database.read(look)
    done = DONE.get(request.query_params.get("done", ""))
    return page(request, "reminders.html", TITLE, shown=shown, weekdays=WEEKDAYS, done=done)


async def show_form(request: Request) -> Response:
    """Ask for a new reminder."""
    form = Form({"at": ["16:30"], "wording": [WORDING], "who": [EVERYBODY]})
    return await _form(request, form, "/reminders/new")


async def make(request: Request) -> Response:
    """Look at a reminder with its next dates, or schedule it."""

    async def save(weekly: Weekly) -> None:
        await reminders.schedule(house_of(request), staff_of(request), weekly)

    return await _take(request, "/reminders/new", "made", save)


async def show_edit(request: Request) -> Response:
    """Show a reminder to be changed."""
    card = await _find(request)
    return await _form(request, _typed(card), f"/reminders/{card.id}")


async def edit(request: Request) -> Response:
    """Look at a changed reminder with its next dates, or keep it."""
    reminder_id = request.path_params["reminder_id"]

    async def save(weekly: Weekly) -> None:
        await reminders.change(house_of(request), staff_of(request), reminder_id, weekly)

    return await _take(request, f"/reminders/{reminder_id}", "changed", save)


async def act(request: Request) -> Response:
    """Pause, restart or delete a reminder."""
    verb = request.path_params["verb"]
    if verb not in VERBS:
        raise HTTPException(NOT_FOUND)
    await VERBS[verb](house_of(request), staff_of(request), request.path_params["reminder_id"])
    return go(f"/reminders?done={verb}")


async def check(request: Request) -> Response:
    """Look at the words while they are typed; nothing is kept."""
    typed = form_of(request).text("wording")

    async def seen() -> str:
        return usual(checked(typed))

    found = await look(typed, usual(typed), house_of(request).sms_pence, seen) if typed else None
    return fragment(request, "words_check.html", look=found, child=_("the child"), shows_body=True)


async def _take(request: Request, action: str, done: str, save: Callable[[Weekly], Awaitable[None]]) -> Response:
    form, house, who = form_of(request), house_of(request), staff_of(request)
    if form.text("instead"):
        return await _form(request, replace(form, values={**form.values, "wording": [form.text("instead")]}), action)
    try:
        weekly = _weekly(form)
        if form.text("do") == "save":
            await save(weekly)
            return go(f"/reminders?done={done}")
        dates = await reminders.coming_dates(house, who, weekly)
        return await _form(request, form, action, dates)
    except Refused as refused:
        return await _form(request, form.refused(refused), action, refused=refused)


def _weekly(form: Form) -> Weekly:
    chosen = frozenset(_numbers(form, "families"))
    if form.text("who") != EVERYBODY and not chosen:
        raise Refused("Please choose at least one family, or all of them.", "families")
    return Weekly(
        programme_id=form.number("programme"),
        weekdays=frozenset(_numbers(form, "weekdays")),
        at=form.clock("at"),
        wording=form.text("wording"),
        families=frozenset() if form.text("who") == EVERYBODY else chosen,
        until_on=_until(form),
    )


def _until(form: Form) -> date | None:
    return form.day("until_on") if form.text("until_on") else None


def _numbers(form: Form, name: str) -> list[int]:
    return [int(each) for each in form.all(name) if each.isascii() and each.isdigit() and len(each) < len("1" * 10)]


def _typed(card: ReminderCard) -> Form:
    """Return the form as this reminder would have been typed."""
    return Form(
        {
            "programme": [str(card.programme_id)],
            "weekdays": [str(each) for each in card.weekdays],
            "at": [card.at.isoformat("minutes")],
            "wording": [card.wording],
            "who": ["some" if card.families else EVERYBODY],
            "families": [str(each) for each in card.families],
            "until_on": [card.until_on.isoformat() if card.until_on else ""],
        }
    )


async def _find(request: Request) -> ReminderCard:
    who, reminder_id = staff_of(request), request.path_params["reminder_id"]
    cards = await house_of(request).database.read(lambda uow: reminder_cards(uow, who.school_id))
    found = next((each for each in cards if each.id == reminder_id), None)
    if found is None:
        raise Missing
    return found


async def _form(
    request: Request,
    form: Form,
    action: str,
    dates: tuple[datetime, ...] | None = None,
    refused: Refused | None = None,
) -> Response:
    who = staff_of(request)
    return page(
        request,
        "reminder.html",
        _("A weekly reminder"),
        status=UNPROCESSABLE if form.errors else 200,
        form=form,
        action=action,
        dates=dates,
        kept_back=refused if isinstance(refused, KeptBack) else None,
        choices=await house_of(request).database.read(lambda uow: reminder_choices(uow, who.school_id)),
        weekdays=WEEKDAYS,
    )


ROUTES = (
    Route("/reminders", show),
    Route("/reminders/new", show_form),
    Route("/reminders/new", make, methods=["POST"]),
    Route("/reminders/check", check, methods=["POST"]),
    Route("/reminders/{reminder_id:int}", show_edit),
    Route("/reminders/{reminder_id:int}", edit, methods=["POST"]),
    Route("/reminders/{reminder_id:int}/{verb}", act, methods=["POST"]),
)
