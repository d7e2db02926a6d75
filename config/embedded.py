"""PostgreSQL and Valkey as child processes, for a desk (or a test run) that has no servers of its own.

    with EmbeddedServers(data_dir) as servers:
        ...

The wheels are used for their programs only. The servers end with the process that started them.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

from config.data_dir import DataDir
from config.embedded_postgres import FORGETFUL, Postgres
from config.embedded_valkey import Valkey, valkey_binary
from config.processes import Account, Child, Pause


@dataclass(frozen=True)
class Servers:
    """Where the servers are. Empty: that one is not ours."""

    database_url: str = ""
    owner_url: str = ""
    redis_url: str = ""


class EmbeddedServers:
    """The servers of a data directory that the caller has taken (or that ``with`` takes)."""

    def __init__(
        self,
        data_dir: DataDir,
        *,
        postgres: bool = True,
        valkey: bool = True,
        durable: bool = True,
        report: Callable[[str], None] = lambda line: None,
    ) -> None:
        """``durable=False`` is for tests: a power cut may then cost everything."""
        self.data_dir = data_dir
        self.report = report
        self.postgres = (
            Postgres(data_dir, report=report, settings={} if durable else FORGETFUL) if postgres else None
        )
        self.valkey = self._make_valkey() if valkey else None
        self.servers = Servers()

    def start(self, *, pause: Pause = time.sleep) -> Servers:
        """Start both and wait until both answer; then say in ``run/servers.json`` where they are.

        Raises:
            CannotStartError: one did not come up; neither is left running.
        """
        try:
            self._withdraw()  # what a killed run left would send `manage.py` to servers that are gone
            if self.postgres:
                self.postgres.start(pause=pause)
            if self.valkey:
                self.valkey.start(pause=pause)
        except BaseException:
            self.stop()
            raise
        self.servers = Servers(
            database_url=self.postgres.url if self.postgres else "",
            owner_url=self.postgres.owner_url if self.postgres else "",
            redis_url=self.valkey.url if self.valkey else "",
        )
        self._publish()
        return self.servers

    def dead(self) -> list[Child]:
        """The servers that ended although nobody stopped them."""
        children = [server.child for server in (self.postgres, self.valkey) if server]
        return [child for child in children if child is not None and not child.is_running()]

    def restart(self, child: Child, *, pause: Pause = time.sleep) -> None:
        """Bring a dead server back. Its address may change only where clients find it again: it does not."""
        child.kill()
        if self.postgres and child is self.postgres.child:
            self.postgres.start(pause=pause)
        elif self.valkey and child is self.valkey.child:
            self.valkey.start(pause=pause)
        self._publish()

    def stop(self, *, at_once: bool = False) -> None:
        """Valkey first: PostgreSQL is what the other one's clients fall back to."""
        self._withdraw()
        if self.valkey:
            self.valkey.stop(seconds=1 if at_once else 10)
        if self.postgres:
            self.postgres.stop(at_once=at_once)
            self.postgres.places.release()

    def __enter__(self) -> Servers:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _make_valkey(self) -> Valkey:
        binary = valkey_binary()
        account: Account | None = None
        if self.postgres:
            account = self.postgres.account
            binary = self.postgres.places.reachable(binary)
        return Valkey(log=self.data_dir.log / "valkey.log", binary=binary, account=account)

    def _publish(self) -> None:
        """For ``manage.py`` in another terminal; gone again when the servers are."""
        found = {
            "DATABASE_URL": self.servers.database_url,
            "DATABASE_OWNER_URL": self.servers.owner_url,
            "REDIS_URL": self.servers.redis_url,
            "SECRET_KEY": self.data_dir.secrets().secret_key,
        }
        self.data_dir.write_json(self.data_dir.servers_file, {k: v for k, v in found.items() if v})

    def _withdraw(self) -> None:
        self.data_dir.servers_file.unlink(missing_ok=True)
