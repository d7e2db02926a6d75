"""Which desk takes the claims that no rule sends elsewhere."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.db import transaction

from factcheck import history
from factcheck.broker import wake
from factcheck.errors import InvalidInput
from factcheck.models import Desk, User
from reviews.models import Policy
from reviews.tasks import rerank_open_reviews


@transaction.atomic
def make_default(desk_id: int, *, actor: User) -> Desk:
    """Have ``desk_id`` take new claims. In one step, so that there is never a moment without a default.

    Raises:
        InvalidInput: the desk has no policy.
    """
    desks = Desk.objects.select_for_update(no_key=True).order_by("pk")
    locked = {desk.pk: desk for desk in desks}
    chosen = locked.get(desk_id)
    if chosen is None:
        raise Desk.DoesNotExist
    if not Policy.objects.filter(desk=chosen).exists():
        raise InvalidInput("Give the desk a policy first.")
    for desk in locked.values():
        if desk.is_default and desk != chosen:
            _set_default(desk, to=False, actor=actor)
    if not chosen.is_default:
        _set_default(chosen, to=True, actor=actor)
    return chosen


#: Fields of a policy that decide the order of the queue.
ORDERING = frozenset({"score_weight", "demand_weight", "due_weight", "due_window_hours", "factor_weights"})


def policy_changed(policy: Policy, changed: Mapping[str, list[Any]], *, actor: User) -> None:
    """Write ``changed`` ({field: [before, after]}) into the desk's history; other weights rank its open reviews again.

    In the transaction that saved the policy, under the desk's row lock. The ranking is a worker's: who takes the next
    review meanwhile takes it from the old order, row by row from the new one.
    """
    history.record(policy.desk, "policy.changed", actor=actor, details={"changed": dict(changed)})
    if ORDERING.intersection(changed):
        Policy.objects.filter(pk=policy.pk).update(rerank_from=0)
        transaction.on_commit(partial(wake, rerank_open_reviews))


def _set_default(desk: Desk, *, to: bool, actor: User) -> None:
    desk.is_default = to
    desk.save(update_fields=["is_default"])
    history.record(desk, "desk.changed", actor=actor, details={"changed": {"is_default": [not to, to]}})
