"""Reading in a process of its own."""

import contextlib
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from factcheck.documents import Document, Limits, Refused, read, sandbox, wire
from factcheck.documents.types import Block, Cut, Notice

from .pages import page

ROOT = Path(__file__).parents[2]


def test_the_sandbox_reads_what_reading_reads():
    html = page().encode()
    said = {"media_type": "text/html", "url": "https://coast.example/1"}

    assert sandbox.read_document(html, **said) == read(html, **said)


def test_a_refusal_comes_out_as_it_is():
    with pytest.raises(Refused) as refusal:
        sandbox.read_document(b"\x89PNG\r\n")

    assert refusal.value.code == "unsupported_type"


def _child_that(does: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader that ``does`` something when it is given a file."""
    script = (
        "import json, os, sys\n"
        "from factcheck.documents.confinement import confine\n"
        "from factcheck.documents.limits import Limits\n"
        "confine(Limits(**json.loads(sys.stdin.buffer.readline())['limits']))\n" + does
    )
    monkeypatch.setattr(sandbox, "_COMMAND", (sys.executable, "-c", script))


@pytest.mark.parametrize(
    ("does", "code"),
    [
        ("while True: pass", "took_too_long"),
        ("import time; time.sleep(60)", "took_too_long"),
        ("import ctypes; b'x' * 3_000_000_000", "parser_failed"),
        ("os.kill(os.getpid(), 11)", "parser_failed"),
        ("os._exit(0)", "parser_failed"),
        ("print('{\"document\": {}}')", "parser_failed"),
        ("print('[' * 100_000)", "parser_failed"),
        ("print('x' * 100_000_000)", "parser_failed"),
    ],
    ids=[
        "loops",
        "sleeps",
        "grows",
        "crashes",
        "says nothing",
        "half an answer",
        "nested answer",
        "endless answer",
    ],
)
def test_a_reader_that_goes_wrong_is_a_refusal(does: str, code: str, monkeypatch: pytest.MonkeyPatch):
    _child_that(does, monkeypatch)

    with pytest.raises(Refused) as refusal:
        sandbox.read_document(
            b"Port closed.", limits=Limits(cpu_seconds=1, wall_seconds=2.5, memory_bytes=10**9)
        )

    assert refusal.value.code == code


@pytest.mark.parametrize(
    "does",
    [
        "os.system('true')",
        "import subprocess; subprocess.run(['true'])",
        "os.fork()",
        "import socket; socket.socket()",
        "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9/')",
        "open('/tmp/factcheck-test-write', 'w')",
        "os.open('/tmp/factcheck-test-write', os.O_RDWR | os.O_CREAT)",
        "open('/dev/null', 'ab')",
        "os.remove('/tmp/factcheck-test-none')",
        "os.rename('/tmp/factcheck-test-none', '/tmp/factcheck-test-write')",
        "os.replace('/tmp/factcheck-test-none', '/tmp/factcheck-test-write')",
        "os.truncate('/tmp/factcheck-test-none', 0)",
        "os.mkdir('/tmp/factcheck-test-none/a')",
        "os.rmdir('/tmp/factcheck-test-none')",
        "os.link('/tmp/factcheck-test-none', '/tmp/factcheck-test-write')",
        "os.symlink('/tmp/factcheck-test-none', '/tmp/factcheck-test-none/a')",
        "os.chmod('/tmp/factcheck-test-none', 0)",
        "os.chown('/tmp/factcheck-test-none', 0, 0)",
        "os.utime('/tmp/factcheck-test-none')",
    ],
)
def test_the_reader_can_start_nothing_reach_nothing_and_write_nothing(
    does: str, monkeypatch: pytest.MonkeyPatch
):
    _child_that(
        f"try:\n    {does}\nexcept PermissionError: refused = True\nelse: refused = False\n"
        "print(json.dumps({'refused': ['fenced' if refused else 'open', 'x', '']}))",
        monkeypatch,
    )

    with pytest.raises(Refused) as refusal:
        sandbox.read_document(b"Port closed.")

    assert refusal.value.code == "fenced"


def test_the_reader_is_bounded_before_it_reads(monkeypatch: pytest.MonkeyPatch):
    names = ["RLIMIT_CPU", "RLIMIT_FSIZE", "RLIMIT_CORE", "RLIMIT_NOFILE"]
    expected = [3, 5000, 0, 32]
    if sys.platform == "linux":
        names += ["RLIMIT_AS", "RLIMIT_NPROC"]
        expected += [10**9, 0]
    _child_that(
        f"import resource\nbounds = [resource.getrlimit(getattr(resource, name))[0] for name in {names}]\n"
        "print(json.dumps({'refused': ['bounds', json.dumps(bounds), '']}))",
        monkeypatch,
    )

    with pytest.raises(Refused) as refusal:
        sandbox.read_document(
            b"Port closed.", limits=Limits(cpu_seconds=3, answer_bytes=5000, memory_bytes=10**9)
        )

    assert json.loads(refusal.value.sentence) == expected


def test_the_reader_sees_nothing_of_our_environment(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("FACTCHECK_SECRET_KEY", "hush")
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:9")
    _child_that("print(json.dumps({'refused': ['names', ' '.join(sorted(os.environ)), '']}))", monkeypatch)

    with pytest.raises(Refused) as refusal:
        sandbox.read_document(b"Port closed.")

    names = set(refusal.value.sentence.split())
    assert names <= {
        "LC_ALL",
        "LC_CTYPE",
        "MALLOC_ARENA_MAX",
        "OPENBLAS_NUM_THREADS",
        "PYTHONDONTWRITEBYTECODE",
        "PYTHONHASHSEED",
        "PYTHONUTF8",
        "SYSTEMROOT",
        "VIRTUAL_ENV",
    }


def test_the_reader_loads_neither_django_nor_the_language_model():
    script = (
        "import sys, factcheck.documents.child, factcheck.documents.html\n"
        "print([name for name in ('django', 'spacy', 'celery', 'redis') if name in sys.modules])"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert loaded.stdout.strip() == "[]"


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="counts open files the way of Linux")
def test_no_file_and_no_process_is_left_behind(monkeypatch: pytest.MonkeyPatch):
    started: list[subprocess.Popen[bytes]] = []
    popen = subprocess.Popen
    monkeypatch.setattr(
        subprocess, "Popen", lambda *args, **options: started.append(popen(*args, **options)) or started[-1]
    )
    before = len(os.listdir("/proc/self/fd"))

    for content in (b"Port closed.", b"\x89PNG"):
        with contextlib.suppress(Refused):
            sandbox.read_document(content)

    assert len(os.listdir("/proc/self/fd")) == before
    assert [child.returncode for child in started] == [0, 0]
    assert not any(Path(f"/proc/{child.pid}").exists() for child in started)


_WHOLE = Document(
    "html",
    "Port closed.",
    blocks=[Block(0, 12)],
    cut=[Cut("footer", "All rights reserved", 12)],
    notices=[Notice("nul", "One.")],
)


@pytest.mark.parametrize(
    "change",
    [
        {"text": "Port\0", "blocks": [], "cut": []},
        {"text": "Port \ud800", "blocks": [], "cut": []},
        {"text": "Cafe\u0301", "blocks": [], "cut": []},
        {"text": "x" * 200, "blocks": [], "cut": []},
        {"kind": "exe"},
        {"genre": "gossip"},
        {"title": "x" * 3000},
        {"blocks": [Block(0, 13)]},
        {"blocks": [Block(4, 4)]},
        {"blocks": [Block(0, 6), Block(5, 8)]},
        {"blocks": [Block(0, 6, "script")]},
        {"cut": [Cut("footer", "x", 13)]},
        {"cut": [Cut("no word", "x", 0)]},
        {"notices": [Notice("<b>", "x")]},
    ],
)
def test_an_answer_that_reading_never_gives_is_not_believed(change: dict[str, object]):
    wire.load(wire.dump_document(_WHOLE), Limits(text_chars=100))

    with pytest.raises(ValueError):
        wire.load(wire.dump_document(replace(_WHOLE, **change)), Limits(text_chars=100))


def test_what_is_no_answer_is_not_believed():
    for answer in (
        b"",
        b"null",
        b"[]",
        b"{}",
        b"\xff",
        json.dumps({"refused": 1}).encode(),
        b'{"document": []}',
    ):
        with pytest.raises(ValueError):
            wire.load(answer, Limits())
