"""Which desk takes the claims that no rule sends elsewhere."""

from django.db import transaction

from factcheck import history
from factcheck.errors import InvalidInput
from factcheck.models import Desk, User
from reviews.models import Policy


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


def _set_default(desk: Desk, *, to: bool, actor: User) -> None:
    desk.is_default = to
    desk.save(update_fields=["is_default"])
    history.record(desk, "desk.changed", actor=actor, details={"changed": {"is_default": [not to, to]}})
