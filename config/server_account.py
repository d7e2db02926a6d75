"""Under root: the unprivileged user that the embedded servers run as, and what that user can reach."""

import os
import pwd
import subprocess
from pathlib import Path

from config.processes import Account


def server_account(cluster: Path) -> Account | None:
    """Who runs PostgreSQL, which refuses to run as root: None for ourselves where we are not root.

    Under root: the owner of the cluster, of its data directory, or ``nobody``. PostgreSQL wants a user with a
    name.
    """
    if os.geteuid() != 0:
        return None
    for path in (cluster, cluster.parent):
        try:
            owner = path.stat()
        except FileNotFoundError:
            continue
        if owner.st_uid != 0 and has_name(owner.st_uid):
            return Account(owner.st_uid, owner.st_gid)
    try:
        nobody = pwd.getpwnam("nobody")
    except KeyError:
        return Account(65534, 65534)
    return Account(nobody.pw_uid, nobody.pw_gid)


def has_name(uid: int) -> bool:
    try:
        pwd.getpwuid(uid)
    except KeyError:
        return False
    return True


def can_enter(directory: Path, account: Account) -> bool:
    return _succeeds(["/bin/sh", "-c", 'cd -- "$1"', "sh", str(directory)], account)


def can_run(program: Path, account: Account) -> bool:
    return _succeeds([str(program), "--version"], account)


def _succeeds(command: list[str], account: Account) -> bool:
    try:
        done = subprocess.run(
            command,
            user=account.uid,
            group=account.gid,
            extra_groups=[],
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
        )
    except PermissionError:
        return False
    return done.returncode == 0
