"""Good news in two taps: whom to, a ready note or two lines, a look at how it will go, and off it goes."""

from dataclasses import replace

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.errors import Refused
from bot.sentences import _
from bot.services import good_news, ring, second_look
from bot.services.good_news import Note, Preview, tidy
from bot.services.kept_back import KeptBack
from bot.services.looks import look as look_at
from bot.services.ruling import Going
from bot.services.staff_words import why_words
from bot.web import words
from bot.web.forms import Form
from bot.web.rendering import fragment, page
from bot.web.security import STORY_STAFF, form_of, go, house_of, staff_of
from storage.reports.families import families
from storage.repositories import notes

TITLE = _("Good news")
GOOD = _("This is good news.")
ROLES = STORY_STAFF
UNPROCESSABLE, NOT_FOUND = 422, 404
DONE = {
    "sent": _("Sent. That will make someone's evening."),
    "waits": _("It waits for its hour, and goes by itself."),
    "asked": _("A colleague sees it here when they sign in."),
    "left": _("Not here, then. Nothing was kept."),
}


async def show(request: Request) -> Response:
    """Show whom one can write to, and what a colleague asks about."""
    who, now = staff_of(request), house_of(request).clock.now()
    read = house_of(request).database.read
    return page(
        request,
        "good_news.html",
        TITLE,
        families=await read(lambda uow: families(uow, who.school_id)),
        drafts=await read(lambda uow: notes.drafts(uow, who.school_id, now)),
        done=DONE.get(request.query_params.get("done", "")),
        words=words,
    )


async def write(request: Request) -> Response:
    """Show the desk for one adult."""
    return await _desk(request, Form())


async def look(request: Request) -> Response:
    """Look at the note: show it as it will go, or keep it back; then send it, or do what was chosen instead."""
    form, parent_id = form_of(request), request.path_params["parent_id"]
    doing = form.text("do", "look")
    if form.text("instead"):
        form = replace(form, values={**form.values, "words": [form.text("instead")]})
    if doing not in {"look", "send", "ask", "ring"}:
        raise HTTPException(NOT_FOUND)
    try:
        if doing == "look":
            seen = await good_news.preview(house_of(request), staff_of(request), parent_id, _note(form))
            return await _desk(request, form, seen)
        return await _do(request, doing, parent_id, form)
    except Refused as refused:
        return await _desk(request, form.refused(refused), refused=refused)


async def _do(request: Request, doing: str, parent_id: int, form: Form) -> Response:
    house, who = house_of(request), staff_of(request)
    if doing == "ring":
        return go(f"/ring/{await ring.card_for(house, who, parent_id)}")
    if doing == "ask":
        await second_look.ask_colleague(house, who, parent_id, form.text("words"))
        return go("/good-news?done=asked")
    return _went(await good_news.send(house, who, parent_id, _note(form)))


async def check(request: Request) -> Response:
    """Look at the words while they are typed; nothing is kept."""
    words, parent_id = form_of(request).text("words"), request.path_params["parent_id"]
    house, who = house_of(request), staff_of(request)
    to = await good_news.desk(house, who, parent_id)

    async def seen() -> str:
        return (await good_news.preview(house, who, parent_id, Note(words=words))).body

    price = good_news.pence_per_segment(house, to.channel)
    found = await look_at(words, tidy(words), price, seen, is_foreign=to.language != "en") if words else None
    return fragment(request, "words_check.html", look=found, child=to.child, good=GOOD)


async def decide(request: Request) -> Response:
    """Say of a colleague's note "this is good news", or "not here"."""
    message_id = request.path_params["message_id"]
    if form_of(request).text("do") == "release":
        return _went(await second_look.release(house_of(request), staff_of(request), message_id))
    await second_look.leave(house_of(request), staff_of(request), message_id)
    return go("/good-news?done=left")


def _went(going: Going) -> Response:
    return go(f"/good-news?done={'waits' if going.until else 'sent'}")


def _note(form: Form) -> Note:
    return Note(form.text("ready"), form.text("words"))


async def _desk(
    request: Request, form: Form, seen: Preview | None = None, *, refused: Refused | None = None
) -> Response:
    found = await good_news.desk(house_of(request), staff_of(request), request.path_params["parent_id"])
    return page(
        request,
        "note.html",
        _("Good news for {child}'s family", child=found.child),
        status=UNPROCESSABLE if refused else 200,
        form=form,
        desk=found,
        seen=seen,
        why=why_words(seen.going.why) if seen else "",
        kept_back=refused if isinstance(refused, KeptBack) else None,
    )


ROUTES = (
    Route("/good-news", show),
    Route("/good-news/drafts/{message_id:int}", decide, methods=["POST"]),
    Route("/good-news/{parent_id:int}", write),
    Route("/good-news/{parent_id:int}", look, methods=["POST"]),
    Route("/good-news/{parent_id:int}/check", check, methods=["POST"]),
)
