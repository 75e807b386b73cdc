"""What parents ask and tell in between: an honest short answer, and the open question stays open.

Starts with a question of the parent's, anywhere. Ends where another flow asks on; an answer alone ends nothing.
Records nothing but that a person is wanted.
"""

from flows.engine.context import Context
from flows.engine.events import HandedOver, LittleOnesTold, Need, RingWished
from flows.engine.steps import Finish, Flow, HandOver, Outcome, Stay
from flows.engine.text import Say, Text
from flows.reading.meaning import Reading

LONGEST_KEYWORD = 2


def call(_reading: Reading, _c: Context) -> Outcome:
    """Promise a ring at once, then ask when; the promise holds without an answer."""
    return Finish("wants to talk", events=(RingWished(),), then="call.when")


def behaviour(_reading: Reading, _c: Context) -> Outcome:
    """Never answer by text how a child has behaved: a person rings."""
    return Finish("asks about the child's day", events=(RingWished(),), then="call.when_behaviour")


def complaint(reading: Reading, c: Context) -> Outcome:
    """Thank them, and name somebody else they may talk to; HEAD alone is the answer to that."""
    if len(reading.text.split()) <= LONGEST_KEYWORD:
        head = Text("FB-07", "Thank you. We will ask the head to ring you.")
        return Stay((head,), (RingWished(), HandedOver(Need.RING)))
    thanks = Text(
        "FB-06",
        "Thank you for telling us. {staff} will ring you. If you would like to talk to someone else, reply HEAD.",
        staff=c.staff,
    )
    return Stay((thanks,), (RingWished(),))


def my_data(_reading: Reading, c: Context) -> Outcome:
    """Say what may be seen, fixed and deleted, and who helps."""
    if c.privacy_link is None:
        told = Text(
            "CT-31", "You can see, fix or delete what we hold. {staff} will help you. Reply CALL.", staff=c.staff
        )
        return HandOver(Need.READ, (told,))
    told = Text(
        "CT-21",
        "You can see, fix or delete what we hold. {staff} will help you. Reply CALL or see {link}",
        staff=c.staff,
        link=c.privacy_link,
    )
    return HandOver(Need.READ, (told,))


def robot(_reading: Reading, c: Context) -> Outcome:
    """Say plainly that this is a text helper."""
    yes = Text(
        "CT-19",
        "I am a text helper set up by {staff} at {school}. A person reads your replies on school days.",
        staff=c.staff,
        school=c.school,
    )
    return Stay((yes,))


def who(reading: Reading, c: Context) -> Outcome:
    """Say who writes; story time is named to a parent alone."""
    if not c.is_proved:
        return robot(reading, c)
    here = Text(
        "CT-35",
        "This is the story helper at {school}, for story time with {staff}. A person reads your replies on school days.",
        school=c.school,
        staff=c.staff,
    )
    return Stay((here,))


def why_us(_reading: Reading, c: Context) -> Outcome:
    """Answer honestly and without a label."""
    because = Text(
        "ON-20",
        "Story Links helps children feel settled and enjoy reading, and {child} has lots to bring. "
        "{staff} can tell you more. Reply CALL.",
        child=c.child,
        staff=c.staff,
    )
    return Stay((because,))


def cost(_reading: Reading, c: Context) -> Outcome:
    """Say that it is free, and to a parent without credit that no reply is needed."""
    free = Text(
        "CT-22",
        "Story time is free, and you never need to reply. If you can come, just come. Or tell {staff} at the gate.",
        staff=c.staff,
    )
    return Stay((free,))


def reading_hard(_reading: Reading, c: Context) -> Outcome:
    """Take the worry about reading and spelling away, and offer this week's spark to be heard."""
    ideas = Text(
        "ON-19",
        "No reading or writing from you. We write it all down. You bring the ideas. Silly ones are the best.",
    )
    if c.spark_link is None:
        return Stay((ideas,))
    spoken = Text("HS-13", "Want to hear this week's spark? Tap to listen: {link}", link=c.spark_link)
    return Stay((ideas, spoken))


def shared_phone(_reading: Reading, _c: Context) -> Outcome:
    """Offer texts without names."""
    return Finish("shared phone", then="shared_phone.plain_or_new")


