"""Ways to begin a good-news note, shown to staff beside the empty box; never sent by themselves."""

STARTERS = (
    "I noticed...",
    "I loved it when...",
    "{child} lit up when...",
    "Ask {child} about...",
    "Thank you for...",
)
