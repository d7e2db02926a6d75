"""``make install``: make .venv, install the locked packages, build the front end. Quiet when all is there.

Runs on the system's Python before anything is installed: standard library only, and the lines above the
version check must parse and run on a Python 3.6, or its user would get a SyntaxError instead of an answer.
"""

import os
import sys

OLDEST = (3, 11)


def can_make_venv(python):
    """It is run, not only found: version managers leave placeholders that do nothing."""
    import subprocess

    return subprocess.call([python, "-c", "import venv, ensurepip"], stderr=subprocess.DEVNULL) == 0


def use_a_newer_python():
    """Go on with a newer Python of this machine, or say that one is needed."""
    import shutil

    for minor in (11, 12, 13):
        name = "python3.%d" % minor
        path = shutil.which(name)
        if path and can_make_venv(path):
            os.execv(path, [path, *sys.argv])
    sys.exit(
        "Python 3.11 or newer is needed; this is %s (%s). Install one, or name it: PYTHON=/path/to/python3 make up"
        % (sys.version.split()[0], sys.executable)
    )


if sys.version_info < OLDEST:
    use_a_newer_python()

import argparse  # noqa: E402 - not before the version is known
import errno  # noqa: E402
import fcntl  # noqa: E402
import hashlib  # noqa: E402
import json  # noqa: E402
import shutil  # noqa: E402
import subprocess  # noqa: E402
import time  # noqa: E402
from collections.abc import Callable, Iterable  # noqa: E402
from concurrent.futures import ThreadPoolExecutor  # noqa: E402
from contextlib import contextmanager  # noqa: E402
from dataclasses import dataclass  # noqa: E402
from functools import partial  # noqa: E402
from pathlib import Path  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "factcheck-install.json"
LOG = ROOT / ".cache" / "install.log"
UI_LOG = LOG.with_name("front-end.log")
UI = ROOT / "reviews" / "ui"
UI_BUILT = ROOT / "reviews" / "static" / "desk"
#: What the bundler asks for.
OLDEST_NODE = ((20, 19), (22, 12))


class InstallError(Exception):
    """Why it cannot go on, in one line."""


class LoggedError(InstallError):
    """The same, where a log says more."""

    def __init__(self, complaint: str, log: Path) -> None:
        super().__init__(f"{complaint}\n{last_lines(log)}\nThe whole log: {log.relative_to(ROOT)}")


@dataclass(frozen=True)
class Step:
    """Something to be done, what to call it, and the log of the commands that do it."""

    title: str
    do: Callable[["Step"], None]
    log: Path = LOG


def main() -> None:
    parser = argparse.ArgumentParser(description="Install what Factcheck needs into .venv.")
    parser.add_argument("--dev", action="store_true", help="what tests and checks need, too")
    parser.add_argument("--no-front-end", action="store_true", help="only what Python needs")
    parser.add_argument("--this-python", action="store_true", help="and no other, however it was built")
    arguments = parser.parse_args()
    wanted = {
        "dev": arguments.dev,
        "front_end": not arguments.no_front_end,
        "this_python": arguments.this_python,
    }
    try:
        if find_steps(**wanted):
            with only_one_installer():
                # Another terminal may have done it while we waited.
                for lanes in find_steps(**wanted):
                    run_side_by_side(lanes)
    except InstallError as error:
        sys.exit(str(error))
    except OSError as error:
        sys.exit(explain(error))
    except KeyboardInterrupt:
        sys.exit("\nInterrupted. The next run goes on from here.")


# --- What is to be done ------------------------------------------------------------------------------


def find_steps(*, dev: bool, front_end: bool, this_python: bool) -> list[list[list[Step]]]:
    """What is still due: stage after stage, of lanes that run side by side, of steps. Empty when all is there."""
    usable = venv_is_usable()
    environment, packages, page = [], [], []
    if not usable:
        make = partial(make_venv, this_python=this_python)
        environment.append(Step("Python environment in .venv", make))
    wanted = digest([ROOT / "requirements-dev.lock" if dev else ROOT / "requirements.lock"])
    if not usable or wanted not in read_stamp().get("locks", []):
        packages.append(Step("Python packages", partial(install_packages, dev=dev)))
    if front_end and is_front_end_due():
        if find_node() is None:
            page.append(Step("Node.js, which this machine lacks", install_node, UI_LOG))
        page.append(Step("Front end", build_front_end, UI_LOG))
    stages = [[environment], [packages, page]]
    return [[lane for lane in lanes if lane] for lanes in stages if any(lanes)]


