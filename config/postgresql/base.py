"""Django's backend for PostgreSQL, for an application that asks the same few things with every request."""

from select import POLLIN, poll
from typing import Any

from django.db.backends.postgresql import base, operations
from psycopg import RawCursor
from psycopg.types.numeric import Int8BinaryDumper


class PlanningCursor(RawCursor[Any]):
    """Takes statements as PostgreSQL spells them, with $1 and $2 for values: nothing is read into them, nothing put in."""

    def __init__(self, session: Any) -> None:
        super().__init__(session)
        # psycopg takes the least that holds a whole number, and each width would be a statement of its own.
        self.adapters.register_dumper(int, Int8BinaryDumper)


class DatabaseOperations(operations.DatabaseOperations):
    def last_executed_query(self, cursor: Any, sql: Any, params: Any) -> str:
        """Of a planning cursor the statement alone: it never puts values into it."""
        if isinstance(cursor, PlanningCursor):
            return str(sql)
        return super().last_executed_query(cursor, sql, params) or str(sql)


class DatabaseWrapper(base.DatabaseWrapper):
    ops_class = DatabaseOperations
    #: Of the session that is open.
    _planning_cursor: Any = None

    def get_new_connection(self, conn_params: Any) -> Any:
        self._planning_cursor = None
        return super().get_new_connection(conn_params)

    def planning_cursor(self) -> Any:
        """One with which PostgreSQL can keep the plans of what it was asked, where it may (``prepare_threshold``).

        The same one each time: whoever asks reads the answer to its end before the next question.
        """
        self.close_if_health_check_failed()
        if self.connection is None:
            self.ensure_connection()
        if self._planning_cursor is None:
            self._planning_cursor = PlanningCursor(self.connection)
        django: Any = super()
        return django._prepare_cursor(self._planning_cursor)

    def is_usable(self) -> bool:
        """Whether the server is still there, asked of nobody: Django's question costs a round trip with every request.

        A server that ended the session has closed it, or said why before: then there is something to read. Silence is
        what a living session answers between two statements.
        """
        if self.connection is not None and _is_silent(self.connection.fileno()):
            return True
        return super().is_usable()


def _is_silent(file_number: int) -> bool:
    waiting = poll()
    waiting.register(file_number, POLLIN)
    return not waiting.poll(0)
