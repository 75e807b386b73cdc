"""Our automatic texts, and a school's own words for them: looked at while they are typed, ours again in one tap."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.errors import Refused
from bot.sentences import _
from bot.services import wording
from bot.services.examples import example_of
from bot.services.kept_back import KeptBack
from bot.services.looks import Look, look
from bot.services.staff import Role
from bot.services.wording_cards import Card, Desk, Whose, cards, desk
from bot.services.wording_terms import answers_in, tidy
from bot.web.forms import Form, filled
from bot.web.rendering import fragment, page
from bot.web.security import form_of, go, house_of, staff_of
from bot.web.wording_words import SECTIONS, section_of, when
from flows.engine.text import Text

TITLE = _("The texts")
FAMILY = "FM-"
"""For a family of several: shown after what goes to every one."""
ROLES = frozenset({Role.LEAD})
UNPROCESSABLE, NOT_FOUND = 422, 404
DONE = {
    "kept": _("Kept. It goes in your words from the next text on."),
    "back": _("Our words go again."),
    "translated": _("Kept. Parents who read this language get your words from the next text on."),
    "forgotten": _("Our words go again in this language."),
}


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the ten weeks, with its texts; those that a school has worded or must look at stand first."""

    title: str
    cards: tuple[Card, ...]

    @property
    def may_change(self) -> tuple[Card, ...]:
        """Return the texts that a school may word."""
        return tuple(card for card in self.cards if not card.why_fixed)

    @property
    def stay(self) -> tuple[Card, ...]:
        """Return the texts that stay as they are."""
        return tuple(card for card in self.cards if card.why_fixed)


async def show(request: Request) -> Response:
    """Show every text as parents see it."""
    found = await cards(house_of(request), staff_of(request))
    return page(
        request,
        "wording.html",
        TITLE,
        sections=_sections(found),
        stale=[card for card in found if card.whose is Whose.STALE],
        when=when,
        done=DONE.get(request.query_params.get("done", "")),
    )


async def edit(request: Request) -> Response:
    """Show one text to be changed."""
    return await _desk(request, Form())


async def act(request: Request) -> Response:
    """Look at the words, keep them, or go back to ours."""
    form, text_id = form_of(request), request.path_params["text_id"]
    doing, house, who = form.text("do", "look"), house_of(request), staff_of(request)
    if form.text("instead"):
        return await _look(request, filled(words=form.text("instead")))
    if doing not in {"look", "keep", "back"}:
        raise HTTPException(NOT_FOUND)
    if doing == "look":
        return await _look(request, form)
    try:
        if doing == "keep":
            await wording.change(house, who, text_id, form.text("words"))
        else:
            await wording.give_back(house, who, text_id)
    except Refused as refused:
        return await _desk(request, form.refused(refused), refused=refused)
    return go(f"/wording/{text_id}?done=kept" if doing == "keep" else "/wording?done=back")


async def check(request: Request) -> Response:
    """Look at the words while they are typed; nothing is kept."""
    words = form_of(request).text("words")
    seen = await _seen(request, wording.changeable(request.path_params["text_id"]), words) if words else None
    return fragment(request, "words_check.html", look=seen, child=_("the child"), shows_body=True)


async def translate(request: Request) -> Response:
    """Keep the school's own words in another language, or go back to ours in it."""
    form, text_id, language = form_of(request), request.path_params["text_id"], request.path_params["language"]
    house, who = house_of(request), staff_of(request)
    try:
        if form.text("do") == "back":
            await wording.forget_translation(house, who, text_id, language)
            return go(f"/wording/{text_id}?done=forgotten")
        await wording.translate(house, who, text_id, language, form.text("words"), form.text("checked_by"))
    except Refused as refused:
        return await _desk(request, form.refused(refused), refused=refused, language=language)
    return go(f"/wording/{text_id}?done=translated")


async def _look(request: Request, form: Form) -> Response:
    text = wording.changeable(request.path_params["text_id"])
    return await _desk(request, form, await _seen(request, text, form.text("words")))


async def _seen(request: Request, text: Text, typed: str) -> Look:
    """Return the words as the example family would read them, and whether they may go."""
    house, who = house_of(request), staff_of(request)
    words = tidy(typed)

    async def seen() -> str:
        kept = await house.database.read(lambda uow: wording.checked(uow, house, who.school_id, text, words))
        return example_of(house.catalogues, text, kept)

    if not wording.has_known_places(text, words):
        return await look(words, words, house.sms_pence, seen)
    read, longest = example_of(house.catalogues, text, words), wording.at_its_longest(house, text, words)
    return await look(words, read, house.sms_pence, seen, longest=longest)


async def _desk(
    request: Request, form: Form, seen: Look | None = None, *, refused: Refused | None = None, language: str = ""
) -> Response:
    found = await desk(house_of(request), staff_of(request), request.path_params["text_id"])
    english = replace(form, errors={}) if language else form
    return page(
        request,
        "one_wording.html",
        _("Change the words"),
        status=UNPROCESSABLE if refused else 200,
        form=form,
        desk=found,
        look=seen,
        words=english.text("words", _stands(found)) if not language else _stands(found),
        wrong_language=language,
        kept_back=refused if isinstance(refused, KeptBack) else None,
        section=section_of(found.text.id),
        when=when(found.text.id),
        answers=answers_in(found.text.sentence),
        done=DONE.get(request.query_params.get("done", "")),
    )


def _stands(found: Desk) -> str:
    """Return the words to begin with: the school's own where there are any, else ours."""
    return found.english.kept.words if found.english.kept else found.text.sentence


def _sections(found: Iterable[Card]) -> list[Section]:
    """Return the texts by the part of the ten weeks."""
    by_title: dict[str, list[Card]] = {title: [] for title, _ids in SECTIONS}
    for card in sorted(found, key=lambda card: (card.id.startswith(FAMILY), card.id)):
        title = section_of(card.id)
        if title is not None:
            by_title[title].append(card)
    return [Section(title, tuple(theirs)) for title, theirs in by_title.items() if theirs]


ROUTES = (
    Route("/wording", show),
    Route("/wording/{text_id}", edit),
    Route("/wording/{text_id}", act, methods=["POST"]),
    Route("/wording/{text_id}/check", check, methods=["POST"]),
    Route("/wording/{text_id}/in/{language}", translate, methods=["POST"]),
)
