"""Names of people at the desk, or what stands for them."""

from factcheck.models import User


class People:
    """Numbers people in the order in which they turn up, unless ``names``."""

    def __init__(self, *, names: bool) -> None:
        self._names = names
        self._numbers: dict[int, int] = {}

    def name(self, user: User | None) -> str | None:
        """None: the system."""
        if user is None:
            return None
        if self._names:
            return user.username
        return f"person {self._numbers.setdefault(user.pk, len(self._numbers) + 1)}"
