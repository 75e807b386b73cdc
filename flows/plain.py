"""Plain mode: the same things said without any name, for a phone that is shared.

Every text whose sentence holds a name has its form here, under its own id or under its group's ("PN.plain").
Nothing in it tells who the child, the parent, the school or a member of staff is.
"""

from typing import Final

from flows.engine.text import Text

NAMES: Final = frozenset({"child", "parent", "guest", "staff", "school", "goodnews", "wording"})
"""The places that hold a name, or words of a person's that may."""

PLAIN: Final = (
    # Welcome
    Text("ON-01.plain", "Hello. This is a school story helper with a nice invite. Did you give us this number? Reply 1 yes, 2 no. STOP to end."),
    Text("ON-01.simpler.plain", "Did you give us this number? Reply 1 for yes, 2 for no."),
    Text("ON-02.plain", "Thank you. You are invited to make up stories as a team at school. Reply 1 to hear more, 2 not now."),
    Text("ON-03.plain", "Each week you make up a story. No writing needed. We type it up for you to share at home. Half an hour, {day} at {time}."),
    Text("ON-05.plain", "What name shall we use if texts ever need one? Text the name you like best, or just a letter. Reply OK for none."),
    Text("ON-05.simpler.plain", "Text a short name, or reply OK for none."),
    Text("ON-07.plain", "Thank you. We do not have that one yet. We will keep texts short, and we can ask for an interpreter. Reply CALL for a chat."),
    Text("ON-09.plain", "Hello! This is a school story helper. Did you ask for story texts here?"),
    Text("ON-14.plain", "All set. First story time: {day} at {time}, {place}. Come as you are. We will have a chair ready for you."),
    Text("ON-18.plain", "It is fine to be unsure. You can try one and see. Reply 1 to try one, 2 to talk to a person, 3 not now."),
    Text("ON-20.plain", "Story time helps children feel settled and enjoy reading. We can tell you more. Reply CALL."),
    Text("ON-21.plain", "We are a school. It is good news. Reply 1 if you gave us this number, 2 if not."),
    Text("ON-22.plain", "Each week you make up a story. No writing needed. We type it up for you to share at home."),
    Text("ON-23.plain", "All set. We will text you the first day."),
    # Coming
    Text("RS-01.plain", "Your first story time is {day} at {time}, {place}. Can you come? Reply 1 yes, 2 not this time, 3 maybe."),
    Text("RS-09.plain", "Thank you. We will look and text you back by {day}."),
    Text("RS-10.plain", "We can do {day} at {time}. Reply 1 to book it, 2 to try again."),
    Text("RS-11.plain", "We have not found that slot yet. {day} at {time} is still yours. Or reply CALL and we will work it out with you."),
    Text("RS-12.plain", "Yes, someone else can come. Text their first name and who they are. We will check and let you know."),
    Text("RS-13.plain", "All good. Your guest is welcome on {day} at {time}."),
    Text("RS-14.plain", "Thank you. We will ring you to sort that out."),
    Text("RS-16.plain", "This is special time for just you two. Reply CALL and we will help find a plan for the little ones."),
    Text("RS-18.plain", "We can meet you at the gate and walk in with you. Reply 1 yes please, 2 I know the way."),
    Text("RS-32.plain", "Thank you. We will see what we can do and tell you by {day}."),
    Text("RS-33.plain", "Lovely. We will look out for you at the gate."),
    Text("RS-23.plain", "Thank you. We will check and let you know."),
    # Reminders of staff's own: their words may hold a name
    Text("RM-08.plain", "Story time is coming up. Reply 1 yes, 2 not this time, 3 maybe, 4 another time."),
    Text("RM-09.plain", "A hello from story time. No need to reply."),
    # Missed, and coming back
    Text("LD-03.plain", "Good news from story time."),
    Text("LD-04.plain", "No need to reply. Your place at story time is here when it suits you. Text STORY any time. Warm wishes from us."),
    Text("LD-06.plain", "Thank you for telling us. That sounds like a lot. We can help find a way. Reply CALL, or just come when you can."),
    Text("LD-11.plain", "This is good news."),
    # After the session, and at home
    Text("TY-01.plain", "Thank you for today. The new story comes home soon. Share it, then ask: what comes next?"),
    Text("TY-05.plain", "A new story was made today. It comes home soon. It is a good one to share."),
    Text("HS-07.plain", "We got your voice story. Thank you! Shall we type it for the story book? 1 yes please, 2 keep it just for us."),
    Text("HS-10.plain", "That one did not come through. You can text it, say it, or tell us on {day}."),
    Text("HS-11.plain", "Stories hide sometimes. We will pop a new copy in the book bag."),
    Text("HS-12.plain", "You do not need to read it. Ask to have it read or told to you. Your listening is the best part."),
    # Good news: a person's note without a name is no more than this
    Text("PN.plain", "Good news from story time."),
    # Celebration and feedback
    Text("CE-01.plain", "Next week is the last story. Time to cheer! Who would you like to be there? Text back or tell us."),
    Text("CE-03.plain", "The story book is ready, and you made it. It is yours to keep. See you {day} at {time}."),
    Text("CE-05.plain", "You made a book of stories. Thank you for all you gave. These texts stop now. You are always welcome here."),
    Text("FB-03.plain", "Thank you for being so open. What one small thing would help? A person will read it."),
    Text("FB-06.plain", "Thank you for telling us. We will ring you. If you would like to talk to someone else, reply HEAD."),
    # Words that always work
    Text("CT-03.plain", "Story helper. Text DATES, CALL to talk, LANG for language, LESS for fewer texts, PAUSE for a break, STOP to end."),
    Text("CT-06.plain", "Thank you. We will check the new number with you before we use it. No more texts will come to this one."),
    Text("CT-07.plain", "Hello. It is the school story helper. We have this as a new number now. Reply 1 if that is right, 2 if not."),
    Text("CT-08.plain", "Of course. We will ring you. When is best? 1 morning, 2 lunch, 3 after school. In a hurry? Ring {phone}."),
    Text("CT-09.plain", "Thank you. We will ring you on {day}."),
    Text("CT-10.plain", "Thank you. I am only a story helper and that is a new one for me. A person will read it by {day}."),
    Text("CT-11.plain", "Thank you. A person will read this on {day}. If someone is not safe right now, call 999."),
    Text("CT-12.plain", "I can hear this is hard. I am only a text helper, so a person will ring you and listen."),
    Text("CT-13.plain", "That is a good one for a person. We will ring you. When is best? 1 morning, 2 lunch, 3 after school."),
    Text("CT-14.plain", "We are so sorry. We have stopped the texts for now. You do not need to do a thing. We are here if you want to talk."),
    Text("CT-19.plain", "I am a text helper set up by the school. A person reads your replies on school days."),
    Text("CT-21.plain", "You can see, fix or delete what we hold. We will help you. Reply CALL or see {link}"),
    Text("CT-22.plain", "Story time is free, and you never need to reply. If you can come, just come. Or tell us at the gate."),
    Text("CT-23.plain", "Hello again. It is good to hear from you. We will text you a day."),
    Text("CT-26.plain", "There is no story time planned just now. We will text you."),
    Text("CT-30.plain", "Thank you. We will ask you for it."),
    Text("CT-31.plain", "You can see, fix or delete what we hold. We will help you. Reply CALL."),
    Text("CT-32.plain", "A person will read the rest."),
    Text("CT-33.plain", "Thank you. That was a lot of texts, so this helper rests for an hour. A person will read them."),
    Text("CT-35.plain", "This is a school story helper, for story time. A person reads your replies on school days."),
    # Worry: the number to ring is never left out
    Text("SG-01.plain", "Thank you. We will be in touch. If anyone is in danger now, call 999."),
    Text("SG-02.plain", "Thank you. We will be in touch. In danger now? Call 999. To talk now, Samaritans are free on 116 123."),
    # Families
    Text("FM-01.plain", "Hello. This is a school story helper with a nice invite. Did you give us this number? Reply 1 yes, 2 no. STOP to end."),
    Text("FM-02.plain", "Your story time is {day} at {time}. This one is for you two. Can you come? Reply 1 yes, 2 no, 3 maybe."),
    Text("FM-03.plain", "I can only share your own dates. We can help. Reply CALL."),
    Text("FM-04.plain", "Hello. We would love you to make stories with us at school. All is in place. Reply 1 to hear more."),
    Text("FM-05.plain", "The book is yours to keep. Shall we send it home? 1 yes, 2 keep it at school for now. Thank you for it all."),
    Text("FM-08.plain", "Thank you. We will ask for someone who speaks your language."),
)  # fmt: skip

_FORM_OF: Final = {form.id.removesuffix(".plain"): form for form in PLAIN}


def plain_form(text: Text) -> Text:
    """Return the text without names, with the same values; the text itself where it holds none."""
    form = _FORM_OF.get(text.id) or _FORM_OF.get(text.id.partition("-")[0])
    return Text(form.id, form.sentence, **text.values) if form else text
