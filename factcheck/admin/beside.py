"""Links that other apps put beside a record: this app knows no review, a review knows its claim."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from django.db.models import Model


class Link(NamedTuple):
    text: str
    url: str


Maker = Callable[[Model], Iterator[Link]]
_makers: dict[type[Model], list[Maker]] = {}


def put_beside(model: type[Model]) -> Callable[[Maker], Maker]:
    """Decorates a function that yields links for an object of ``model``."""

    def register(maker: Maker) -> Maker:
        _makers.setdefault(model, []).append(maker)
        return maker

    return register


def links_beside(obj: Model) -> list[Link]:
    return [link for maker in _makers.get(type(obj), []) for link in maker(obj)]
