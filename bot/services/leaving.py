"""A child leaves: a person has the family in hand at once, and the book is asked about if staff choose so."""

from bot.services.house import House
from bot.services.ruling import Going
from bot.services.say import say
from bot.services.staff import SignedIn
from storage.repositories import families, parents, staff
from storage.unit_of_work import UnitOfWork


async def ask_about_the_book(house: House, who: SignedIn, parent_id: int) -> Going:
    """Let everything automatic be quiet for the family, and ask this adult where the story book shall go.

    No text ever says why a child leaves. The answer is taken although a person has the family in hand.
    """

    def work(uow: UnitOfWork) -> tuple[Going, tuple[int, ...]]:
        now, adult = house.clock.now(), families.adult(uow, who.school_id, parent_id)
        parents.hold_family(uow, adult.family_id, now)
        staff.note(uow, who.school_id, who.id, "a child leaves", f"adult {parent_id}", now)
        return say(uow, house, who, parent_id, "leaving.book")

    going, ids = await house.database.write(work)
    await house.post.send(ids)
    return going
