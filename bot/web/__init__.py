"""Staff pages: server-rendered, usable without JavaScript. `make_web` is the whole site on one page."""

from collections.abc import Sequence

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles
from starlette.types import Lifespan

from bot.config import Settings
from bot.errors import Refused
from bot.services.house import House
from bot.web.headers import SecurityHeaders
from bot.web.mistakes import tell
from bot.web.pages import (
    book,
    examples,
    families,
    family,
    family_list,
    going_out,
    good_news,
    health,
    hear,
    language,
    letter,
    letter_picture,
    meaning,
    monday,
    new_password,
    our_book,
    privacy,
    programme,
    reminders,
    rhythm,
    ring,
    school,
    school_year,
    session,
    session_story,
    set_up,
    sign_in,
    simulator,
    sparks,
    story_file,
    telegram_link,
    ten_weeks,
    upload,
    wording,
)
from bot.web.pages import help as help_page
from bot.web.security import Page, guarded
from storage.errors import StorageError

PAGES: tuple[Page, ...] = (
    set_up,
    sign_in,
    language,
    new_password,
    privacy,
    help_page,
    monday,
    session,
    session_story,
    rhythm,
    programme,
    school_year,
    reminders,
    sparks,
    going_out,
    families,
    family_list,
    family,
    meaning,
    examples,
    letter,
    letter_picture,
    story_file,
    book,
    our_book,
    good_news,
    ring,
    school,
    wording,
    simulator,
    telegram_link,
    ten_weeks,
    upload,
    hear,
    health,
)
"""Every page, one line each."""


def make_web(
    house: House, settings: Settings, webhooks: Sequence[BaseRoute], *, lifespan: Lifespan[Starlette] | None = None
) -> Starlette:
    """Put the site together: the providers' doors, the pages behind theirs, and the files they load."""
    routes: list[BaseRoute] = [
        *webhooks,
        *(route for page in PAGES for route in guarded(page)),
        Mount("/static", StaticFiles(packages=[("bot.web", "static")]), name="static"),
    ]
    web = Starlette(
        routes=routes,
        middleware=[Middleware(SecurityHeaders, is_https=house.origin.startswith("https://"))],
        exception_handlers={HTTPException: tell, Refused: tell, StorageError: tell, Exception: tell},
        lifespan=lifespan,
    )
    web.state.house = house
    web.state.settings = settings
    web.state.allows_drama_range = house.is_demo or bool(settings.twilio_base_url)
    return web
