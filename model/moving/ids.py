"""Names that AWS makes up, from a seed: the same seed gives the same names in the same order."""

from random import Random
from string import ascii_uppercase, digits


class Ids:
    """In the forms that AWS gives them."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)

    def hexadecimal(self) -> str:
        """32 hexadecimal digits, of a task or an invocation."""
        return f"{self._random.getrandbits(128):032x}"

    def digits(self) -> str:
        """19 digits, of a task set or deployment of ECS."""
        return str(self._random.randrange(10**18, 10**19))

    def deployment(self) -> str:
        """Of CodeDeploy: `d-` and nine capital letters and digits."""
        return f"d-{self._capitals(9)}"

    def service_deployment(self) -> str:
        """Of ECS."""
        return self._capitals(21)

    def _capitals(self, length: int) -> str:
        return "".join(self._random.choices(ascii_uppercase + digits, k=length))

    def instance(self) -> str:
        """Of a host."""
        return f"i-{self._random.getrandbits(68):017x}"
