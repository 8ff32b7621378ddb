"""`python -m verdict [STACK]...`: what the policy pack says of our stacks, without an engine."""

import gc


def run() -> None:
    """The command, in a process of its own that ends with it."""
    # Imports make hundreds of thousands of objects that all stay. To look for garbage among them takes a third of the
    # whole time, and to look once more at the end as much again.
    gc.disable()
    from verdict.command import main

    try:
        main(prog_name="python -m verdict")
    finally:
        gc.freeze()


if __name__ == "__main__":
    run()
