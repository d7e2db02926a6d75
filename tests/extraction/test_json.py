"""The JSON shape that the command line, the API and the desk share: every field, always."""

import hashlib
import json

from factcheck.extraction import ENGINE_VERSION, analyse

_TEXT = "Mayor Ada Moss said 40% of the population lost power on Monday.\n\nFour ships sank."

_CLAIM = {
    "part", "start", "end", "quote", "focus", "prefix", "suffix", "sentence", "region", "label", "proposition",
    "statement", "kind", "quantities", "quantifier", "comparison", "event", "modality", "claimants", "act", "cue",
    "via", "hedges", "event_time", "said_at", "as_of", "place", "check_worthiness",
}  # fmt: skip
_QUANTITY = {
    "start", "end", "text", "number", "value", "low", "high", "low_open", "high_open", "modifier", "unit",
    "unit_kind", "noun", "concept", "of", "per", "change", "aspect", "basis",
}  # fmt: skip


def test_every_field_is_there() -> None:
    answer = analyse(_TEXT, id="a1").as_dict()

    assert set(answer) == {
        "id", "language", "coverage", "engine_version", "text_sha256", "masthead", "sentences", "quantities",
        "attributions", "times", "places", "claims", "observations",
    }  # fmt: skip
    assert set(answer["claims"][0]) == _CLAIM
    assert set(answer["quantities"][0]) == _QUANTITY
    assert set(answer["claims"][0]["claimants"][0]) == {"name", "canonical", "role", "kind", "start", "end"}
    assert set(answer["sentences"][0]) == {"start", "end", "check_worthiness", "region"}
    assert set(answer["attributions"][0]) == {"source", "cue", "content", "kind", "act"}
    assert set(answer["times"][0]) == {"start", "end", "text", "from", "to", "precision"}


def test_it_is_json_and_names_its_text_and_engine() -> None:
    answer = json.loads(json.dumps(analyse(_TEXT, id="a1").as_dict()))

    assert answer["id"] == "a1"
    assert answer["engine_version"] == ENGINE_VERSION
    assert answer["text_sha256"] == hashlib.sha256(_TEXT.encode()).hexdigest()


def test_line_ends_and_composition_are_normalised_before_offsets_are_counted() -> None:
    analysis = analyse("Cafe\u0301 owner Ada Moss said 12 ships sank.\r\nFour more burned.", language="en")

    assert analysis.text == "Caf\u00e9 owner Ada Moss said 12 ships sank.\nFour more burned."
    assert all(analysis.text[claim.start : claim.end] == claim.quote for claim in analysis.claims)
