"""``manage.py extract`` as another program calls it: without a database."""

import io
import json
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command


def run(*args: str) -> str:
    out = io.StringIO()
    call_command("extract", *args, stdout=out)
    return out.getvalue()


def feed(monkeypatch: pytest.MonkeyPatch, content: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content.encode()), encoding="utf-8"))


def test_a_file_is_one_document(tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_text("Ada Moss said 12 ships sank.", encoding="utf-8")

    answer = json.loads(run(str(path), "--format", "jsonl"))

    assert answer["claims"][0]["quantities"][0]["value"] == 12


def test_a_trace_shows_what_every_stage_made(tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_text("Ada Moss said 12 ships sank on 3 May 2021 near Dover.", encoding="utf-8")

    answer = run(str(path), "--trace")

    stages = [line.partition("  ")[0] for line in answer.splitlines() if " ms, " in line]
    assert stages == [
        "language", "layout", "parse", "attribution", "times", "figures", "places", "speakers", "claims", "worth",
    ]  # fmt: skip
    assert "sank/VBD/ccomp>said" in answer
    assert '[14:16] "12"' in answer
    assert "Moss: 12 ships sank" in answer


def test_lines_are_answered_one_each_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    feed(
        monkeypatch,
        '{"id": "b", "text": "Two were hurt."}\n\n{"id": "a", "text": "", "title": "Ten Drown"}\n',
    )

    answers = [
        json.loads(line) for line in run("-", "--input-format", "jsonl", "--format", "jsonl").splitlines()
    ]

    assert [answer["id"] for answer in answers] == ["b", "a"]


def test_text_that_is_not_in_normal_form_comes_back_as_the_offsets_count_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    feed(
        monkeypatch,
        '{"id": "a", "text": "Rene\\u0301 said 12 ships sank."}\n{"id": "b", "text": "12 ships sank."}\n',
    )

    decomposed, plain = [
        json.loads(line) for line in run("-", "--input-format", "jsonl", "--format", "jsonl").splitlines()
    ]

    claim = decomposed["claims"][0]
    assert decomposed["text"] == "Ren\u00e9 said 12 ships sank."
    assert decomposed["text"][claim["start"] : claim["end"]] == claim["quote"]
    assert "text" not in plain


def test_a_table_is_for_people(monkeypatch: pytest.MonkeyPatch) -> None:
    feed(monkeypatch, "Ada Moss said 12 ships sank.")

    assert "Moss: 12 ships" in run("-")


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("nonsense", "line 2: not JSON"),
        ('{"id": "1"}', 'line 2: not an object with a string "text"'),
        ("[1]", 'line 2: not an object with a string "text"'),
        ('{"text": "x", "title": 3}', 'line 2: "title" is not a string'),
        ('{"text": "\\ud800"}', "line 2: the text holds half a surrogate pair"),
    ],
)
def test_a_bad_line_is_named(monkeypatch: pytest.MonkeyPatch, line: str, complaint: str) -> None:
    feed(monkeypatch, '{"text": "Two were hurt."}\n' + line + "\n")

    with pytest.raises(CommandError, match=complaint):
        run("-", "--input-format", "jsonl")


def test_a_missing_file_and_wrong_bytes_are_one_line_each(tmp_path: Path) -> None:
    path = tmp_path / "latin.txt"
    path.write_bytes(b"caf\xe9")

    with pytest.raises(CommandError, match="No such file"):
        run(str(tmp_path / "nothing.txt"))
    with pytest.raises(CommandError, match="not UTF-8"):
        run(str(path))
