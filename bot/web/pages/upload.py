"""/u/TOKEN: a small page in the parent's language on which any phone sends a picture or a voice, without a script."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.errors import FileDamaged, FileOfOtherKind, FileRefused, FileTooBig
from bot.services.files import AT_MOST
from bot.services.upload import LinkRunOut, OpenLink, find_link, take
from bot.web.rendering import page
from bot.web.security import PUBLIC, form_of, house_of
from flows import upload as words
from flows.engine.text import Text

TITLE = "Send a picture or your voice"
ROLES = PUBLIC
FILE_BYTES = 2 * AT_MOST
NOT_FOUND, UNPROCESSABLE = 404, 422
LONGEST_TOKEN = 64
SAID: dict[type[FileRefused], Text] = {
    FileTooBig: words.TOO_BIG,
    FileOfOtherKind: words.OTHER_KIND,
    FileDamaged: words.DAMAGED,
}


async def show(request: Request) -> Response:
    """Show the form, or that the link has run out."""
    link = await _link(request)
    return _page(request, link) if link and link.is_good else _run_out(request, link)


async def send(request: Request) -> Response:
    """Take what was chosen; whatever is wrong with it is said, and the link still works."""
    link, form = await _link(request), form_of(request)
    if link is None:
        return _run_out(request, link)
    chosen = [form.files[name].content for name in ("picture", "voice") if name in form.files]
    chosen = [content for content in chosen if content]
    if not chosen and link.is_good:
        return _page(request, link, words.NOTHING)
    try:
        await take(house_of(request), request.path_params["token"], chosen)
    except LinkRunOut:
        return _run_out(request, link)
    except FileRefused as refused:
        return _page(request, link, SAID[type(refused)])
    return _said(request, link.language, words.THANKS)


async def too_big(request: Request) -> Response:
    """Say that it is too big; nothing of it was kept."""
    link = await _link(request)
    return _page(request, link, words.TOO_BIG) if link and link.is_good else _run_out(request, link)


async def _link(request: Request) -> OpenLink | None:
    return await find_link(house_of(request), request.path_params["token"][:LONGEST_TOKEN])


def _page(request: Request, link: OpenLink, refused: Text | None = None) -> Response:
    say = {
        name: house_of(request).catalogues.text(text, link.language)
        for name, text in {
            "heading": words.TITLE, "advice": words.ADVICE, "picture": words.PICTURE, "voice": words.VOICE,
            "send": words.SEND, "refused": refused,
        }.items() if text is not None
    }  # fmt: skip
    status = UNPROCESSABLE if refused else 200
    return page(request, "upload.html", say["heading"], status=status, language=link.language, say=say)


def _run_out(request: Request, link: OpenLink | None) -> Response:
    """Answer the same for a link that was used, has run out or never was."""
    return _said(request, link.language if link else "en", words.RUN_OUT, NOT_FOUND)


def _said(request: Request, language: str, text: Text, status: int = 200) -> Response:
    sentence = house_of(request).catalogues.text(text, language)
    return page(request, "uploaded.html", sentence, status=status, language=language, sentence=sentence)


ROUTES = (Route("/u/{token}", show), Route("/u/{token}", send, methods=["POST"]))
