"""``make install`` on machines that lack something: one clear line, no traceback."""

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.stack import ROOT

INSTALL = ROOT / "config" / "install.py"
#: The standard library without anything that a newer Python on PATH could add.
BARE = {
    "PATH": "/nowhere",
    "HOME": "/nowhere",
    "PIP_NO_INDEX": "1",
    "PIP_FIND_LINKS": "/nowhere",
    "PIP_CONFIG_FILE": os.devnull,
}

PRETEND_OLD = """
import runpy, sys
sys.version_info, sys.version = (3, 8, 18), "3.8.18 (pretended)"
runpy.run_path(sys.argv[1], run_name="__main__")
"""


def clone(directory: Path) -> Path:
    """One as far as the installer cares, whose lock file asks for nothing. uv cannot be had, and pip does without."""
    (directory / "config").mkdir()
    shutil.copy(INSTALL, directory / "config" / "install.py")
    shutil.copy(ROOT / "requirements-uv.lock", directory)
    for name in ("requirements.lock", "requirements-dev.lock"):
        (directory / name).write_text("# nothing\n")
    return directory


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return clone(tmp_path)


@pytest.fixture(scope="module")
def set_up(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clone in which the installer has run: to make a Python environment takes seconds."""
    project = clone(tmp_path_factory.mktemp("set-up"))
    first = install(project)
    assert "Python environment in .venv: done" in first.stdout, first
    return project


def install(
    project: Path, *arguments: str, prelude: str = "", env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the installer of ``project``; ``prelude`` runs before it, in the same process."""
    script = str(project / "config" / "install.py")
    program = f"import runpy, sys\n{prelude}\nsys.argv = {[script, *arguments]!r}\nrunpy.run_path({script!r}, run_name='__main__')"
    return subprocess.run(
        [sys.executable, "-I", "-c", program],
        env=BARE | (env or {}),
        capture_output=True,
        text=True,
        check=False,
    )


def only_line(done: subprocess.CompletedProcess[str]) -> str:
    assert done.returncode == 1, done
    (line,) = (done.stdout + done.stderr).splitlines()
    return line


# --- Too old a Python --------------------------------------------------------------------------------


def test_the_installer_parses_on_a_python_of_2016():
    ast.parse(INSTALL.read_text(), feature_version=(3, 6))


def test_too_old_a_python_is_named_in_one_line():
    done = subprocess.run(
        [sys.executable, "-c", PRETEND_OLD, str(INSTALL)],
        env=BARE,
        capture_output=True,
        text=True,
        check=False,
    )

    assert only_line(done).startswith("Python 3.11 or newer is needed; this is 3.8.18 (")


def test_real_old_pythons_say_the_same():
    found = {version: shutil.which(f"python{version}") for version in ("3.6", "3.7", "3.8", "3.9", "3.10")}
    for version, python in found.items():
        # Version managers leave placeholders, for Pythons that are not chosen, too.
        where = python and subprocess.run(
            [python, "-c", "import sys; print(sys.executable)"], capture_output=True, text=True, check=False
        )
        if not where or where.returncode:
            continue
        done = subprocess.run(
            [where.stdout.strip(), str(INSTALL)], env=BARE, capture_output=True, text=True, check=False
        )

        assert only_line(done).startswith(f"Python 3.11 or newer is needed; this is {version}.")


def test_too_old_a_python_steps_aside_for_a_newer_one_on_the_path(tmp_path):
    newer = tmp_path / "python3.12"
    newer.write_text('#!/bin/sh\n[ "$1" = -c ] || echo "newer: $@"\n'.replace("\\\n", "\n"))
    newer.chmod(0o755)
    placeholder = tmp_path / "python3.11"  # what version managers leave for a Python that is not chosen
    placeholder.write_text("#!/bin/sh\nexit 127\n")
    placeholder.chmod(0o755)

    done = subprocess.run(
        [sys.executable, "-c", PRETEND_OLD, str(INSTALL)],
        env=BARE | {"PATH": f"{tmp_path}:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.stdout.startswith("newer: "), done


# --- What else may be missing ------------------------------------------------------------------------


def test_without_the_venv_module_the_package_to_install_is_named(project):
    done = install(project, "--this-python", prelude="sys.modules['ensurepip'] = None")

    assert done.returncode == 1
    assert "lacks the venv module" in done.stderr
    assert f"apt-get install python3.{sys.version_info[1]}-venv" in done.stderr
    assert "Traceback" not in done.stderr


#: What pyenv compiles, as its Python sees itself.
SLOW = "import sysconfig\nsys.base_prefix = '/elsewhere'\nsysconfig.get_config_var = lambda name: ''"


@pytest.mark.timeout(300)
def test_a_python_that_was_built_without_optimisations_gives_way_to_the_distributions(project):
    """Or stays, on a machine whose distribution has none that could make an environment."""
    installed = [Path(f"/usr/bin/python3.{minor}") for minor in (11, 12, 13)]
    able = [
        python
        for python in installed
        if python.exists() and subprocess.call([python, "-c", "import venv, ensurepip"]) == 0
    ]

    done = install(project, prelude=SLOW)
    again = install(project, prelude=SLOW)

    assert "Python environment in .venv: done" in done.stdout
    gave_way = [line.strip() for line in done.stdout.splitlines() if "optimisations" in line]
    assert gave_way == [
        f"{python}, for {sys.executable} was built without optimisations (PYTHON=... names another)"
        for python in able[:1]
    ]
    assert ("home = /usr/bin" in (project / ".venv" / "pyvenv.cfg").read_text()) or not able
    assert again.stdout == ""  # an environment that is there stays


@pytest.mark.timeout(300)
def test_who_names_a_python_gets_that_one(project):
    done = install(project, "--this-python", prelude=SLOW)

    assert "Python environment in .venv: done" in done.stdout
    assert "optimisations" not in done.stdout


@pytest.mark.timeout(300)
def test_the_second_run_is_quiet(set_up):
    second = install(set_up)

    assert (second.returncode, second.stdout, second.stderr) == (0, "", "")


@pytest.mark.timeout(300)
def test_a_clone_in_another_place_is_set_up_anew(set_up, tmp_path):
    elsewhere = shutil.copytree(set_up, tmp_path / "elsewhere", symlinks=True)

    done = install(elsewhere)

    assert "Python environment in .venv: done" in done.stdout


@pytest.mark.timeout(300)
def test_without_a_network_one_line_says_so_and_the_log_is_named(set_up):
    lock = set_up / "requirements.lock"
    nothing = lock.read_text()
    lock.write_text(f"django==5.2.1 --hash=sha256:{'0' * 64}\n")

    done = install(set_up)

    lock.write_text(nothing)
    assert done.returncode == 1
    first, *_, last = done.stderr.splitlines()
    assert first == (
        "The packages of requirements.lock could not be installed. "
        "There seems to be no network, or no package registry in it."
    )
    assert last == "The whole log: .cache/install.log"
    assert "Traceback" not in done.stdout


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
@pytest.mark.parametrize(
    ("venv_of_root", "complaint"),
    [(False, "Permission denied: "), (True, "belongs to root and it has to be changed")],
    ids=["a directory that is not ours", "an environment that is not ours"],
)
def test_what_belongs_to_somebody_else_is_named(project, venv_of_root, complaint):
    for path in (project, *project.parents[:3]):
        if path.stat().st_uid == 0 and path != Path("/tmp"):
            path.chmod(0o755)
    if venv_of_root:
        (project / ".venv").mkdir()
        project.chmod(0o777)

    done = install(
        project,
        # Imported as root, run as nobody: this Python may lie where nobody cannot go.
        prelude="import os, argparse, errno, fcntl, hashlib, json, shutil, subprocess, contextlib, dataclasses, pathlib, "
        "concurrent.futures.thread, pkgutil, pwd, ensurepip, venv\nos.setgid(65534); os.setuid(65534)",
    )

    assert done.returncode == 1
    assert complaint in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr
