"""The people at the school, as the services know whoever is signed in."""

from bot.services.staff import signed_in
from storage.repositories import staff


def signed_in_as(house, staff_id):
    """Return this person as their pages hand them to a service."""
    return signed_in(house.database.read_now(lambda uow: staff.by_id(uow, staff_id)))
