"""Every door of the site: its address, who may open it, that a form of another site's making opens none of them."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from bot.config import Settings
from bot.services.sign_in import ENDS_AFTER
from bot.services.staff import Role
from bot.web import PAGES, make_web
from bot.web.headers import HEADERS
from bot.web.security import ALL_STAFF, SIGN_IN_COOKIE, STORY_STAFF, VISIT_COOKIE, csrf_of
from storage.errors import DatabaseAway
from storage.repositories import staff
from storage.tables import Audit, Outbound, SignIn
from tests.house import make_house
from tests.school import a_family, rows

LISTED = Path(__file__).with_name("routes.txt")
WHO = {None: "everybody", ALL_STAFF: "all staff", STORY_STAFF: "story staff"}
DOORS = sorted(
    (route.path, method, page.ROLES)
    for page in PAGES
    for route in page.ROUTES
    for method in (route.methods or ())
    if method != "HEAD"
)
CLOSED = [(path, method) for path, method, roles in DOORS if roles is not None]
POSTED = [path for path, method, _roles in DOORS if method == "POST"]


def filled(path):
    """Return the address with something in its places."""
    return re.sub(r"\{[^}]*int\}", "1", re.sub(r"\{\w+\}", "rest", path))


@pytest.fixture
async def house(tmp_path):
    house = make_house(tmp_path)
    await a_family(house)
    yield house
    house.database.close()


@pytest.fixture
def client(house):
    web = make_web(house, Settings(_env_file=None), [])
    return TestClient(web, raise_server_exceptions=False, follow_redirects=False)


async def sign_in(house, client, role):
    now, token = house.real_now(), f"a token of the {role}"
    values = {"name": role, "sign_in_name": role, "sign_in_hash": role, "school_id": 1, "role": role, "created_at": now}
    found = house.database.vault.fingerprint(token)

    def work(uow):
        staff.keep_sign_in(uow, staff.keep(uow, values), found, now)

    await house.database.write(work)
    client.cookies.set(SIGN_IN_COOKIE, token)
    return token


def test_every_door_is_listed():
    doors = [f"{method} {path}: {WHO.get(roles) or ', '.join(sorted(roles))}" for path, method, roles in DOORS]
    assert doors == LISTED.read_text("utf-8").splitlines(), f"List every door in {LISTED.name}, by its address."


def test_every_page_has_a_title_of_its_own():
    titles = [page.TITLE for page in PAGES]
    assert all(titles)
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize(("path", "method"), CLOSED)
def test_who_is_not_signed_in_is_asked_to(client, path, method):
    answer = client.request(method, filled(path))
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/sign-in")


@pytest.mark.parametrize("role", [Role.HEAD, Role.TECHNICIAN])
async def test_other_roles_find_the_doors_of_story_staff_closed(house, client, role):
    await sign_in(house, client, role)
    for path, method, roles in DOORS:
        if roles is not None and role not in roles and path != "/":
            assert client.request(method, filled(path)).status_code == 403
    assert client.get("/").headers["location"] == "/help"
    assert client.get("/help").status_code == 200


@pytest.mark.parametrize("path", POSTED)
@pytest.mark.parametrize("csrf", [None, "", "x" * 64])
async def test_a_form_of_another_site_does_nothing(house, client, path, csrf):
    token = await sign_in(house, client, Role.LEAD)
    before = (len(rows(house, Audit)), len(rows(house, Outbound)), len(rows(house, SignIn, ended_at=None)))
    fields = {} if csrf is None else {"csrf": csrf}
    assert client.post(filled(path), data=fields).status_code == 403
    assert client.post(filled(path), data={"csrf": csrf_of(house, f"not {token}")}).status_code == 403
    assert before == (len(rows(house, Audit)), len(rows(house, Outbound)), len(rows(house, SignIn, ended_at=None)))


async def test_a_visits_token_is_not_a_sign_ins(house, client):
    client.get("/privacy")
    visit = client.cookies[VISIT_COOKIE]
    await sign_in(house, client, Role.LEAD)
    assert client.post("/sign-out", data={"csrf": csrf_of(house, visit)}).status_code == 403


@pytest.mark.parametrize("path", ["/privacy", "/help", "/nowhere", "/static/look.css", "/health", "/families"])
async def test_every_answer_tells_the_browser_to_trust_nothing_else(house, client, path):
    answers = [client.get(path)]
    await sign_in(house, client, Role.LEAD)
    for answer in (*answers, client.get(path)):
        assert {name: answer.headers[name] for name in HEADERS} == HEADERS
        kept = "max-age" in answer.headers["cache-control"]
        assert kept == path.startswith("/static/")


def test_the_policy_allows_nothing_inline_and_nothing_from_elsewhere():
    policy = HEADERS["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert not re.search(r"unsafe|\*|http|data:", policy)


def test_behind_https_cookies_never_travel_otherwise(house):
    abroad = replace(house, origin="https://stories.school.example")
    client = TestClient(make_web(abroad, Settings(_env_file=None), []))
    answer = client.get("/privacy")
    cookie = answer.headers["set-cookie"]
    assert all(word in cookie for word in ("Secure", "HttpOnly", "SameSite=lax", f"Max-Age={ENDS_AFTER.seconds}"))
    assert "strict-transport-security" in answer.headers


async def test_a_database_that_is_away_is_said_kindly(house, client, monkeypatch):
    await sign_in(house, client, Role.LEAD)

    async def away(_fn):
        raise DatabaseAway

    monkeypatch.setattr(house.database, "read", away)
    answer = client.get("/families")
    assert answer.status_code == 503
    assert "Nothing was lost" in answer.text
    assert client.get("/privacy").status_code == 200


async def test_what_breaks_tells_no_secrets(house, client, monkeypatch):
    await sign_in(house, client, Role.LEAD)

    async def broken(_fn):
        raise RuntimeError("a secret +447700900101")

    monkeypatch.setattr(house.database, "read", broken)
    answer = client.get("/families")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS
