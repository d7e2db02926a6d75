"""A file that is damaged, and a reader of ours that is wrong, are two things."""

import json
import zipfile

import pytest

from factcheck.documents import Refused, read, reading, wire
from factcheck.documents.faults import where_ours
from factcheck.documents.limits import Limits


def _raised_by(error: Exception, monkeypatch: pytest.MonkeyPatch) -> Refused:
    def reader(*_: object) -> None:
        raise error

    monkeypatch.setattr(reading, "_reader_of", lambda kind: reader)
    with pytest.raises(Refused) as refusal:
        read(b"Port closed.")
    return refusal.value


@pytest.mark.parametrize("error", [ValueError("secret words"), zipfile.BadZipFile("x"), OSError("x")])
def test_what_parsers_raise_is_the_files_fault(error: Exception, monkeypatch: pytest.MonkeyPatch):
    refusal = _raised_by(error, monkeypatch)

    assert (refusal.code, refusal.where) == ("damaged", "")


def test_a_parser_that_stumbles_over_its_own_code_met_a_damaged_file(monkeypatch: pytest.MonkeyPatch):
    """The innermost frame is here, which is no code of the desk's."""
    refusal = _raised_by(TypeError("secret words"), monkeypatch)

    assert refusal.code == "damaged"


def test_a_fault_of_ours_is_called_one_and_told_where_without_a_word_of_the_file(
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(
        reading, "_reader_of", lambda kind: lambda *_: None
    )  # what is assembled is no findings

    with pytest.raises(Refused) as refusal:
        read(b"Port closed.")

    assert refusal.value.code == "reader_failed"
    assert refusal.value.where.startswith("documents/assembling.py:")
    assert "AttributeError" in refusal.value.where
    assert "Port" not in refusal.value.where


def test_the_place_survives_the_way_out_of_the_readers_process():
    with pytest.raises(Refused) as refusal:
        wire.load(
            wire.dump_refusal(Refused("reader_failed", "A fault.", where="documents/pdf.py:4 a B")), Limits()
        )

    assert refusal.value.where == "documents/pdf.py:4 a B"


@pytest.mark.parametrize("where", ["\nERROR forged", "a" * 201, "{x}"])
def test_a_place_that_could_forge_a_line_of_the_log_is_no_answer(where: str):
    with pytest.raises(ValueError, match="never gives"):
        wire.load(json.dumps({"refused": ["damaged", "A sentence.", where]}).encode(), Limits())


def test_an_error_that_was_never_raised_stands_nowhere():
    assert where_ours(ValueError()) is None
