"""The database's triggers hold for every session."""

from django.db import connections

#: django-pgtrigger asks it before each of its triggers, and its own lets any session switch triggers off by a setting.
#: Besides, that one fails inside where nothing is set, which costs every row an aborted subtransaction.
_NONE_IS_IGNORED = """
    CREATE OR REPLACE FUNCTION public._pgtrigger_should_ignore(trigger_name name) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE AS 'SELECT FALSE'
"""


def hold_for_all(using: str, **_: object) -> None:
    """After every migration: one that makes a trigger brings the library's function along."""
    with connections[using].cursor() as cursor:
        cursor.execute(_NONE_IS_IGNORED)
