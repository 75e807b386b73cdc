"""The stories that the demo's families have made so far, typed as they were told. Week 3 is still to be typed."""

TYPED = (
    (
        "22 Apr 08:30",
        "JJ",
        "21 Apr",
        "The hedgehog who rolled to school",
        (
            "Once there was a hedgehog called Spike. He was late, so he rolled all the way down the hill.\n\n"
            "He rolled past the shop and past the pond, and he rolled into a bun on the way. "
            "So he came to school as a hedgehog bun.\n\n"
            "“You smell nice,” said the owl. And they shared the bun."
        ),
    ),
    (
        "22 Apr 08:40",
        "Maja",
        "21 Apr",
        "Jeż i latarnia",
        (
            "Był sobie jeż, który bał się ciemności. Każdego wieczoru niósł małą latarnię.\n\n"
            "Pewnej nocy latarnia zgasła. „Nic nie szkodzi” – powiedziała sowa. „Ja widzę po ciemku. Chodź ze mną.”\n\n"
            "I tak doszli razem do domu."
        ),
    ),
    (
        "23 Apr 08:30",
        "Noor",
        "22 Apr",
        "لومڑی کی چائے",
        (
            "ایک لومڑی تھی جسے چائے بہت پسند تھی۔ وہ روز جنگل میں چائے بناتی تھی۔\n\n"
            "ایک دن بارش ہوئی اور سب جانور اس کے گھر آ گئے۔ لومڑی نے سب کو چائے دی۔\n\n"
            "پھر سب نے مل کر ایک گیت گایا۔"
        ),
    ),
    (
        "23 Apr 08:40",
        "Ellis",
        "22 Apr",
        "The bear with cold ears",
        (
            "A bear had very cold ears. He asked the sheep for wool and the mouse for a needle.\n\n"
            "It took all night. In the morning he had a hat, and the mouse had a hat, and so did the sheep."
        ),
    ),
    (
        "24 Apr 08:30",
        "Sami",
        "23 Apr",
        "The lost red kite",
        (
            "The kite flew off with the wind. It saw the sea. It saw a whale.\n\n"
            "“Are you a bird?” said the whale. “I am a kite, and I want to go home,” said the kite. "
            "So the whale blew, and the kite flew home."
        ),
    ),
    (
        "29 Apr 08:30",
        "JJ",
        "28 Apr",
        "Spike and the snoring dragon",
        (
            "A dragon slept under the school. Each time he snored, the floor was warm.\n\n"
            "Spike crept down with a cup of tea. The dragon woke up and was cross, for he had been in a nice dream. "
            "Then he saw the tea.\n\n“Two sugars,” said the dragon."
        ),
    ),
    (
        "29 Apr 08:40",
        "Maja",
        "28 Apr",
        "Hedgehog makes a friend",
        (
            "The hedgehog had a lamp, and the bat had none. “You can sit in my light,” said the hedgehog.\n\n"
            "Dobranoc, said the bat. That is good night."
        ),
    ),
    (
        "30 Apr 08:30",
        "Noor",
        "29 Apr",
        "The fox and the big puddle",
        "The fox could not get over the puddle. She tried to jump. She tried a log. Then the duck said: hop on!",
    ),
    (
        "1 May 08:30",
        "Sami",
        "30 Apr",
        "The kite in the tree",
        (
            "This time the kite was stuck in a tree. A squirrel lived there. She pulled and pulled.\n\n"
            "“You need to wiggle,” said the squirrel. The kite did a wiggle, and off it went."
        ),
    ),
)
"""When it was typed, whose it is, of which day's session, its title and its words."""
