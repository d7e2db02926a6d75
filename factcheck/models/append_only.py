"""Rows that the database itself keeps from changing."""

import pgtrigger


def append_only(table: str, *, except_for: str = "FALSE") -> list[pgtrigger.Trigger]:
    """Triggers that refuse UPDATE, DELETE and TRUNCATE, for the owner of the table too.

    ``except_for`` is an SQL condition on OLD and NEW under which an UPDATE passes. TRUNCATE passes only
    where the connection has set ``factcheck.allow_truncate``, which only the tests' connections do (Django
    empties tables that way between tests). The desk's own role may not truncate anything, set or not.
    """
    refuse = f"RAISE EXCEPTION '{table} is append-only: % refused', TG_OP USING ERRCODE = '23514';"
    return [
        pgtrigger.Trigger(
            name="append_only",
            when=pgtrigger.Before,
            operation=pgtrigger.Update | pgtrigger.Delete,
            func=f"IF TG_OP = 'UPDATE' THEN IF {except_for} THEN RETURN NEW; END IF; END IF; {refuse}",
        ),
        pgtrigger.Trigger(
            name="append_only_truncate",
            level=pgtrigger.Statement,
            when=pgtrigger.Before,
            operation=pgtrigger.Truncate,
            func=(
                "IF current_setting('factcheck.allow_truncate', true) = 'on' THEN RETURN NULL; END IF; "
                + refuse
            ),
        ),
    ]
