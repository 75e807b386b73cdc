"""One family: the talk with an adult, both ways and in both languages, and everything that staff do about it."""

import asyncio
import io
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial

import segno
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.errors import Refused
from bot.sentences import _
from bot.services import adults, interpreter, ring, talk, upload
from bot.services.families import choose_programme
from bot.services.invite import invite
from bot.services.kept_back import KeptBack
from bot.services.leaving import ask_about_the_book
from bot.services.looks import look
from bot.services.numbers import shown
from bot.services.ruling import Going
from bot.services.two_homes import give_own
from bot.web import words
from bot.web.forms import Form
from bot.web.rendering import fragment, page
from bot.web.security import STORY_STAFF, allows_drama_range, form_of, go, house_of, staff_of
from bot.web.thread import lines
from flows.sms import plain
from storage.reports.families import programmes
from storage.reports.family import FamilyPage, family_page

TITLE = _("Family")
ROLES = STORY_STAFF
UNPROCESSABLE, NOT_FOUND = 422, 404
TOKEN = re.compile(r"[\w-]{20,64}")
DONE = {
    "added": _("Added. Nothing goes out until you invite them."),
    "sent": _("Sent."),
    "waits": _("It waits for its hour, and goes by itself. You see it below."),
    "take-over": _("You have this family in hand now. The helper is quiet until you hand back."),
    "hand-back": _("The helper goes on from here."),
    "read": _("Read. Thank you."),
    "again": _("On its way once more."),
    "details": _("Put right."),
    "may": _("Kept, with your name and today's date."),
    "may-not": _("Nothing more goes to this adult."),
    "rest": _("The texts rest until they, or you, wake them."),
    "wake": _("The texts go on."),
    "carer": _("Kept."),
    "own": _("Each of them has story times of their own now."),
    "checked": _("Good. The number is theirs, and they are in."),
    "programme": _("The story times are laid out."),
    "looked": _("Looked at. With their yes it goes into the book."),
    "not-kept": _("It is gone."),
    "typed": _("The words are kept, and the voice note is gone."),
    "put-right": _("Put right. Nothing was sent because of it."),
    "taken-back": _("It is read as before."),
    "forgotten": _("The example is gone. What you put right stays so."),
}


@dataclass(frozen=True, slots=True)
class Act:
    """What staff do: on whose page, with what typed."""

    request: Request
    family_id: int
    parent_id: int
    form: Form


Doing = Callable[[Act], Awaitable[Response | Going | None]]


async def show(request: Request) -> Response:
    """Show the family with one adult's thread."""
    return await _page(request, request.path_params["family_id"], _chosen_adult(request), Form())


async def act(request: Request) -> Response:
    """Do one thing, then show the page again; what cannot be done comes back with its sentence."""
    family_id, parent_id = request.path_params["family_id"], request.path_params["parent_id"]
    verb, form = request.path_params["verb"], form_of(request)
    doing = DOINGS.get(verb)
    if doing is None:
        raise HTTPException(NOT_FOUND)
    await _find(request, family_id, parent_id)
    try:
        outcome = await doing(Act(request, family_id, parent_id, form))
    except Refused as refused:
        return await _page(request, family_id, parent_id, form.refused(refused), refused)
    if isinstance(outcome, Response):
        return outcome
    done = ("waits" if outcome.until else "sent") if isinstance(outcome, Going) else verb
    return go(f"/families/{family_id}?adult={parent_id}&done={done}")


async def check(request: Request) -> Response:
    """Look at an answer while it is typed; nothing is kept."""
    house, typed = house_of(request), form_of(request).text("words")
    seen = partial(talk.as_it_goes, house, staff_of(request), request.path_params["parent_id"], typed)
    found = await look(typed, plain(typed), house.sms_pence, seen) if typed else None
    return fragment(request, "words_check.html", look=found, child=_("the child"), offers=False)


async def draw(request: Request) -> Response:
    """Draw the code that a parent's phone reads to join on Telegram; it holds our one-time link only."""
    token = request.query_params.get("token", "")
    if not TOKEN.fullmatch(token):
        raise HTTPException(NOT_FOUND)
    drawn = io.BytesIO()
    segno.make(f"{house_of(request).origin}/t/{token}", error="m").save(drawn, kind="svg", scale=6, border=3)
    return Response(drawn.getvalue(), media_type="image/svg+xml")


def _chosen_adult(request: Request) -> int | None:
    chosen = request.query_params.get("adult", "")
    return int(chosen) if chosen.isascii() and chosen.isdigit() and len(chosen) < len("10000000000") else None


async def _find(request: Request, family_id: int, parent_id: int | None) -> FamilyPage:
    school_id = staff_of(request).school_id
    return await house_of(request).database.read(lambda uow: family_page(uow, school_id, family_id, parent_id))


async def _page(
    request: Request, family_id: int, parent_id: int | None, form: Form, refused: Refused | None = None
) -> Response:
    house, school_id = house_of(request), staff_of(request).school_id
    family = await _find(request, family_id, parent_id)
    running = () if family.programme_id else await house.database.read(lambda uow: programmes(uow, school_id))
    return page(
        request,
        "family.html",
        family.child,
        status=UNPROCESSABLE if refused else 200,
        form=form,
        family=family,
        adult=family.adult,
        number=shown(family.adult.number) if family.adult.number else None,
        is_silent=family.is_silent(house.clock.now().astimezone(staff_of(request).zone)),
        lines=await asyncio.to_thread(lines, family.thread, house.clock.now(), family.adult.language, house.glossary),
        programmes=running,
        words=words,
        done=DONE.get(request.query_params.get("done", "")),
        kept_back=refused if isinstance(refused, KeptBack) else None,
        has_telegram=house.telegram_name is not None,
    )


