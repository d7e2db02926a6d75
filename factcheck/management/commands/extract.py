"""``manage.py extract``: claims from files or standard input, without a database."""

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol

from django.core.management.base import BaseCommand, CommandError, CommandParser

from factcheck import extraction
from factcheck.trace import StageClock, lines_of


class Writer(Protocol):
    def write(self, text: str, /) -> object: ...


class Command(BaseCommand):
    help = "Extract claims from text files; '-' is standard input. Needs no database."
    requires_system_checks = []  # settings may name servers that are down

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "files", nargs="+", metavar="FILE", help="a UTF-8 text, or '-' for standard input"
        )
        parser.add_argument("--format", choices=["jsonl", "table"], default="jsonl")
        parser.add_argument(
            "--trace", action="store_true", help="show what each stage of the engine made, and its time"
        )
        parser.add_argument(
            "--input-format",
            choices=["text", "jsonl"],
            default="text",
            help='jsonl: one {"id", "text"[, "title", "published_at"]} a line',
        )

    def handle(self, *args: Any, **options: Any) -> None:
        answer = _traced if options["trace"] else {"jsonl": _as_json, "table": _as_table}[options["format"]]
        for name in options["files"]:
            for document in _documents(name, options["input_format"]):
                answer(document, self.stdout)


def _documents(name: str, input_format: str) -> Iterator[dict[str, Any]]:
    """Arguments for ``analyse``, one set a document, as they come in."""
    if input_format == "text":
        yield {"text": _decoded(_bytes_of(name), name), "id": None if name == "-" else name}
        return
    for number, line in enumerate(_lines_of(name), 1):
        if line.strip():
            yield _parsed(_decoded(line, f"{name}, line {number}"), name, number)


def _bytes_of(name: str) -> bytes:
    if name == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise CommandError(f"{name}: {error.strerror or error}") from error


def _lines_of(name: str) -> Iterator[bytes]:
    if name == "-":
        yield from sys.stdin.buffer
    else:
        yield from _bytes_of(name).split(b"\n")


def _decoded(content: bytes, where: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CommandError(f"{where}: not UTF-8 (byte {error.start})") from error


def _parsed(line: str, name: str, number: int) -> dict[str, Any]:
    try:
        record = json.loads(line)
    except ValueError as error:
        raise CommandError(f"{name}, line {number}: not JSON ({error})") from error
    if not isinstance(record, dict) or not isinstance(record.get("text"), str):
        raise CommandError(f'{name}, line {number}: not an object with a string "text"')
    for key in ("title", "published_at"):
        if not isinstance(record.get(key), str | None):
            raise CommandError(f'{name}, line {number}: "{key}" is not a string')
    if any("\ud800" <= char <= "\udfff" for char in record["text"]):
        raise CommandError(f"{name}, line {number}: the text holds half a surrogate pair")
    return {key: record.get(key) for key in ("id", "text", "title", "published_at")}


def _as_json(document: dict[str, Any], out: Writer) -> None:
    """One line. The text and title that its offsets point into are in it where they are not as they were given."""
    analysis = extraction.analyse(**document)
    forms = {"text": analysis.text, "title": analysis.title}
    differing = {part: form for part, form in forms.items() if form != document.get(part)}
    out.write(json.dumps(analysis.as_dict() | differing, ensure_ascii=False) + "\n")


def _as_table(document: dict[str, Any], out: Writer) -> None:
    _write_table(extraction.analyse(**document), out)


def _traced(document: dict[str, Any], out: Writer) -> None:
    """What every stage made, then the table."""

    def show(stage: str, seconds: float, made: Sequence[object]) -> None:
        out.write(f"\n{stage}  {1000 * seconds:.1f} ms, {len(made)} made\n")
        for each in made:
            for line in lines_of(each):
                out.write(f"  {line}\n")

    extraction.load_model()  # or the first stage would seem to take a second
    analysis = extraction.analyse(**document, trace=StageClock(show))
    out.write("\n")
    _write_table(analysis, out)


def _write_table(analysis: extraction.Analysis, out: Writer) -> None:
    """One line a claim: score, place, label."""
    masthead = analysis.masthead
    if analysis.id is not None:
        out.write(f"{analysis.id}  ({analysis.language})\n")
    if masthead.title is not None:
        out.write(f"title      {masthead.title.text}\n")
    if masthead.author is not None:
        out.write(f"author     {masthead.author.name}\n")
    if masthead.published_at is not None:
        out.write(f"published  {masthead.published_at.origin}\n")
    for observation in analysis.observations:
        out.write(f"{observation.severity:10} {observation.message}\n")
    for claim in analysis.claims:
        figures = ", ".join(quantity.text for quantity in claim.quantities)
        place = f"{claim.part}[{claim.start}:{claim.end}]"
        out.write(f"{claim.check_worthiness.score:.2f}  {place:18} {figures:18} {claim.label}\n")
    out.write(f"{len(analysis.claims)} claims\n")
