"""A school with a signed-in browser: what is posted carries the token of its sign-in, as its forms do."""

import re
from html import unescape
from itertools import count

import pytest
from starlette.testclient import TestClient

from bot.config import Settings
from bot.services.staff import Role
from bot.web import make_web
from bot.web.security import SIGN_IN_COOKIE, csrf_of
from storage.repositories import staff
from tests.house import make_house
from tests.school import a_family

_tokens = count(1)


@pytest.fixture
def url():
    """Let the house make a file of its own; a module that asks for both databases says so itself."""


@pytest.fixture
def house(tmp_path, url):
    house = make_house(tmp_path, url=url)
    yield house
    house.database.close()


@pytest.fixture
def web(house):
    web = make_web(house, Settings(_env_file=None), [])
    web.state.allows_drama_range = True
    return web


@pytest.fixture
def visitor(web):
    """Return a browser in which nobody is signed in."""
    return Browser(web)


@pytest.fixture
async def amina(house):
    """Return the family of JJ and Amina, in the one school there is."""
    return await a_family(house)


@pytest.fixture
async def khan(house, web, amina):
    """Return Mrs Khan's browser; she leads."""
    return await signed_in(house, web, amina.staff_id)


@pytest.fixture
async def lee(house, web, amina):
    """Return the browser of Mr Lee, a teaching assistant."""
    return await signed_in(house, web, await a_colleague(house, amina.school_id, "Mr Lee", Role.TA))


@pytest.fixture
def signed_in_as(house, web, amina):
    """Return what opens a browser for a colleague in this role."""

    async def open_for(role):
        return await signed_in(house, web, await a_colleague(house, amina.school_id, "Ms Roy", role))

    return open_for


async def a_colleague(house, school_id, name, role):
    values = {"name": name, "sign_in_name": name, "sign_in_hash": name, "school_id": school_id, "role": role}
    return await house.database.write(lambda uow: staff.keep(uow, {**values, "created_at": house.clock.now()}))


async def signed_in(house, web, staff_id):
    token = f"token {next(_tokens)} of {staff_id}"
    found, now = house.database.vault.fingerprint(token), house.real_now()
    await house.database.write(lambda uow: staff.keep_sign_in(uow, staff_id, found, now))
    return Browser(web, token)


class Page:
    """What a browser shows: the status, where it was sent, and the words."""

    def __init__(self, response):
        self.response = response
        self.status = response.status_code
        self.location = response.headers.get("location")
        self.html = response.text
        self.words = " ".join(unescape(re.sub(r"<[^>]+>", " ", self.html)).split())

    @property
    def beside(self):
        """Return the sentences beside the fields, by field."""
        found = re.findall(r'class="said-so" id="([\w-]+)-said">([^<]*)', self.html)
        return {name: unescape(sentence) for name, sentence in found}

    def options(self, name):
        """Return the value that is chosen in each select of this name."""
        selects = re.findall(rf'<select[^>]* name="{name}"[^>]*>(.*?)</select>', self.html, re.DOTALL)
        return [unescape(re.search(r'value="([^"]*)" selected', each)[1]) for each in selects]

    def value(self, name):
        """Return what stands in a field."""
        tag = re.search(rf'<input[^>]* name="{name}"[^>]*>', self.html)
        return unescape(re.search(r'value="([^"]*)"', tag[0])[1])


class Browser:
    """A browser that follows nothing by itself."""

    def __init__(self, web, token=None):
        self.client = TestClient(web, follow_redirects=False)
        self.house, self.token = web.state.house, token
        if token:
            self.client.cookies.set(SIGN_IN_COOKIE, token)

    def get(self, path, **more):
        return Page(self.client.get(path, **more))

    def post(self, path, **fields):
        """Post a form, with the token of this sign-in or visit."""
        token = self.token or self.visit()
        fields = {name.rstrip("_"): value for name, value in fields.items()}
        return Page(self.client.post(path, data={"csrf": csrf_of(self.house, token), **fields}))

    def confirm(self, path, **fields):
        """Post a form, and press what is shown then."""
        seen = self.post(path, **fields)
        return self.post(path, **fields, do="save", seen=seen.value("seen")) if seen.status == 200 else seen

    def choose(self, path, *, csrf=None, **files):
        """Post a form with a file, given as its name and its content."""
        token = csrf or csrf_of(self.house, self.token or self.visit())
        return Page(self.client.post(path, data={"csrf": token}, files=files))

    def post_bare(self, path, **fields):
        """Post a form without any token, as another site would."""
        return Page(self.client.post(path, data=fields))

    def visit(self):
        if "visit" not in self.client.cookies:
            self.client.get("/privacy")
        return self.client.cookies["visit"]
