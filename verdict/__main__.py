"""`python -m verdict [STACK]...`: what the policy pack says of our stacks, without an engine."""

import gc


def run() -> None:
    """The command, in a process of its own that ends with it."""
    # Imports make half a million objects that all stay: looking for garbage among them takes a tenth of the time.
    gc.disable()
    from verdict.command import main

    main(prog_name="python -m verdict")


if __name__ == "__main__":
    run()
