"""When each entry of a live blog was posted."""

from itertools import islice

from lxml.html import HtmlElement

from .page import Line
from .stamps import read_stamp
from .types import Stamp

#: Elements upwards in which an entry's time is looked for.
_REACH = 8


class PostTimes:
    """An entry is the nearest element with a time of its own; one with the times of several is the whole blog."""

    def __init__(self, *, is_live: bool) -> None:
        self._is_live = is_live
        self._known: dict[HtmlElement, list[str]] = {}

    def of(self, line: Line | None) -> Stamp | None:
        """None for a line that nobody knows the place of, and on pages that are no live blog."""
        if line is None or not self._is_live:
            return None
        for element in islice(line.element.iterancestors(), _REACH):
            times = self._times_in(element)
            if len(times) == 1 and (stamp := read_stamp(times[0])) and stamp.precision == "time":
                return stamp
            if times:
                return None
        return None

    def _times_in(self, element: HtmlElement) -> list[str]:
        """At most two different ones, which is enough to know that it is no entry."""
        if element not in self._known:
            times: list[str] = []
            for marked in element.iterfind(".//*[@datetime]"):
                if (written := marked.get("datetime")) and written not in times:
                    times.append(written)
                if len(times) == 2:
                    break
            self._known[element] = times
        return self._known[element]
