"""The directory that holds everything a desk keeps: cluster, secrets, logs, and who is using it."""

import errno
import fcntl
import json
import os
import secrets
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from config.processes import CannotStartError

#: A new cluster takes some 50 MB and its first write-ahead log another 16; less is too little to go on.
NEEDED_BYTES = 150_000_000


class InUseError(CannotStartError):
    """Another desk runs on this directory."""


@dataclass(frozen=True)
class Secrets:
    """Made once per data directory, so that logins, sessions and tokens survive a restart."""

    secret_key: str
    demo_password: str
    demo_token: str
    owner_password: str
    application_password: str

    @classmethod
    def fresh(cls) -> "Secrets":
        return cls(
            secret_key=secrets.token_urlsafe(50),
            demo_password=secrets.token_urlsafe(12),
            demo_token=f"fck_{secrets.token_urlsafe(32)}",
            owner_password=secrets.token_urlsafe(24),
            application_password=secrets.token_urlsafe(24),
        )


class DataDir:
    """One desk's directory. ``take()`` before anything in it is touched, ``release()`` at the end."""

    def __init__(self, path: Path) -> None:
        self.path = path.absolute()
        self._lock: int | None = None

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] = os.environ) -> "DataDir":
        return cls(Path(environ.get("DATA_DIR") or ".data"))

    @property
    def run(self) -> Path:
        return self.path / "run"

    @property
    def log(self) -> Path:
        return self.path / "log"

    def take(self) -> None:
        """Make the directory if need be, check that it can be used, and keep others out until ``release()``.

        Raises:
            InUseError: another desk runs on it; names its process.
            CannotStartError: it cannot be used; says why in one line.
        """
        try:
            self._make()
            self._check()
            self._lock = lock(self.path / "lock", what=str(self.path))
            for directory in (self.run, self.log):
                directory.mkdir(mode=0o700, exist_ok=True)
                self.hand_over(directory)
            self.hand_over(self.path / "lock")
        except OSError as error:
            raise CannotStartError(self._explain(error)) from error

    def release(self) -> None:
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def secrets(self) -> Secrets:
        """The kept secrets; missing or unreadable ones are made anew and kept."""
        path = self.path / "secrets.json"
        fresh = vars(Secrets.fresh())
        kept = read_json(path)
        usable = {name: kept[name] for name in fresh if isinstance(kept.get(name), str) and kept[name]}
        if usable.keys() != fresh.keys():
            self.write_json(path, fresh | usable)
        return Secrets(**(fresh | usable))

    @property
    def servers_file(self) -> Path:
        """Where the servers are that run on this directory; there only while they do."""
        return self.run / "servers.json"

    def servers(self) -> dict[str, str]:
        """The variables that ``servers_file`` sets; empty where nothing runs, or not for our eyes."""
        try:
            return {name: str(value) for name, value in read_json(self.servers_file).items()}
        except OSError:
            return {}

    def write_json(self, path: Path, content: Mapping[str, str]) -> None:
        """Replace ``path`` as a whole, for our eyes only."""
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")  # mode 0600
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(content, file, indent=1)
                file.flush()
                os.fsync(file.fileno())
            self.hand_over(Path(name))
            os.replace(name, path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise

    def hand_over(self, path: Path) -> None:
        """Give ``path``, made by root, to the directory's owner, or that one could not run the desk again."""
        owner = self.path.stat()
        if os.geteuid() == 0 and owner.st_uid != 0:
            os.chown(path, owner.st_uid, owner.st_gid, follow_symlinks=False)

    def _make(self) -> None:
        if not self.path.is_dir():
            self.path.mkdir(mode=0o700, parents=True)
            if os.geteuid() == 0:
                # A server that must not run as root has to pass through; what is secret in here is 0600 or 0700.
                self.path.chmod(0o711)

    def _check(self) -> None:
        owner = self.path.stat().st_uid
        if os.geteuid() not in {0, owner}:
            raise CannotStartError(
                f"The data directory {self.path} belongs to {user_name(owner)}. "
                "Run as that user, or choose another: DATA_DIR=/some/where make up"
            )
        with tempfile.TemporaryFile(dir=self.path) as probe:
            probe.write(bytes(4096))
            probe.flush()
        free = shutil.disk_usage(self.path).free
        if free < NEEDED_BYTES:
            raise CannotStartError(
                f"The disk of the data directory {self.path} is full: {free // 1_000_000} MB free, "
                f"{NEEDED_BYTES // 1_000_000} MB needed. Make room, or choose another: DATA_DIR=/some/where make up"
            )

    def _explain(self, error: OSError) -> str:
        problem = {
            errno.EROFS: "is read-only",
            errno.EACCES: "cannot be written",
            errno.EPERM: "cannot be written",
            errno.ENOSPC: "is on a full disk",
            errno.EDQUOT: "is over its quota",
            errno.ENOTDIR: "is not a directory",
            errno.EEXIST: "is not a directory",
        }.get(error.errno or 0, f"cannot be used ({error.strerror})")
        return f"The data directory {self.path} {problem}. Choose another: DATA_DIR=/some/where make up"


def lock(path: Path, *, what: str) -> int:
    """An open descriptor that holds the lock file until it is closed or this process ends, however it ends.

    Raises:
        InUseError: another process holds it.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        holder = os.pread(descriptor, 20, 0).decode("ascii", "replace").strip() or "unknown"
        os.close(descriptor)
        raise InUseError(
            f"A desk is already running on {what} (process {holder}). "
            "Stop it, or start another beside it: PORT=8001 DATA_DIR=.data-2 make up"
        ) from None
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
    return descriptor


def read_json(path: Path) -> dict[str, object]:
    """The object in ``path``; empty where there is none or it was cut off while being written."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def user_name(uid: int) -> str:
    import pwd

    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"user {uid}"