UI_STAMP = UI_BUILT / "built.json"


def is_front_end_due() -> bool:
    has_one = UI.joinpath("package.json").exists()
    return has_one and read_stamp(UI_STAMP).get("sources") != digest(ui_sources())


def venv_is_usable() -> bool:
    """False for one that is missing, was moved or copied, or whose Python is gone or another by now."""
    stamp = read_stamp()
    try:
        version = subprocess.check_output(
            [str(PYTHON), "-c", "import sys, pip; print(sys.version)"], text=True, stderr=subprocess.DEVNULL
        )
    except PermissionError:
        raise InstallError(foreign_venv("its Python cannot be run from here")) from None
    except (OSError, subprocess.CalledProcessError):
        return False
    return stamp.get("venv") == str(VENV) and stamp.get("python") == version.strip()


def read_stamp(path: Path = STAMP) -> dict:
    try:
        stamp = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def digest(paths: Iterable[Path]) -> str:
    total = hashlib.sha256()
    for path in paths:
        content = path.read_bytes()
        total.update(f"{path.relative_to(ROOT)} {len(content)}\n".encode() + content)
    return total.hexdigest()


def ui_sources() -> list[Path]:
    """Everything the bundle is made from, the API's document among it; not what the build itself writes."""
    ignored = UI / ".gitignore"
    written = ignored.read_text(encoding="utf-8").split() if ignored.exists() else []
    left_out = {UI / name.strip("/") for name in written} | {UI / "node_modules"}
    found = [path for path in UI.rglob("*") if path.is_file() and not left_out & {path, *path.parents}]
    schema = ROOT / "docs" / "openapi.yaml"
    return sorted(found) + ([schema] if schema.exists() else [])


# --- The steps ---------------------------------------------------------------------------------------


def fast_python() -> str:
    """This one; or the distribution's, where a version manager compiled this one without optimisations.

    Such a one needs half as long again for everything, and nobody who uses it has been told.
    """
    import sysconfig

    built_with = sysconfig.get_config_var("CONFIG_ARGS") or ""
    if sys.base_prefix == "/usr" or "--enable-optimizations" in built_with:
        return sys.executable
    installed = [f"/usr/bin/python3.{minor}" for minor in (11, 12, 13)]
    return next((path for path in installed if Path(path).exists() and can_make_venv(path)), sys.executable)


def require_venv() -> None:
    try:
        import ensurepip
        import venv  # noqa: F401
    except ImportError:
        raise InstallError(
            f"This Python ({sys.executable}) lacks the venv module. "
            f"On Debian and Ubuntu: apt-get install python3.{sys.version_info[1]}-venv"
        ) from None
    del ensurepip


def make_venv(step: Step, *, this_python: bool) -> None:
    python = sys.executable if this_python else fast_python()
    if python != sys.executable:
        say(
            f"      {python}, for {sys.executable} was built without optimisations (PYTHON=... names another)"
        )
    else:
        require_venv()
    if VENV.exists():
        check_ours()
    run(step, [python, "-m", "venv", "--clear", str(VENV)], "The Python environment could not be made.")
    ask = "import sys, sysconfig; print(sysconfig.get_path('purelib')); print(sys.version)"
    site_packages, _, version = subprocess.check_output([str(PYTHON), "-c", ask], text=True).partition("\n")
    # The project's packages are found from anywhere, as if it were installed.
    Path(site_packages, "factcheck.pth").write_text(f"{ROOT}\n", encoding="utf-8")
    write_stamp({"venv": str(VENV), "python": version.strip(), "locks": []})


