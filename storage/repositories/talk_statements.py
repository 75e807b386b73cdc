"""The statements of every talk, each made ready once: making one takes many times as long as running it."""

from sqlalchemy import BindParameter, and_, bindparam, exists, func, or_, select, type_coerce, update

from storage.prepared import Prepared
from storage.tables import Address, Child, Family, Inbound, Parent, Programme, Rsvp, School, Session, Staff, Stop, Task
from storage.tables.base import UtcTime

_WHOSE: BindParameter[int] = bindparam("whose")
_AT_CHANNEL: BindParameter[str] = bindparam("at_channel")
_AT_HASH: BindParameter[str] = bindparam("at_hash")
_PERSON_COMING = exists().where(
    Task.parent_id == Parent.id, Task.done_at.is_(None), or_(Task.need == "read", Task.need == "ring")
)
_ALERTED = exists().where(
    Task.parent_id == Parent.id, Task.is_safety.is_(True), Task.picked_at.is_(None), Task.done_at.is_(None)
)
_CHILD = select(Child.name).where(Child.family_id == Family.id).order_by(Child.id).limit(1).correlate(Family)
_LAST_HEARD = (
    select(func.max(Inbound.received_at)).where(Inbound.parent_id == Parent.id).correlate(Parent).scalar_subquery()
)
_HEAD = (
    select(
        Parent.id.label("parent_id"),
        Parent.family_id,
        Parent.conversation,
        Parent.name.label("parent"),
        Parent.child_called,
        _CHILD.scalar_subquery().label("child"),
        Parent.language,
        Parent.ticked_at,
        Parent.invited_at,
        Parent.accepted_at,
        Parent.standing_place_at,
        Parent.carer_checked_at,
        Parent.restarted_at,
        Parent.stopped_at,
        Parent.paused_at,
        Parent.quiet_at,
        Parent.fewer_at,
        Parent.plain_at,
        Parent.not_safe_at,
        Parent.flooded_at,
        Family.held_at,
        Address.id.label("address_id"),
        Address.channel,
        Address.number,
        Address.proved_at,
        Address.failed_at,
        Stop.id.label("stop_id"),
        Stop.by_carrier,
        Programme.paused_at.label("programme_paused_at"),
        func.coalesce(Family.saturday_spark, Programme.saturday_spark).label("saturday_spark"),
        Staff.name.label("staff"),
        _PERSON_COMING.label("has_person_coming"),
        _ALERTED.label("is_alerted"),
        type_coerce(_LAST_HEARD, UtcTime).label("last_heard_at"),
        School.id.label("school_id"),
        School.name.label("school_name"),
        School.short_name,
        School.zone,
        School.phone,
        School.weekdays,
        School.opens,
        School.closes,
        School.staffed_from,
        School.staffed_to,
        School.weekly_cap,
        School.welcomes_siblings,
        School.wordings_version,
    )
    .join(Parent, Parent.id == Address.parent_id)
    .join(Family, Family.id == Parent.family_id)
    .join(School, School.id == Parent.school_id)
    .outerjoin(Programme, Programme.id == Family.programme_id)
    .outerjoin(Staff, Staff.id == func.coalesce(Programme.lead_id, Parent.ticked_by))
    .outerjoin(Stop, and_(Stop.channel == Address.channel, Stop.number_hash == Address.number_hash))
    .order_by(Address.is_preferred.desc(), Address.proved_at.desc().nulls_last(), Address.id)
    .limit(1)
)

AT_ADDRESS = Prepared(_HEAD.where(Address.channel == _AT_CHANNEL, Address.number_hash == _AT_HASH))
OF_PARENT = Prepared(_HEAD.where(Parent.id == _WHOSE, Address.failed_at.is_(None)))
OF_PARENT_ON = Prepared(_HEAD.where(Parent.id == _WHOSE, Address.channel == _AT_CHANNEL))
_BEHIND = select(Address.parent_id).where(Address.channel == _AT_CHANNEL, Address.number_hash == _AT_HASH)
LOCK = Prepared(select(Parent.id).where(Parent.id == _BEHIND.scalar_subquery()).with_for_update())
SAVE = Prepared(update(Parent).where(Parent.id == _WHOSE).values(conversation=bindparam("talk")))
COUNT_SINCE = Prepared(
    select(func.count()).where(Inbound.parent_id == _WHOSE, Inbound.received_at >= bindparam("since"))
)
SESSIONS = Prepared(
    select(
        Session.id,
        Session.week,
        Session.on_date,
        Session.at_time,
        Session.place,
        Session.offered_on,
        Session.offered_at,
        Session.came_together_at.is_not(None),
        Session.cancelled_at.is_not(None),
        Session.was_by_phone,
        Session.came_with,
        Session.parent_id.is_not(None),
        Rsvp.answer,
        Rsvp.minutes_late,
    )
    .outerjoin(Rsvp, and_(Rsvp.session_id == Session.id, Rsvp.parent_id == _WHOSE))
    .where(Session.family_id == bindparam("family"), Session.on_date >= bindparam("from_day"))
    .where(or_(Session.parent_id.is_(None), Session.parent_id == _WHOSE))
    .order_by(Session.on_date, Session.at_time)
)
