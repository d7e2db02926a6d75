"""Django's backend for PostgreSQL, for an application that asks the same few things with every request."""

from select import POLLIN, poll
from typing import Any

from django.db.backends.postgresql import base, operations


class DatabaseOperations(operations.DatabaseOperations):
    def last_executed_query(self, cursor: Any, sql: Any, params: Any) -> str:
        """psycopg does not tell how it spelled what it had prepared."""
        return super().last_executed_query(cursor, sql, params) or str(sql)


class DatabaseWrapper(base.DatabaseWrapper):
    ops_class = DatabaseOperations
    #: Of the session that is open.
    _planning_cursor: Any = None

    def get_new_connection(self, conn_params: Any) -> Any:
        self._planning_cursor = None
        return super().get_new_connection(conn_params)

    def planning_cursor(self) -> Any:
        """One that leaves it to PostgreSQL to put the values in, so that it can keep the plans of what it was asked.

        Where the session may not keep any (``prepare_threshold``), a cursor like all others. The same one each time:
        whoever asks reads the answer to its end before the next question.
        """
        self.close_if_health_check_failed()
        self.ensure_connection()
        session: Any = self.connection
        if session.prepare_threshold is None:
            return self.cursor()
        if self._planning_cursor is None:
            bind_there: Any = base.ServerBindingCursor
            self._planning_cursor = bind_there(session)
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