def install_packages(step: Step, *, dev: bool) -> None:
    check_ours()
    runtime = ROOT / "requirements.lock"
    lock = ROOT / "requirements-dev.lock" if dev else runtime
    try:
        pip_install(step, ROOT / "requirements-uv.lock")
        uv_install(step, lock)
    except LoggedError:  # a registry that only pip has been told of, say; and what pip cannot do, it explains
        pip_install(step, lock)
    # The larger set holds the smaller one, in the same versions.
    locks = [digest([lock]), digest([runtime])]
    write_stamp(read_stamp() | {"locks": sorted(set(locks))})


def install_node(step: Step) -> None:
    check_ours()
    pip_install(step, ROOT / "requirements-node.lock")


def build_front_end(step: Step) -> None:
    node = find_node()
    if node is None:
        raise InstallError("There is no Node.js to build the front end with.")
    environment = os.environ | {"PATH": f"{node.parent}{os.pathsep}{os.environ.get('PATH', '')}"}
    npm = shutil.which("npm", path=environment["PATH"]) or "npm"
    # The sources as they are now: one saved while this runs is built by the next run.
    sources = digest(ui_sources())
    quiet = ["--no-audit", "--no-fund", "--no-update-notifier"]
    for command, complaint in (
        ([npm, "ci", *quiet], "The front end's packages could not be installed."),
        ([npm, "run", "build"], "The front end could not be built."),
    ):
        run(step, command, complaint, directory=UI, env=environment)
    UI_STAMP.parent.mkdir(parents=True, exist_ok=True)
    UI_STAMP.write_text(json.dumps({"sources": sources}), encoding="utf-8")


def find_node() -> Path | None:
    """The machine's Node.js where it is new enough and has npm, else the one in .venv."""
    for path in (shutil.which("node"), str(VENV / "bin" / "node")):
        if not path or not Path(path).parent.joinpath("npm").exists():
            continue
        try:
            version = subprocess.check_output([path, "--version"], text=True, stderr=subprocess.DEVNULL)
            major, minor = (int(part) for part in version.strip().lstrip("v").split(".")[:2])
        except (OSError, ValueError, subprocess.CalledProcessError):
            continue
        if (major, minor) >= OLDEST_NODE[1] or (major == 20 and (major, minor) >= OLDEST_NODE[0]):
            return Path(path)
    return None


def uv_install(step: Step, lock: Path) -> None:
    """Like ``pip_install`` in a third of the time: it downloads, unpacks and compiles many at once.

    It trusts whom the machine trusts, as pip does: a newsroom's proxy may sign what passes with its own certificate.
    """
    run(
        step,
        [
            str(VENV / "bin" / "uv"), "pip", "install", "--python", str(PYTHON), "--require-hashes", "--no-deps",
            "--compile-bytecode", "--system-certs", "-r", str(lock),
        ],
        f"uv could not install the packages of {lock.name}.",
    )  # fmt: skip


def pip_install(step: Step, lock: Path) -> None:
    total = sum(1 for line in lock.read_text(encoding="utf-8").splitlines() if line[:1].isalnum())
    run(
        step,
        [
            str(PYTHON), "-m", "pip", "install", "--require-hashes", "--no-deps", "--no-input",
            "--disable-pip-version-check", "--progress-bar=off", "--retries=2", "-r", str(lock),
        ],
        f"The packages of {lock.name} could not be installed.",
        counted=("Collecting ", "Requirement already satisfied"),
        total=total,
    )  # fmt: skip


# --- Running and reporting ---------------------------------------------------------------------------


def run_side_by_side(lanes: list[list[Step]]) -> None:
    """The steps of each lane, one after the other. What has begun is brought to its end; then the first error is raised."""
    with ThreadPoolExecutor(len(lanes)) as pool:
        for lane in [pool.submit(run_lane, steps) for steps in lanes]:
            lane.result()


def run_lane(steps: list[Step]) -> None:
    for step in steps:
        say(f"{step.title} ...")
        began = time.monotonic()
        step.do(step)
        say(f"{step.title}: done in {time.monotonic() - began:.0f} s")


def say(line: str) -> None:
    """Whole lines only: the lanes share the terminal."""
    print(line + "\n", end="", flush=True)


