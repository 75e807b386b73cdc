"""Change the school after set-up: its names, hours and number, and whom to alert."""

from bot.services.house import House
from bot.services.set_up import SchoolForm, on_call_numbers, put_test_alerts, school_values
from bot.services.staff import SignedIn
from storage.repositories import schools, staff
from storage.unit_of_work import UnitOfWork


async def change_school(
    house: House, who: SignedIn, school: SchoolForm, *, drama_range_allowed: bool, test: bool
) -> None:
    """Keep the school as typed; `test` sends every on-call mobile a test alert. Closed days are kept elsewhere."""
    values = school_values(school)
    numbers = on_call_numbers(school.on_call, drama_range_allowed=drama_range_allowed)

    def work(uow: UnitOfWork) -> tuple[int, ...]:
        schools.change(uow, who.school_id, values)
        schools.set_on_call(uow, who.school_id, numbers)
        staff.note(uow, who.school_id, who.id, "changed the school", "", house.clock.now())
        return put_test_alerts(uow, house, who.school_id, numbers) if test else ()

    await house.post.send(await house.database.write(work))
