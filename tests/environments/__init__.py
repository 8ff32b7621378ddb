"""The life of each environment of ours."""

import pytest

pytest.register_assert_rewrite(
    *(f"{__name__}.{chapter}" for chapter in ("at_rest", "released", "hooked", "taken_over", "gone"))
)
