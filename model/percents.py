"""The arithmetic of a rolling update: how many tasks ECS keeps, how many it allows, and whether that lets any move."""


def fewest(desired: int, minimum_percent: int) -> int:
    """How many tasks must keep running: ECS rounds up."""
    return -(-desired * minimum_percent // 100)


def most(desired: int, maximum_percent: int) -> int:
    """How many tasks may run at the same time: ECS rounds down."""
    return desired * maximum_percent // 100


def can_move(desired: int, minimum_percent: int, maximum_percent: int) -> bool:
    """Whether a rolling update of so many tasks comes to its end, each new task being healthy.

    It needs room for all of them, and for one step: to stop an old task first, or to start a new one first.
    What moves with some number of tasks moves with any larger one, and at 100 each percent is a task.
    """
    low, high = fewest(desired, minimum_percent), most(desired, maximum_percent)
    return desired == 0 or (low <= desired <= high and low < high)


def room(desired: int, minimum_percent: int) -> int:
    """How many tasks must find room at the same time: all in the end, and before, one more than must keep running."""
    return max(desired, fewest(desired, minimum_percent) + 1)
