"""Pages from templates, and the words in which days, hours and languages stand on them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse

from bot.days import BRITISH, ENGLISH, day_words, locale_of
from bot.sentences import DAY, _, _n, language_name, languages, locale_name, say, spoken
from bot.web.forms import Form
from bot.web.security import Visit, house_of
from bot.web.words import clock, reading_age
from flows.sms import plain

A_WEEK = 7
NAVIGATION = (
    ("/", _("Monday")),
    ("/families", _("Families")),
    ("/programme", _("Programme")),
    ("/good-news", _("Good news")),
    ("/help", _("Help")),
)
PHONE = ("/phone", _("Phone"))


@dataclass(frozen=True, slots=True)
class Link:
    """One entry of the navigation."""

    path: str
    label: str
    is_here: bool


def page(
    request: Request, template: str, title: str, *, status: int = 200, form: Form | None = None, **values: object
) -> HTMLResponse:
    """Render a template of this name with its title, the form as it was typed, and these values."""
    return HTMLResponse(_render(request, template, {"title": title, "form": form or Form(), **values}), status)


def fragment(request: Request, template: str, **values: object) -> HTMLResponse:
    """Render a piece of a page, for htmx to put in its place."""
    return HTMLResponse(_render(request, template, {"form": Form(), **values}))


def _render(request: Request, template: str, values: Mapping[str, object]) -> str:
    return TEMPLATES.get_template(template).render({**_shared(request), **values})


def _shared(request: Request) -> dict[str, object]:
    house = house_of(request)
    visit: Visit | None = getattr(request.state, "visit", None)
    staff = visit.staff if visit else None
    zone = staff.zone if staff else house.zone
    return {
        "staff": staff,
        "csrf": visit.csrf if visit else "",
        "navigation": _navigation(request.url.path, is_demo=house.is_demo) if staff else (),
        "is_demo": house.is_demo,
        "is_dry_run": house.is_dry_run,
        "languages": house.catalogues.languages,
        "page_language": BRITISH.replace("_", "-") if spoken() == ENGLISH else spoken(),
        "other_languages": [language for language in languages() if language != spoken()] if visit else (),
        "this_page": _this_page(request),
        "zone": zone,
        "now": house.clock.now().astimezone(zone),
    }


def _this_page(request: Request) -> str:
    """Return the address at which this page is seen again; a page that answered a form is not."""
    if request.method != "GET":
        return "/"
    return f"{request.url.path}?{request.url.query}" if request.url.query else request.url.path


def _navigation(path: str, *, is_demo: bool) -> tuple[Link, ...]:
    entries = (*NAVIGATION, PHONE) if is_demo else NAVIGATION
    return tuple(Link(to, label, is_here=_is_here(path, to)) for to, label in entries)


def _is_here(path: str, entry: str) -> bool:
    return path == entry or (entry != "/" and path.startswith(f"{entry}/"))


def day(on: date) -> str:
    """Return a day: "Tuesday 12 May"."""
    return day_words(on, DAY, locale_name(spoken()))


def short_day(on: date) -> str:
    """Return a day in short: "Tue 12 May"."""
    return day_words(on, "EEE d MMM", locale_name(spoken()))


def weekday(on: date) -> str:
    """Return a day of the week in short: "Tue"."""
    return day_words(on, "EEE", locale_name(spoken()))


def slot(on: date, at: time) -> str:
    """Return a day of this week and an hour: "Tue 2.15pm"."""
    return f"{weekday(on)} {clock(at)}"


def moment(at: datetime, now: datetime, zone: ZoneInfo) -> str:
    """Return when something was or will be, seen from now: "today, 7.40pm", "Saturday, 10am", "Tue 12 May, 9am"."""
    here, today = at.astimezone(zone), now.astimezone(zone).date()
    named = {today: _("today"), today - timedelta(days=1): _("yesterday"), today + timedelta(days=1): _("tomorrow")}
    on = here.date()
    near = abs((on - today).days) < A_WEEK
    far = day_words(on, "EEEE", locale_name(spoken())) if near else short_day(on)
    return say(_("{day}, {clock}", day=named.get(on, far), clock=clock(here.time())))


@pass_context
def _moment(context: Context, at: datetime) -> str:
    return moment(at, context["now"], context["zone"])


def own_name(language: str) -> Markup:
    """Return what a language calls itself, marked as that language: polski."""
    return phrase(str(locale_of(language).languages.get(language.replace("-", "_"), language)), language)


def direction(language: str) -> str:
    """Return which way a language is written: "ltr" or "rtl"."""
    return "rtl" if locale_of(language).text_direction == "rtl" else "ltr"


def phrase(words: str, language: str) -> Markup:
    """Return words marked with their language and direction, so that a screen reader says them right."""
    if language == spoken():
        return Markup("{}").format(words)
    return Markup('<span lang="{}" dir="{}">{}</span>').format(language, direction(language), words)


def capital(words: str) -> str:
    """Return words in the language of the page, with a capital to begin with."""
    return say(words).capitalize()


def pence(amount: Decimal) -> str:
    """Return a price: "4p", "8.5p"."""
    return say(_("{amount}p", amount=f"{amount.normalize():f}"))


def _templates() -> Environment:
    environment = Environment(
        loader=PackageLoader("bot.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    filters: dict[str, Any] = {
        "clock": clock,
        "day": day,
        "short_day": short_day,
        "moment": _moment,
        "language_name": language_name,
        "own_name": own_name,
        "direction": direction,
        "phrase": phrase,
        "capital": capital,
        "weekday": weekday,
        "plain": plain,
        "pence": pence,
        "reading_age": reading_age,
    }
    environment.filters.update(filters)
    environment.globals.update({"_": _, "_n": _n, "slot": slot})
    return environment


TEMPLATES = _templates()
