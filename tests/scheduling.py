"""Which worker of a run runs what, and when."""

from pathlib import PurePosixPath
from typing import Any

from xdist.scheduler import LoadScopeScheduling

#: What waits for a whole desk most of the time.
_WHOLE_DESKS = ("tests/runtime/test_up.py", "tests/desk", "tests/browser")
#: What takes longest of the rest, the longest first: begun last, one of them would keep its worker alone at the end.
_LONG = (
    "tests/blind/test_nobody_can_tell.py",
    "tests/reviews/test_every_move.py",
    "tests/extraction/test_never_wrong.py",
    "tests/api/test_any_input.py",
    "tests/reviews/test_give_look_undo_give.py",
    "tests/documents/test_hostile.py",
    "tests/reviews/test_confidentiality.py",
    "tests/admin/test_who_gets_in.py",
    "tests/admin/test_triage.py",
    "tests/api/test_who_may.py",
    "tests/runtime/test_embedded.py",
    "tests/gold/test_floors.py",
    "tests/anchoring/test_any_edit.py",
    "tests/reviews/test_any_order.py",
    "tests/reviews/test_queue_races.py",
)


class ByDesk(LoadScopeScheduling):
    """A file stays with one worker, and so do all files of a directory that share a whole desk: it is started once.

    One worker goes through the whole desks, one after the other, while the others keep the cores busy.
    """

    def _split_scope(self, nodeid: str) -> str:
        path = PurePosixPath(nodeid.partition("::")[0])
        return str(path.parent if path.parent.name in ("browser", "desk") else path)

    def _assign_work_unit(self, node: Any) -> None:
        desks = [scope for scope in _WHOLE_DESKS if scope in self.workqueue]
        others = [
            scope for scope in (*_LONG, *self.workqueue) if scope in self.workqueue and scope not in desks
        ]
        first, then = (desks, others) if node is self.nodes[0] else (others, desks)
        self.workqueue.move_to_end((first or then)[0], last=False)
        super()._assign_work_unit(node)