def run(
    step: Step,
    command: list[str],
    complaint: str,
    *,
    directory: Path = ROOT,
    env: dict[str, str] | None = None,
    counted: tuple[str, ...] = (),
    total: int = 0,
) -> None:
    """Run ``command`` into the step's log; every few seconds say how far it is.

    ``counted`` are the beginnings of lines that stand for one of ``total`` things each.
    """
    LOG.parent.mkdir(exist_ok=True)
    seen, spoke = 0, time.monotonic()
    with step.log.open("a", encoding="utf-8") as log:
        log.write(f"\n$ {' '.join(command)}\n")
        log.flush()
        with subprocess.Popen(
            command,
            cwd=directory,
            env=env,
            text=True,
            errors="replace",
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        ) as process:
            assert process.stdout is not None
            for line in process.stdout:
                log.write(line)
                seen += bool(counted) and line.startswith(counted)
                if line.startswith("Installing collected"):
                    say(f"      {step.title}: installing {seen}")
                elif (
                    time.monotonic() - spoke > 5
                    and line.strip()
                    and (not counted or line.startswith(counted))
                ):
                    spoke = time.monotonic()
                    # At most: the lock names some that only other machines need.
                    of = f"{seen} of at most {total}: " if total else ""
                    say(f"      {step.title}: {of}{line.strip()[:70]}")
    if process.returncode:
        raise LoggedError(complaint + hint(last_lines(step.log, 40)), step.log)


def hint(log: str) -> str:
    """What the end of the log points to, where it is one of the usual things."""
    signs = {
        " The disk is full.": ("No space left on device", "ENOSPC"),
        " The directory cannot be written.": ("Permission denied", "Read-only file system", "EACCES", "EROFS"),
        " A download does not have the locked hash; do not go on, and report it.": ("DO NOT MATCH THE HASHES", "EINTEGRITY"),
        " There seems to be no network, or no package registry in it.": (
            "NewConnectionError", "Temporary failure in name resolution", "Name or service not known", "ConnectTimeout",
            "Could not find a version", "No matching distribution", "Connection refused", "ProxyError", "ENOTFOUND",
            "EAI_AGAIN", "ECONNREFUSED", "ETIMEDOUT", "Network is unreachable", "Failed to establish a new connection",
        ),
    }  # fmt: skip
    return next((text for text, marks in signs.items() if any(mark in log for mark in marks)), "")


def last_lines(log: Path, count: int = 12) -> str:
    try:
        lines = log.read_text(encoding="utf-8", errors="replace").splitlines()[-count:]
    except OSError:
        return ""
    return "\n".join(f"  | {line}" for line in lines)


def write_stamp(stamp: dict) -> None:
    building = STAMP.with_suffix(".new")
    building.write_text(json.dumps(stamp, indent=1), encoding="utf-8")
    building.replace(STAMP)


def check_ours() -> None:
    if VENV.exists() and VENV.stat().st_uid != os.geteuid() and os.geteuid() != 0:
        raise InstallError(foreign_venv("it has to be changed"))


def foreign_venv(problem: str) -> str:
    import pwd

    try:
        owner = pwd.getpwuid(VENV.stat().st_uid).pw_name
    except KeyError:
        owner = f"user {VENV.stat().st_uid}"
    return f"{VENV} belongs to {owner} and {problem}. Remove it as {owner}, or work in a clone of your own."


@contextmanager
def only_one_installer():
    LOG.parent.mkdir(exist_ok=True)
    with (LOG.parent / "install.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Waiting for another installation in this directory")
            fcntl.flock(lock, fcntl.LOCK_EX)
        else:
            for log in (LOG, UI_LOG):
                log.unlink(missing_ok=True)
        yield


def explain(error: OSError) -> str:
    where = error.filename or ROOT
    problem = {
        errno.ENOSPC: "The disk is full",
        errno.EDQUOT: "The disk quota is used up",
        errno.EROFS: "The directory is read-only",
        errno.EACCES: "Permission denied",
        errno.EPERM: "Permission denied",
    }.get(error.errno or 0, error.strerror or str(error))
    return f"{problem}: {where}. Installing needs a directory of your own with 1 GB free."


if __name__ == "__main__":
    main()