# What staff do, by the last word of the address


async def _invite(a: Act) -> Going:
    return await invite(house_of(a.request), staff_of(a.request), a.parent_id)


async def _reply(a: Act) -> Going:
    return await talk.reply(house_of(a.request), staff_of(a.request), a.parent_id, a.form.text("words"))


async def _take_over(a: Act) -> None:
    await talk.take_over(house_of(a.request), staff_of(a.request), a.family_id)


async def _hand_back(a: Act) -> None:
    await talk.hand_back(house_of(a.request), staff_of(a.request), a.family_id)


async def _read(a: Act) -> None:
    await talk.mark_read(house_of(a.request), staff_of(a.request), a.parent_id)


async def _again(a: Act) -> None:
    message_id = a.form.number("message")
    await talk.send_again(house_of(a.request), staff_of(a.request), a.parent_id, message_id)


async def _details(a: Act) -> None:
    name, language, child = a.form.text("name"), a.form.text("language"), a.form.text("child")
    who = staff_of(a.request)
    await adults.describe(house_of(a.request), who, a.parent_id, name=name, language=language, child=child)


async def _may(a: Act) -> None:
    if not a.form.is_ticked("checked"):
        raise Refused("Please tick that you have checked it.", "checked")
    await adults.may_be_messaged(house_of(a.request), staff_of(a.request), a.parent_id, may=True)


async def _may_not(a: Act) -> None:
    await adults.may_be_messaged(house_of(a.request), staff_of(a.request), a.parent_id, may=False)


async def _rest(a: Act) -> None:
    await adults.rest(house_of(a.request), staff_of(a.request), a.parent_id)


async def _wake(a: Act) -> None:
    await adults.wake_up(house_of(a.request), staff_of(a.request), a.parent_id)


async def _carer(a: Act) -> None:
    is_checked = a.form.is_ticked("carer")
    await adults.carer_checked(house_of(a.request), staff_of(a.request), a.parent_id, is_checked=is_checked)


async def _leaving(a: Act) -> Going:
    return await ask_about_the_book(house_of(a.request), staff_of(a.request), a.parent_id)


async def _interpreter(a: Act) -> Going:
    house, who = house_of(a.request), staff_of(a.request)
    tell = interpreter.not_found if a.form.text("found") == "no" else interpreter.asked_for
    return await tell(house, who, a.parent_id, a.form.text("speaks"))


async def _sorry(a: Act) -> Going:
    return await adults.be_sorry(house_of(a.request), staff_of(a.request), a.parent_id)


async def _own(a: Act) -> None:
    weekday, at = a.form.number("weekday"), a.form.clock("at")
    await give_own(house_of(a.request), staff_of(a.request), a.parent_id, weekday, at)


async def _peace(a: Act) -> Going:
    return await adults.leave_in_peace(house_of(a.request), staff_of(a.request), a.parent_id)


async def _checked(a: Act) -> None:
    await adults.checked_in_person(house_of(a.request), staff_of(a.request), a.parent_id)


async def _number(a: Act) -> Going:
    house, who, allows = house_of(a.request), staff_of(a.request), allows_drama_range(a.request)
    return await adults.new_number(house, who, a.parent_id, a.form.text("number"), drama_range_allowed=allows)


async def _programme(a: Act) -> None:
    await choose_programme(house_of(a.request), staff_of(a.request), a.family_id, a.form.number("programme"))


async def _ring(a: Act) -> Response:
    return go(f"/ring/{await ring.card_for(house_of(a.request), staff_of(a.request), a.parent_id)}")


async def _telegram(a: Act) -> Response:
    link = await adults.telegram_link(house_of(a.request), staff_of(a.request), a.parent_id)
    family = await _find(a.request, a.family_id, a.parent_id)
    token = link.rpartition("/")[2]
    return page(a.request, "telegram.html", _("Join on Telegram"), family=family, link=link, token=token)


async def _upload(a: Act) -> Going:
    return await upload.offer(house_of(a.request), staff_of(a.request), a.parent_id)


DOINGS: dict[str, Doing] = {
    "invite": _invite,
    "reply": _reply,
    "take-over": _take_over,
    "hand-back": _hand_back,
    "read": _read,
    "again": _again,
    "details": _details,
    "may": _may,
    "may-not": _may_not,
    "rest": _rest,
    "wake": _wake,
    "peace": _peace,
    "sorry": _sorry,
    "own": _own,
    "carer": _carer,
    "leaving": _leaving,
    "interpreter": _interpreter,
    "checked": _checked,
    "number": _number,
    "programme": _programme,
    "ring": _ring,
    "telegram": _telegram,
    "upload": _upload,
}

ROUTES = (
    Route("/families/{family_id:int}", show),
    Route("/families/{family_id:int}/telegram.svg", draw),
    Route("/families/{family_id:int}/adults/{parent_id:int}/check", check, methods=["POST"]),
    Route("/families/{family_id:int}/adults/{parent_id:int}/{verb}", act, methods=["POST"]),
)
