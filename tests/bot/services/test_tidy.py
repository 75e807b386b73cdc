"""What has served is forgotten; a note that waited for a colleague in vain leaves no words behind."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.services.second_look import ask_colleague
from bot.services.staff import Role, SignedIn
from bot.services.sweep import tidy
from storage.tables import GoodNews, Outbound, Staff
from tests.school import a_family, row, rows


async def test_a_colleagues_draft_is_gone_after_a_week(house):
    amina = await a_family(house)
    person = row(house, Staff)
    who = SignedIn(
        person.id, person.name, Role(person.role), person.school_id, "Hill School", ZoneInfo("Europe/London")
    )
    await ask_colleague(house, who, amina.parent_id, "JJ was so well behaved on the trip today")
    await tidy(house)
    assert len(rows(house, Outbound)) == len(rows(house, GoodNews)) == 1
    house.clock.time += timedelta(days=8)
    await tidy(house)
    assert rows(house, Outbound) == rows(house, GoodNews) == []
