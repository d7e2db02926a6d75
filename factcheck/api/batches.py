"""Many articles at once, as CSV or JSON Lines. Each is taken in by itself; a bad one harms no other."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.conf import settings
from rest_framework import exceptions

from factcheck import ingest
from factcheck.api.article_input import ArticleInput
from factcheck.api.field_errors import field_errors, in_words
from factcheck.api.parsers import read_json
from factcheck.errors import DomainError, FieldError, InvalidInput, TooLong
from factcheck.models import User

MOST_ITEMS = 1000
#: Columns of a table: all that an article may be posted with, but what has parts of its own.
COLUMNS = tuple(str(name) for name in ArticleInput().fields if name != "blocks")
#: A cell may hold a whole article; the module's own limit is 128 KiB.
csv.field_size_limit(4 * settings.ARTICLE_MAX_CHARS)


@dataclass(frozen=True)
class Result:
    """What became of one item. ``code`` is empty where it was taken in."""

    item: int  #: counted from 1
    status: int  #: as if it had been posted alone
    article: int | None = None
    external_id: str = ""
    code: str = ""
    detail: str = ""
    errors: tuple[FieldError, ...] = ()


def receive_batch(raw: bytes, *, is_csv: bool, owner: User) -> list[Result]:
    """Take in every article of a list, in order; what came of each.

    Not one transaction: what was taken in stays when the machine dies, and the list may be sent again, because
    the same articles are the same.

    Raises:
        InvalidInput: there is no item in it, or the first line of a table names no columns of ours.
        TooLong: more than MOST_ITEMS; nothing was taken in.
    """
    items = list(_read_table(raw) if is_csv else _read_lines(raw))
    if not items:
        raise InvalidInput("There is no article in it. Send one a line.")
    return [_receive(number, item, owner) for number, item in enumerate(items, 1)]


def _receive(number: int, item: Any, owner: User) -> Result:
    external_id = item.get("external_id", "") if isinstance(item, dict) else ""
    named = external_id if isinstance(external_id, str) else ""
    try:
        if isinstance(item, Exception):
            raise item
        body = ArticleInput(data=item)
        body.is_valid(raise_exception=True)
        article_id, is_new = ingest.receive(body.to_delivery(), owner=owner)
    except exceptions.APIException as error:
        errors = list(field_errors(error.detail))
        detail = in_words(errors)
        return Result(number, error.status_code, None, named, "invalid", detail, tuple(errors))
    except DomainError as error:
        return Result(number, error.status, None, named, error.code, error.detail, tuple(error.errors))
    return Result(number, HTTPStatus.ACCEPTED if is_new else HTTPStatus.OK, article_id, named)


def _read_lines(raw: bytes) -> Iterator[Any]:
    """The value of each line, or the error in its place."""
    lines = [line for line in raw.removeprefix(b"\xef\xbb\xbf").split(b"\n") if line.strip()]
    _check_count(len(lines))
    for line in lines:
        try:
            yield read_json(line, what="The line")
        except (exceptions.ParseError, InvalidInput) as error:
            yield error


def _read_table(raw: bytes) -> Iterator[Any]:
    """The cells of each row by column, or the error in its place. An empty cell says nothing."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidInput(
            f"The table is not UTF-8 (byte {error.start}). Save it as “CSV UTF-8”, or convert it."
        ) from None
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    columns: list[str] | None = None
    count = 0
    try:
        for row in rows:
            if not any(row):
                continue
            if columns is None:
                columns = _read_header(row)
                continue
            count += 1
            _check_count(count)
            yield _cells(columns, row)
    except csv.Error as error:
        yield InvalidInput(
            f"Line {rows.line_num} cannot be read as CSV ({error}). What follows it was not read."
        )


def _cells(columns: list[str], row: list[str]) -> Any:
    if len(row) > len(columns):
        return InvalidInput(f"The row has {len(row)} cells, the first line {len(columns)}.")
    return {name: cell for name, cell in zip(columns, row, strict=False) if cell}


def _read_header(row: list[str]) -> list[str]:
    names = [name.strip().lower() for name in row]
    unknown = [name for name in names if name not in COLUMNS]
    if unknown or len(set(names)) < len(names):
        detail = (
            f"The first line has to name the columns, each once. Known: {', '.join(COLUMNS)}. "
            f"Not known: {', '.join(unknown[:10])}."
            if unknown
            else "The first line names a column twice."
        )
        raise InvalidInput(detail)
    return names


def _delimiter(text: str) -> str:
    """Spreadsheets write the one that their country uses."""
    first = text.split("\n", 1)[0]
    return max(",;\t", key=first.count)


def _check_count(count: int) -> None:
    if count > MOST_ITEMS:
        raise TooLong(f"More than {MOST_ITEMS:,} articles. Send them in several lists.")
