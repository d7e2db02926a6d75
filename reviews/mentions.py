"""@names in what people write."""

import re

from factcheck.models import User

#: As usernames are made; what stands before it must not be a word, or every mail address would be a mention.
_NAME = re.compile(r"(?<![\w.@+-])@([\w.@+-]{1,150})")
#: More than these in one comment is a list, not a call.
_MOST = 20


def mentioned_in(text: str) -> list[User]:
    """Those whom ``text`` calls by their username and who may see reviews, in the order of their names.

    Whatever else stands behind an @ is somebody of another place, and left alone.
    """
    names = {name for found in _NAME.findall(text)[:_MOST] for name in _readings(found)}
    if not names:
        return []
    called = User.objects.filter(username__in=names, is_active=True).order_by("username")
    return [user for user in called if user.has_scope("reviews:read")]


def _readings(found: str) -> set[str]:
    """The name, and without the full stop that ends the sentence."""
    return {found, found.rstrip(".+-@")}
