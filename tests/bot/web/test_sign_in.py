import pytest

from bot.services.sign_in import TRIES_PER_ADDRESS, TRIES_PER_NAME
from bot.services.staff import Role, hash_password, reset_link
from storage.repositories import staff
from storage.tables import SignIn
from tests.school import rows

PASSWORD = "three plain words"


@pytest.fixture
async def mrs_khan(house, amina):
    """Give Mrs Khan a name and a password to sign in with."""
    hashed = await hash_password(PASSWORD)
    found = house.database.vault.fingerprint("khan")
    await house.database.write(lambda uow: staff.change(uow, amina.staff_id, password_hash=hashed, sign_in_hash=found))


def test_a_page_of_the_school_asks_to_sign_in_and_leads_back(visitor, mrs_khan):
    assert visitor.get("/families?x=1").location == "/sign-in?next=/families"
    page = visitor.get("/sign-in?next=/families")
    assert page.value("next") == "/families"
    assert visitor.post("/sign-in", name=" KHAN ", password=PASSWORD, next="/families").location == "/families"
    assert "JJ" in visitor.get("/families").words


@pytest.mark.parametrize("elsewhere", ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:x"])
def test_nobody_is_led_elsewhere(visitor, mrs_khan, elsewhere):
    assert visitor.post("/sign-in", name="khan", password=PASSWORD, next=elsewhere).location == "/"


def test_a_wrong_name_and_a_wrong_password_look_the_same(visitor, mrs_khan):
    wrong = [visitor.post("/sign-in", name=name, password="x" * 12) for name in ("khan", "nobody")]
    assert [page.status for page in wrong] == [422, 422]
    assert wrong[0].beside == wrong[1].beside
    assert wrong[0].value("name") == "khan"


def test_the_sign_in_cookie_is_hidden_from_scripts_and_other_sites(visitor, mrs_khan):
    entered = visitor.post("/sign-in", name="khan", password=PASSWORD)
    cookie = next(each for each in entered.response.headers.get_list("set-cookie") if each.startswith("sign_in="))
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie


def test_guessing_a_name_is_slowed_down(house, visitor, mrs_khan):
    for _ in range(TRIES_PER_NAME):
        visitor.post("/sign-in", name="khan", password="x" * 12)
    assert "quarter of an hour" in visitor.post("/sign-in", name="khan", password=PASSWORD).words
    house.clock.forward(minutes=16)
    assert visitor.post("/sign-in", name="khan", password=PASSWORD).status == 303


async def test_guessing_from_one_address_is_slowed_down(house, visitor, mrs_khan):
    where = house.database.vault.fingerprint("address testclient")
    for _ in range(TRIES_PER_ADDRESS):
        await house.database.write(lambda uow: staff.keep_try(uow, where, house.real_now()))
    assert "quarter of an hour" in visitor.post("/sign-in", name="khan", password=PASSWORD).words


def test_signing_out_ends_the_sign_in(visitor, mrs_khan):
    visitor.post("/sign-in", name="khan", password=PASSWORD)
    visitor.token = visitor.client.cookies["sign_in"]
    kept = visitor.token
    assert visitor.post("/sign-out").location == "/sign-in"
    visitor.client.cookies.set("sign_in", kept)
    assert visitor.get("/families").location == "/sign-in?next=/families"


def test_what_is_sent_after_the_end_of_a_sign_in_is_not_kept_and_that_is_said(house, khan, amina):
    house.clock.forward(minutes=61)
    sent = khan.post(f"/families/{amina.family_id}/adults/{amina.parent_id}/pause")
    assert sent.location == "/sign-in?done=ended"
    assert "You had been signed out, so what you sent was not kept." in khan.get(sent.location).words


def test_a_form_of_an_earlier_sign_in_asks_for_it_once_more(khan):
    page = khan.post_bare("/closed-today", csrf="x" * 64)
    assert page.status == 403
    assert "Please do it once more" in page.words
    assert "not open to you" not in page.words


@pytest.mark.parametrize("pauses", [[61], [50] * 15])
def test_a_sign_in_ends_after_an_idle_hour_and_after_twelve_in_all(house, khan, pauses):
    for minutes in pauses:
        house.clock.forward(minutes=minutes)
        last = khan.get("/families")
    assert last.location == "/sign-in?next=/families"


def test_a_sign_in_in_use_goes_on(house, khan):
    for _ in range(13):
        house.clock.forward(minutes=50)
        assert khan.get("/families").status == 200


def test_only_the_hash_of_a_sign_in_is_kept(house, khan):
    assert khan.token not in {each.token_hash for each in rows(house, SignIn)}


# A new password by a one-time link


@pytest.fixture
async def link(house, mrs_khan):
    return (await reset_link(house, "Khan")).removeprefix(house.origin)


def test_a_one_time_link_gives_a_new_password_and_ends_every_sign_in(house, visitor, khan, link):
    assert "Mrs Khan" in visitor.get(link).words
    assert visitor.post(link, password="other plain words", again="other plain words").location == "/sign-in"
    assert khan.get("/families").location == "/sign-in?next=/families"
    assert visitor.post("/sign-in", name="khan", password=PASSWORD).status == 422
    assert visitor.post("/sign-in", name="khan", password="other plain words").status == 303
    assert visitor.get(link).status in (303, 410)


@pytest.mark.parametrize(("password", "again"), [("short", "short"), ("other plain words", "others"), ("", "")])
def test_a_weak_or_mistyped_password_is_refused_kindly(visitor, link, password, again):
    page = visitor.post(link, password=password, again=again)
    assert page.status == 422
    assert page.beside
    assert visitor.get(link).status == 200


def test_a_link_runs_out(house, visitor, link):
    house.clock.forward(hours=25)
    assert visitor.get(link).status == 410
    assert visitor.post(link, password="other plain words", again="other plain words").status == 410
    assert visitor.get("/new-password/nonsense").status == 410


@pytest.mark.parametrize("role", [Role.HEAD, Role.TECHNICIAN])
async def test_who_works_with_no_families_is_led_to_the_help_page(signed_in_as, role):
    browser = await signed_in_as(role)
    assert browser.get("/").location == "/help"
    assert browser.get("/families").status == 403
