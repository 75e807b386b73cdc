"""Who may open a page: signed in, in the right role, and with a form of our own making.

Every form carries the token of its sign-in (or, before signing in, of its visit): another site cannot know it.
"""

import hmac
import secrets
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.sentences import languages, speak, wished
from bot.services.house import House
from bot.services.sign_in import ENDS_AFTER, is_set_up, who_is
from bot.services.staff import Role, SignedIn
from bot.web.forms import TOO_LONG, Form, read_form
from storage.errors import StorageError

SIGN_IN_COOKIE = "sign_in"
VISIT_COOKIE = "visit"
LANGUAGE_COOKIE = "language"
CSRF_FIELD = "csrf"
TOKEN_BYTES = 24
LONGEST_TOKEN = 100
FORBIDDEN, SEE_OTHER = 403, 303

Roles = frozenset[Role] | None
PUBLIC: Roles = None
"""Open to everybody, signed in or not."""
ALL_STAFF: Roles = frozenset(Role)
STORY_STAFF: Roles = frozenset({Role.LEAD, Role.TA, Role.DSL, Role.OFFICE})
"""Those who work with families."""

Endpoint = Callable[[Request], Awaitable[Response]]


class Page(Protocol):
    """What every file in `pages` holds."""

    @property
    def TITLE(self) -> str:  # noqa: N802 - a module's constant
        """Return the name of the page."""
        ...

    @property
    def ROLES(self) -> Roles:  # noqa: N802 - a module's constant
        """Return who may open it."""
        ...

    @property
    def ROUTES(self) -> tuple[Route, ...]:  # noqa: N802 - a module's constant
        """Return its addresses."""
        ...


class FormStale(HTTPException):
    """The form belongs to a sign-in that has ended, or to none of ours; nothing was done."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One request's visitor: the person signed in, if any, and the token that their forms carry."""

    staff: SignedIn | None
    token: str
    csrf: str
    is_new: bool = False


def house_of(request: Request) -> House:
    """Return the house."""
    house: House = request.app.state.house
    return house


def visit_of(request: Request) -> Visit:
    """Return the visitor of this request."""
    visit: Visit = request.state.visit
    return visit


def staff_of(request: Request) -> SignedIn:
    """Return the person signed in; pages that are not public always have one."""
    staff = visit_of(request).staff
    if staff is None:
        raise HTTPException(FORBIDDEN)
    return staff


def language_of(request: Request) -> str:
    """Return the language of the page: the visitor's own, else the one last chosen here, else the browser's."""
    visit: Visit | None = getattr(request.state, "visit", None)
    chosen = visit.staff.language if visit and visit.staff else None
    chosen = chosen or request.cookies.get(LANGUAGE_COOKIE)
    return chosen if chosen in languages() else wished(request.headers.get("accept-language", ""))


def allows_drama_range(request: Request) -> bool:
    """Say whether numbers from films and examples may be typed: where nothing can reach a real phone."""
    allows: bool = request.app.state.allows_drama_range
    return allows


def form_of(request: Request) -> Form:
    """Return what was posted; its token has been checked."""
    form: Form = request.state.form
    return form


def guarded(page: Page) -> list[Route]:
    """Return the page's routes behind their door.

    `FILE_BYTES` in a page says how much its files may hold, `too_big` what answers when they hold more.
    """
    file_bytes: int = getattr(page, "FILE_BYTES", 0)
    too_big: Endpoint | None = getattr(page, "too_big", None)
    return [_guarded(route, page.ROLES, file_bytes, too_big) for route in page.ROUTES]


def _guarded(route: Route, roles: Roles, file_bytes: int, too_big: Endpoint | None) -> Route:
    endpoint: Endpoint = route.endpoint

    async def enter(request: Request) -> Response:
        visit = await _visit(request, is_needed=roles is not None)
        request.state.visit = visit
        speak(language_of(request))
        if roles is not None and (refusal := await _refusal(request, visit, roles)) is not None:
            return refusal
        if request.method not in {"GET", "HEAD"}:
            try:
                request.state.form = await _genuine_form(request, visit, file_bytes)
            except HTTPException as refused:
                if too_big is None or refused.status_code != TOO_LONG:
                    raise
                return await too_big(request)
        return _remember(request, visit, await endpoint(request))

    return Route(route.path, enter, methods=list(route.methods or ()), name=route.name)


async def _refusal(request: Request, visit: Visit, roles: frozenset[Role]) -> Response | None:
    """Return where a visitor is sent who may not open this page; None for one who may."""
    if visit.staff is None:
        return await _ask_to_sign_in(request)
    return None if visit.staff.role in roles else _turn_away(request)


def _turn_away(request: Request) -> Response:
    """Refuse the page; the front page leads whoever works with no families to the one that says what is what."""
    if request.url.path != "/":
        raise HTTPException(FORBIDDEN)
    return RedirectResponse("/help", SEE_OTHER)


async def _visit(request: Request, *, is_needed: bool) -> Visit:
    """Find out who is visiting; where nobody needs to know, a database that is away does not matter."""
    house = house_of(request)
    token = request.cookies.get(SIGN_IN_COOKIE, "")[:LONGEST_TOKEN]
    staff: SignedIn | None = None
    if token:
        with suppress(*(() if is_needed else (StorageError,))):
            staff = await who_is(house, token)
    if staff is not None:
        return Visit(staff, token, csrf_of(house, token))
    kept = request.cookies.get(VISIT_COOKIE, "")[:LONGEST_TOKEN]
    visit = kept or secrets.token_urlsafe(TOKEN_BYTES)
    return Visit(None, visit, csrf_of(house, visit), is_new=not kept)


def csrf_of(house: House, token: str) -> str:
    """Return what the forms of this sign-in, or of this visit, carry."""
    return house.database.vault.fingerprint(f"form {token}")


async def _ask_to_sign_in(request: Request) -> Response:
    if not await is_set_up(house_of(request)):
        return RedirectResponse("/set-up", SEE_OTHER)
    if request.method not in {"GET", "HEAD"}:
        return RedirectResponse("/sign-in?done=ended", SEE_OTHER)
    wanted = request.url.path
    where = "" if wanted == "/" else f"?next={quote(wanted)}"
    return RedirectResponse(f"/sign-in{where}", SEE_OTHER)


async def _genuine_form(request: Request, visit: Visit, file_bytes: int) -> Form:
    form = await read_form(request, file_bytes)
    if not hmac.compare_digest(form.text(CSRF_FIELD).encode(), visit.csrf.encode()):
        raise FormStale(FORBIDDEN)
    return form


def _remember(request: Request, visit: Visit, response: Response) -> Response:
    if visit.is_new and visit.staff is None and request.method == "GET":
        set_cookie(request, response, VISIT_COOKIE, visit.token)
    return response


def set_cookie(request: Request, response: Response, name: str, value: str, kept_for: timedelta = ENDS_AFTER) -> None:
    """Give the browser a cookie that scripts and other sites cannot read."""
    response.set_cookie(
        name,
        value,
        max_age=int(kept_for.total_seconds()),
        httponly=True,
        samesite="lax",
        secure=house_of(request).origin.startswith("https://"),
    )


def local_path(wanted: str) -> str:
    """Return the path if it is one of ours, else the front page: nobody is sent elsewhere after signing in."""
    is_ours = wanted.startswith("/") and not wanted.startswith(("//", "/\\")) and "\n" not in wanted
    return wanted if is_ours else "/"


def go(path: str) -> RedirectResponse:
    """Send the browser to another page after something was done."""
    return RedirectResponse(path, SEE_OTHER)