def guest(_reading: Reading, c: Context) -> Outcome:
    """Someone else may come, once staff have checked."""
    return Finish("asks for a guest", then="company.guest") if c.session else HandOver(Need.READ, lost(c))


def siblings(reading: Reading, c: Context) -> Outcome:
    """Answer as the school has decided about little ones; who has said how many, two or more, is not asked."""
    if c.may_bring_siblings and c.session:
        if (count := reading.little_ones or 0) > 1:
            ready = Text("RS-24", "Thank you. We will have toys ready.")
            return Stay((ready,), (LittleOnesTold(c.session.id, count),))
        return Finish("asks for little ones", then="company.little_ones")
    plan = Text(
        "RS-16",
        "This is special time for you and {child}. Reply CALL and {staff} will help find a plan for the little ones.",
        child=c.child,
        staff=c.staff,
    )
    return Stay((plan,))


def other_adult(_reading: Reading, c: Context) -> Outcome:
    """Never tell one adult anything of another's."""
    own = Text("FM-03", "I can only share your own dates. {staff} can help. Reply CALL.", staff=c.staff)
    return Stay((own,))


def lost_story(_reading: Reading, c: Context) -> Outcome:
    """Print a lost story again."""
    again = Text("HS-11", "Stories hide sometimes. {staff} will pop a new copy in the book bag.", staff=c.staff)
    return Stay((again,), (HandedOver(Need.NEW_COPY),))


def interpreter(_reading: Reading, c: Context) -> Outcome:
    """Have a person arrange an interpreter."""
    will_ask = Text("FM-08", "Thank you. {staff} will ask for someone who speaks your language.", staff=c.staff)
    return HandOver(Need.LANGUAGE, (will_ask,))


def sorry(_reading: Reading, c: Context) -> Outcome:
    """There is nothing to be sorry for."""
    if c.session is None:
        return Stay((Text("LD-10", "No need to say sorry. It is good to hear from you."),))
    no_need = Text(
        "LD-05",
        "No need to say sorry. It is good to hear from you. Your next one is {day} at {time}.",
        day=c.session.on,
        time=c.session.at,
    )
    return Stay((no_need,))


def when_where(_reading: Reading, c: Context) -> Outcome:
    """Tell the next story time and its place."""
    if c.session is None:
        return HandOver(Need.READ, lost(c))
    here = Text(
        "RS-29",
        "Story time is {day} at {time}, {place}.",
        day=c.session.on,
        time=c.session.at,
        place=c.session.place,
    )
    return Stay((here,))


def question(_reading: Reading, c: Context) -> Outcome:
    """Anything else is for a person."""
    return HandOver(Need.READ, lost(c))


def flood(_reading: Reading, c: Context) -> Outcome:
    """Be quiet for an hour when very many texts come at once; a person is told."""
    quiet = Text(
        "CT-33",
        "Thank you. That was a lot of texts, so this helper rests for an hour. {staff} will read them.",
        staff=c.staff,
    )
    return HandOver(Need.MANY_TEXTS, (quiet,))


def child_texting(_reading: Reading, c: Context) -> Outcome:
    """Talk with parents only: what a child seems to type is for a person."""
    return HandOver(Need.READ, lost(c))


def lost(c: Context) -> Say:
    """Say that a person will read it, and by when; at night say how to get help now."""
    if c.is_staffed:
        return (
            Text(
                "CT-10",
                "Thank you. I am only a story helper and that is a new one for me. {staff} will read it by {day}.",
                staff=c.staff,
                day=c.read_by,
            ),
        )
    return (
        Text(
            "CT-11",
            "Thank you. {staff} will read this on {day}. If someone is not safe right now, call 999.",
            staff=c.staff,
            day=c.read_by,
        ),
    )


def rest(c: Context) -> Say:
    """Say that a person will read what did not fit into the answer."""
    return (Text("CT-32", "{staff} will read the rest.", staff=c.staff),)


FLOW = Flow(
    "asked",
    steps=(),
    endings=("wants to talk", "asks about the child's day", "shared phone", "asks for a guest", "asks for little ones"),
)
