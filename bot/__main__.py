"""`python -m bot` is the `storylinks` command."""

import gc


def main() -> None:
    """Load the command and run it."""
    # Nothing that loading makes is ever thrown away: looking through it again and again took a quarter of the start.
    gc.disable()
    from bot.cli import main as command  # noqa: PLC0415 - see above

    gc.freeze()
    gc.enable()
    command()


if __name__ == "__main__":
    main()
