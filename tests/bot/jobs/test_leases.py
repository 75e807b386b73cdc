"""A name held, kept and given back."""

import asyncio

import pytest

from bot.jobs.leases import KeptLease, new_holder

FOR_S = 0.5


@pytest.fixture
def kept(leases):
    return KeptLease(leases, "polling", "one", FOR_S)


async def test_a_name_is_kept_longer_than_it_was_taken_for(kept, leases, until):
    assert await kept.take()
    taken_until = leases.held_until("polling")
    await until(lambda: leases.held_until("polling") > taken_until + 2 * FOR_S)
    await kept.give_back()


async def test_a_name_that_another_holds_is_not_taken(kept, leases):
    await leases.hold("polling", "two", 60)
    assert not await kept.take()
    await kept.give_back()
    assert leases.holder("polling") == "two"


async def test_a_name_given_back_is_free_at_once(kept, leases):
    await kept.take()
    await kept.give_back()
    assert await leases.hold("polling", "two", 60)


async def test_renewing_goes_on_after_the_database_was_away(kept, leases, until, monkeypatch):
    calls = []

    async def away(*_):
        calls.append(True)
        raise OSError

    await kept.take()
    with monkeypatch.context() as while_away:
        while_away.setattr(leases, "hold", away)
        await until(lambda: calls)
    leases.rows.clear()
    await until(lambda: leases.is_held("polling"))
    await kept.give_back()


async def test_a_name_that_cannot_be_given_back_does_not_stop_us(kept, leases, monkeypatch, capfd):
    async def away(*_):
        raise OSError

    await kept.take()
    monkeypatch.setattr(leases, "hold", away)
    await kept.give_back()
    assert "lease_not_given_back" in capfd.readouterr().out


async def test_a_lease_lost_to_another_is_told(kept, leases, until, capfd):
    await kept.take()
    leases.rows["polling"] = ("two", asyncio.get_running_loop().time() + 60)
    said = []
    await until(lambda: said.append(capfd.readouterr().out) or "lease_lost" in "".join(said))
    await kept.give_back()
    assert leases.holder("polling") == "two"


def test_two_runs_under_one_worker_id_are_two_holders():
    assert new_holder("worker-1") != new_holder("worker-1")
