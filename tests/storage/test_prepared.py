"""A statement that is made ready once says and finds the same as through SQLAlchemy, on both databases."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
import sqlalchemy as sa
from sqlalchemy import bindparam, event, func, insert, or_, select, update

from storage.errors import AlreadyKnown
from storage.prepared import Prepared
from storage.tables import Inbound, Mark

AT = datetime(2026, 5, 12, 16, 30, tzinfo=UTC)
KEEP = Prepared(
    insert(Inbound).returning(Inbound.id), ("channel", "provider_id", "received_at", "body", "reading", "parent_id")
)
FIND = Prepared(select(Inbound).where(Inbound.provider_id == bindparam("named")))
MARK = Prepared(insert(Mark), ("name", "value"))
CHANGE = Prepared(
    update(Mark).where(Mark.name == bindparam("which"), or_(Mark.value == "a", Mark.value == "b")), ("value",)
)


def a_message(name="SM1", **more):
    values = {"channel": "sms", "provider_id": name, "received_at": AT, "body": "yes, 5 :) 99% ؟", "reading": None}
    return values | {"parent_id": None} | more


async def test_what_is_kept_is_found_by_name_as_it_was(database):
    here = AT.astimezone(timezone(timedelta(hours=1)))
    kept = await database.write(lambda uow: KEEP.first(uow, a_message(received_at=here)))
    (found,) = await database.read(lambda uow: FIND.all(uow, {"named": "SM1"}))
    assert found.id == kept.id
    assert (found.body, found.reading, found.received_at) == (a_message()["body"], None, AT)
    assert found.wants_reader is False


async def test_words_lie_sealed_in_the_database(database):
    await database.write(lambda uow: KEEP.first(uow, a_message()))
    raw = await database.read(lambda uow: uow.connection.execute(sa.text("SELECT body FROM inbound")).scalar_one())
    assert b"yes" not in bytes(raw)


async def test_sqlalchemy_finds_what_was_kept_so_and_the_other_way_round(database):
    await database.write(lambda uow: KEEP.first(uow, a_message()))
    await database.write(lambda uow: uow.connection.execute(insert(Inbound).values(a_message("SM2"))))
    one = await database.read(lambda uow: uow.connection.execute(select(Inbound.__table__)).all()[0])
    other = await database.read(lambda uow: FIND.first(uow, {"named": "SM2"}))
    assert one[4:] == other[4:]


async def test_where_nothing_is_found_there_is_none(database):
    assert await database.read(lambda uow: FIND.first(uow, {"named": "SM9"})) is None
    assert await database.read(lambda uow: FIND.all(uow, {"named": "SM9"})) == []


async def test_a_change_says_how_many_rows_it_met(database):
    await database.write(lambda uow: MARK.count(uow, {"name": "x", "value": "a"}))
    counts = [
        await database.write(lambda uow, value=value: CHANGE.count(uow, {"which": "x", "value": value}))
        for value in "bcd"
    ]
    assert counts == [1, 1, 0]


async def test_what_is_there_already_is_said_in_storages_own_word(database):
    await database.write(lambda uow: MARK.count(uow, {"name": "x", "value": "a"}))
    with pytest.raises(AlreadyKnown):
        await database.write(lambda uow: MARK.count(uow, {"name": "x", "value": "b"}))


async def test_it_is_part_of_its_transaction(database):
    def work(uow):
        MARK.count(uow, {"name": "x", "value": "a"})
        raise LookupError

    with pytest.raises(LookupError):
        await database.write(work)
    assert await database.read(lambda uow: uow.connection.scalar(select(func.count()).select_from(Mark))) == 0


async def test_a_value_that_is_missing_is_an_error(database):
    with pytest.raises((KeyError, sa.exc.ProgrammingError)):
        await database.write(lambda uow: CHANGE.count(uow, {"value": "b"}))


async def test_whoever_listens_to_statements_hears_it(database):
    heard = []
    event.listen(database._engine, "before_cursor_execute", lambda *said: heard.append(said[2]))
    await database.write(lambda uow: MARK.count(uow, {"name": "x", "value": "a"}))
    assert [said for said in heard if "INTO marks" in said]
