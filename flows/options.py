"""The answers a question offers, as short labels for buttons; on a plain phone they are the digits."""

from flows.engine.text import Text

LABELS = (
    Text("OP-yes", "Yes"),
    Text("OP-no", "Not this time"),
    Text("OP-maybe", "Maybe"),
    Text("OP-another_time", "Another time"),
    Text("OP-not_now", "Not now"),
    Text("OP-try_one", "Try one"),
    Text("OP-talk", "Talk to a person"),
    Text("OP-after_drop_off", "After drop-off"),
    Text("OP-lunch", "Lunch"),
    Text("OP-before_home_time", "Before home time"),
    Text("OP-after_school", "After school"),
    Text("OP-phone", "On the phone"),
    Text("OP-morning", "Morning"),
    Text("OP-no_steps", "No steps"),
    Text("OP-quiet_door", "A quiet door"),
    Text("OP-help_getting_here", "Help to get here"),
    Text("OP-help_with_language", "Help with language"),
    Text("OP-met_at_the_gate", "Met at the gate"),
    Text("OP-something_else", "Something else"),
    Text("OP-read", "We read one"),
    Text("OP-made", "We made one up"),
    Text("OP-both", "Both"),
    Text("OP-none", "Not this week"),
    Text("OP-book", "In the story book"),
    Text("OP-just_for_us", "Just for us"),
    Text("OP-send", "Send it home"),
    Text("OP-keep", "Keep it for me"),
    Text("OP-come", "Come as you are"),
    Text("OP-wait", "Wait a week"),
    Text("OP-plain", "Plain texts"),
    Text("OP-new_number", "Another number"),
)
LABEL_OF = {label.id.removeprefix("OP-"): label for label in LABELS}
