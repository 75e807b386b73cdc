"""Nothing personal can be read in the database itself, and each sealed field opens with its own key alone."""

import os
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa

from bot.ports import MediaReference
from storage.crypto import DRAWN_TOGETHER, NONCE_BYTES, Vault, _nonces
from storage.errors import NotOurs
from storage.tables import Base, GoodNews, Media, Reminder
from tests.house import make_house
from tests.school import AMINA, ON_CALL, TUESDAY, a_family, says

SECRETS = (
    "Zebedina",
    "Tolliver",
    "Mrs Khan",
    "khan",
    *(number[1:] for number in (AMINA, *ON_CALL)),
    "zeppelin",
    "Grandmarigold",
    "quokka",
    "platypus",
    "wombat",
    "ME-secret",
    "we will keep your chair",
)
"""A parent, a child, staff, numbers, and a word of everything that anybody wrote."""


async def a_lived_in_house(tmp_path, url):
    """Play a little of everything that is personal."""
    house = make_house(tmp_path, now=TUESDAY, url=url)
    amina = await a_family(house, parent="Zebedina", child="Tolliver")
    await says(house, amina, "yes but 10 min late")
    await says(house, amina, "we made up a story about a zeppelin")
    await says(house, amina, "can my mum Grandmarigold come too")
    await says(house, amina, "", media=(MediaReference("ME-secret", "image/jpeg"),))
    await house.database.write(lambda uow: _staff_write(uow, amina))
    house.channels[amina.channel].files["ME-secret"] = b"a picture of a wombat"
    return house


def _staff_write(uow, family):
    note = GoodNews(parent_id=family.parent_id, staff_id=family.staff_id, note="a fine quokka", written_at=TUESDAY)
    head = {"school_id": family.school_id, "programme_id": family.programme_id, "made_by": family.staff_id}
    reminder = Reminder(weekdays="2", at_time=TUESDAY.time(), wording="the platypus", created_at=TUESDAY, **head)
    uow.orm.add_all([note, reminder])
    uow.orm.flush()
    uow.connection.execute(sa.update(Media).values(content=b"a picture of a wombat"))


@pytest.fixture
async def lived_in(tmp_path, url, database):
    house = await a_lived_in_house(tmp_path, url)
    yield house
    house.database.close()


def raw_values(url):
    """Return every value of every row as the bare driver reads it."""
    engine, plain = sa.create_engine(url), sa.MetaData()
    plain.reflect(engine)
    with engine.connect() as connection:
        rows = [row for table in Base.metadata.tables for row in connection.execute(sa.select(plain.tables[table]))]
    engine.dispose()
    return [value if isinstance(value, bytes) else str(value).encode() for row in rows for value in row]


async def test_no_row_holds_anything_personal_in_plain(lived_in, url):
    everything = b"\n".join(raw_values(url)).lower()
    assert [secret for secret in SECRETS if secret.lower().encode() in everything] == []


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
async def test_no_file_holds_anything_personal_in_plain(lived_in, tmp_path):
    files = b"".join(path.read_bytes() for path in tmp_path.glob("*.sqlite*")).lower()
    encodings = ("utf-8", "utf-16-le")
    found = [secret for secret in SECRETS for code in encodings if secret.lower().encode(code) in files]
    assert found == []
    assert len(files) > 100_000


async def test_another_key_opens_nothing():
    sealed = Vault(b"one").seal(b"words")
    assert Vault(b"one").open(sealed) == b"words"
    with pytest.raises(NotOurs):
        Vault(b"two").open(sealed)


def test_a_changed_byte_is_noticed():
    vault = Vault(b"one")
    sealed = bytearray(vault.seal(b"words"))
    sealed[-1] ^= 1
    with pytest.raises(NotOurs):
        vault.open(bytes(sealed))


def test_the_same_words_look_different_and_are_found_by_the_same_hash():
    vault = Vault(b"one")
    assert vault.seal(b"words") != vault.seal(b"words")
    assert vault.fingerprint("words") == vault.fingerprint("words") != Vault(b"two").fingerprint("words")


def test_no_nonce_is_used_twice_by_however_many_threads():
    vault = Vault(b"k" * 32)
    with ThreadPoolExecutor(8) as pool:
        sealed = list(pool.map(lambda _: vault.seal(b"x"), range(5 * DRAWN_TOGETHER)))
    assert len({each[1 : 1 + NONCE_BYTES] for each in sealed}) == len(sealed)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_forked_process_draws_its_own_nonces():
    Vault(b"k" * 32).seal(b"x")
    reader, writer = os.pipe()
    if (child := os.fork()) == 0:
        os.write(writer, _nonces.draw())
        os._exit(0)
    os.waitpid(child, 0)
    theirs = os.read(reader, NONCE_BYTES)
    ours = {_nonces.draw() for _ in range(DRAWN_TOGETHER)}
    assert len(theirs) == NONCE_BYTES
    assert theirs not in ours


def test_a_lone_surrogate_can_be_looked_up():
    assert len(Vault(b"one").fingerprint("\ud800")) == 64
