"""``make up`` as its user meets it: with real servers, and tiny programs in place of web, worker and beat."""

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator

import pytest

from config.postgres_processes import running_in
from tests.stack import ROOT, Stack, alive, children_of, wait_for

TINY = (sys.executable, "-m", "tests.runtime.tiny_desk", "--end-with-parent")
CHILDREN = {"web", "worker", "beat", "postgres", "valkey"}


@pytest.fixture
def desk() -> Iterator[Stack]:
    stack = Stack(command=TINY)
    yield stack
    if stack.process:
        stack.stop()
    stack.remove()


@pytest.fixture(scope="module")
def standing() -> Iterator[Stack]:
    """One that runs, for tests after which it still does."""
    with Stack(command=TINY) as stack:
        yield stack


def test_one_ready_line_says_where_and_as_whom(standing):
    with urllib.request.urlopen(f"{standing.base_url}/readyz") as answer:
        assert answer.status == 200
    ready = re.findall(r"^Ready.*$", standing.output, re.MULTILINE)
    assert len(ready) == 1
    for part in (standing.base_url, "reviewer3", standing.password, standing.token):
        assert part in ready[0]


def test_ctrl_c_stops_everything_in_order(desk):
    desk.start()
    family = desk.family()

    status = desk.stop()

    assert status == 0
    assert re.findall(r"Stopping (.*)", desk.output) == ["web", "worker", "beat", "Valkey and PostgreSQL"]
    assert not alive(family)
    log = (desk.directory / "log" / "postgres.log").read_text()
    assert log.rstrip().endswith("database system is shut down")


def test_a_second_ctrl_c_does_not_wait_for_the_stubborn(desk):
    desk.environment["STUBBORN"] = "web,worker,beat"
    desk.start()
    family = desk.family()
    desk.process.send_signal(signal.SIGINT)
    assert wait_for(lambda: "Stopping web" in desk.output, seconds=5)
    wait_for(lambda: False, seconds=0.6)  # nearer together they count as one

    desk.process.send_signal(signal.SIGINT)

    desk.process.wait(timeout=8)
    assert wait_for(lambda: not alive(family), seconds=5)


def test_kill_9_leaves_no_process_and_the_next_start_finds_the_same_desk(desk):
    desk.start()
    family = desk.family()
    secrets = (desk.directory / "secrets.json").read_text()

    desk.kill()

    # What the tiny programs started is of no concern to the kernel; gunicorn's and Celery's children look
    # after themselves (see the whole desk's test).
    direct = {pid for pid in family if "sleep 1000" not in _command(pid)}
    assert wait_for(lambda: not alive(direct), seconds=20)
    for pid in family - direct:
        os.kill(pid, signal.SIGKILL)
    desk.start()
    assert (desk.directory / "secrets.json").read_text() == secrets


def test_the_end_of_make_is_the_end_of_the_desk(desk):
    desk.command = ("/bin/sh", "-c", f"{' '.join(TINY)}; true")
    desk.start()
    supervisor = children_of(desk.process.pid)[0]
    family = desk.family()

    desk.kill()

    assert wait_for(lambda: not alive(family), seconds=30)
    assert not alive([supervisor])


@pytest.mark.parametrize("name", sorted(CHILDREN))
def test_a_child_killed_with_9_is_started_again_without_the_rest_of_its_family(standing, name):
    before = standing.pids()
    left_over = children_of(before[name])

    os.kill(before[name], signal.SIGKILL)

    def is_back() -> bool:
        now = standing.pids()
        return now.keys() == CHILDREN and now[name] != before[name]

    assert wait_for(is_back, seconds=20)
    assert not alive(left_over)
    assert {other: pid for other, pid in standing.pids().items() if other != name} == {
        other: pid for other, pid in before.items() if other != name
    }
    assert f"{name} ended (SIGKILL)" in standing.output


def test_two_desks_run_side_by_side(standing, desk):
    desk.start()

    assert desk.servers["DATABASE_URL"] != standing.servers["DATABASE_URL"]
    desk.stop()
    assert standing.pids().keys() == CHILDREN


# --- One clear line each -----------------------------------------------------------------------------


def refused(desk: Stack) -> str:
    """The line that it ended with, which is all it printed."""
    desk.launch()
    assert desk.process
    assert desk.process.wait(timeout=20) == 1
    lines = desk.output.splitlines()
    assert len(lines) == 1, desk.output
    return lines[0]


def test_a_port_in_use_is_named_before_anything_is_started(desk):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", desk.port))
        taken.listen()

        line = refused(desk)

    assert line == f"Port {desk.port} is in use. Choose another: PORT={desk.port + 1} make up"
    assert list(desk.directory.iterdir()) == []


@pytest.mark.parametrize("port", ["0", "65536", "eighty"])
def test_a_port_that_is_none_is_refused(desk, port):
    desk.environment["PORT"] = port

    assert refused(desk).startswith("PORT must be ")


def test_a_second_desk_on_one_directory_is_told_of_the_first(standing):
    second = Stack(command=TINY, data_dir=standing.directory)
    second.console = standing.console.with_suffix(".second")

    line = refused(second)

    second.remove()
    assert f"(process {standing.process.pid})" in line
    assert standing.pids().keys() == CHILDREN


@pytest.mark.parametrize("directory", ["/proc/factcheck", "/dev/null", "/dev/null/data"])
def test_a_data_directory_that_cannot_be_is_named(desk, directory):
    desk.environment["DATA_DIR"] = directory

    line = refused(desk)

    assert line.startswith(f"The data directory {directory} ")
    assert line.endswith("Choose another: DATA_DIR=/some/where make up")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
@pytest.mark.parametrize(
    ("owner", "mode", "complaint"),
    [(0, 0o755, "belongs to root"), (65534, 0o500, "cannot be written")],
    ids=["of somebody else", "read-only"],
)
def test_a_data_directory_that_is_not_ours_to_write_is_named(desk, owner, mode, complaint):
    os.chown(desk.directory, owner, owner)
    desk.directory.chmod(mode)
    # Imported as root, run as nobody: this Python may lie where nobody cannot go.
    program = (
        "import os, sys, encodings.idna; from config import up, data_dir; import pwd, tempfile; "
        "os.setgid(65534); os.setuid(65534); sys.exit(up.main([]))"
    )
    desk.command = (sys.executable, "-c", program)

    line = refused(desk)

    assert line.startswith(f"The data directory {desk.directory} {complaint}")


# --- The whole desk ----------------------------------------------------------------------------------


@pytest.mark.stack
@pytest.mark.timeout(400)
def test_make_up_brings_the_whole_desk_and_kill_9_of_it_leaves_nothing():
    with Stack(command=("make", "up"), start_seconds=240) as desk:
        family = desk.family()
        assert desk.pids().keys() == CHILDREN | {"intake"}

        os.kill(desk.supervisor, signal.SIGKILL)

        assert wait_for(lambda: not alive(family), seconds=40)
        assert running_in((desk.directory / "postgres").resolve()) == []
        desk.start()
        with urllib.request.urlopen(f"{desk.base_url}/accounts/login/") as answer:
            assert answer.status == 200
        assert desk.manage("create_token", "integration").strip()


def _command(pid: int) -> str:
    done = subprocess.run(
        ["ps", "-ww", "-o", "command=", "-p", str(pid)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return done.stdout
