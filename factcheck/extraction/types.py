"""What the engine answers with: the JSON shapes of a claim, as frozen dataclasses.

Every offset is a Unicode code point of the normalised text (or title), half-open.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any, Literal

Part = Literal["title", "text"]
UnitKind = str
Modifier = Literal["exact", "approximately", "at_least", "at_most", "more_than", "less_than", "between"]
Aspect = Literal["cumulative", "in_period", "level", "change", "unknown"]
ClaimantKind = Literal["person", "organization", "unnamed", "hearsay", "narrator", "unresolved"]
Act = Literal["assert", "deny", "promise", "predict", "accuse", "acknowledge", "ask", "retract"]
Modality = Literal["asserted", "possible", "conditional", "predicted"]
ClaimKind = Literal["quantity", "event", "comparison", "ranking", "trend", "status"]
#: How a text was read: by all rules, by a model of its language without rules, or by rules that need no language.
Coverage = Literal["full", "model", "neutral"]
Quantifier = Literal["all", "none", "most", "some"]
#: How exact a time expression is. A duration ("three days") and a set ("every Monday") name no day.
Precision = Literal[
    "time", "day", "week", "month", "quarter", "season", "year", "decade", "duration", "set", "unknown"
]


def to_json(value: Any) -> Any:
    """``value`` as what ``json.dumps`` takes; a field may give its JSON name in its metadata."""
    if is_dataclass(value):
        return {f.metadata.get("json", f.name): to_json(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, (tuple, list)):
        return [to_json(item) for item in value]
    if isinstance(value, Mapping):
        return {key: to_json(item) for key, item in value.items()}
    return value


class Jsonable:
    """Gives every type here ``as_dict``."""

    __slots__ = ()

    def as_dict(self) -> dict[str, Any]:
        """As the command line and the API spell it."""
        result: dict[str, Any] = to_json(self)
        return result


@dataclass(frozen=True, slots=True, order=True)
class Span(Jsonable):
    start: int
    end: int

    def covers(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class TextSpan(Jsonable):
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class QuantityRef(Jsonable):
    """Another quantity, by its index in the analysis' own list."""

    quantity: int


@dataclass(frozen=True, slots=True)
class Per(Jsonable):
    """The denominator of a rate: "100,000 a year" is two of them."""

    value: float
    unit: str | None
    noun: str | None


@dataclass(frozen=True, slots=True)
class Change(Jsonable):
    direction: Literal["up", "down"]
    kind: Literal["absolute", "percent", "points", "factor"]
    origin: float | None = field(metadata={"json": "from"})
    target: float | None = field(metadata={"json": "to"})


@dataclass(frozen=True, slots=True)
class Quantity(Jsonable):
    """A number with its unit, what it counts, and what the words allow it to be.

    ``start``/``end`` hold the number with its unit or sign, never the counted noun.
    ``value`` of "40%" is 40. ``low``/``high`` are None where the words set no bound.
    """

    start: int
    end: int
    text: str
    number: Span
    value: float | None
    low: float | None
    high: float | None
    low_open: bool
    high_open: bool
    modifier: Modifier
    unit: str | None
    unit_kind: UnitKind
    noun: str | None
    concept: tuple[str, ...] = ()
    of: QuantityRef | TextSpan | None = None
    per: tuple[Per, ...] = ()
    change: Change | None = None
    aspect: Aspect = "unknown"
    basis: tuple[TextSpan, ...] = ()


@dataclass(frozen=True, slots=True)
class TimeExpression(Jsonable):
    """``origin`` and ``until`` are ISO 8601, inclusive; None where the text alone does not say.

    They are days ("2023-03-10"), and minutes of local time ("2023-03-10T14:00") where ``precision`` is "time".
    """

    start: int
    end: int
    text: str
    origin: str | None = field(metadata={"json": "from"})
    until: str | None = field(metadata={"json": "to"})
    precision: Precision


@dataclass(frozen=True, slots=True)
class SentenceScore(Jsonable):
    start: int
    end: int
    check_worthiness: float
    region: str


@dataclass(frozen=True, slots=True)
class Attribution(Jsonable):
    """Who said what, by which words; ``source`` is None where nobody is named."""

    source: TextSpan | None
    cue: TextSpan | None
    content: tuple[Span, ...]
    kind: Literal["direct", "indirect", "mixed"]
    act: Act


@dataclass(frozen=True, slots=True)
class Rank(Jsonable):
    low: int
    high: int | None


@dataclass(frozen=True, slots=True)
class Scope(Jsonable):
    """What a rank ranges over: "battles", since a time or in one."""

    class_: str | None = field(metadata={"json": "class"})
    origin: str | None = field(metadata={"json": "from"})
    until: str | None = field(metadata={"json": "to"})


@dataclass(frozen=True, slots=True)
class Comparison(Jsonable):
    relation: str
    factor: float | None
    rank: Rank | None
    than: str | None
    scope: Scope | None


@dataclass(frozen=True, slots=True)
class Event(Jsonable):
    predicate: str
    actor: str | None
    object: str | None
    polarity: Literal["positive", "negative"]


@dataclass(frozen=True, slots=True)
class Claimant(Jsonable):
    """Who is responsible for the content; without offsets when it is nobody in the text."""

    name: str
    canonical: str
    role: str | None
    kind: ClaimantKind
    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True)
class Via(Jsonable):
    """One mouth the content passed through on its way to the page."""

    name: str
    start: int
    end: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Hedge(Jsonable):
    start: int
    end: int
    text: str
    by: Literal["narrator", "claimant"]


@dataclass(frozen=True, slots=True)
class Reason(Jsonable):
    code: str
    weight: float
    text: str


@dataclass(frozen=True, slots=True)
class CheckWorthiness(Jsonable):
    score: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Claim(Jsonable):
    """One atomic assertion. (part, start, end, focus) is unique within an analysis."""

    part: Part
    start: int
    end: int
    quote: str
    focus: tuple[Span, ...]
    prefix: str
    suffix: str
    sentence: Span
    region: str
    label: str
    proposition: str
    statement: str
    kind: ClaimKind
    quantities: tuple[Quantity, ...]
    quantifier: Quantifier | None
    comparison: Comparison | None
    event: Event
    modality: Modality
    claimants: tuple[Claimant, ...]
    act: Act
    cue: TextSpan | None
    via: tuple[Via, ...]
    hedges: tuple[Hedge, ...]
    event_time: TimeExpression | None
    said_at: str | None
    as_of: str | None
    place: TextSpan | None
    check_worthiness: CheckWorthiness


@dataclass(frozen=True, slots=True)
class Observation(Jsonable):
    """Something noticed inside the article; ``claims`` are indexes into the analysis' claims."""

    code: str
    severity: Literal["check", "note"]
    claims: tuple[int, ...]
    values: Mapping[str, Any]
    message: str


@dataclass(frozen=True, slots=True)
class Byline(Jsonable):
    """An author as written in the text, and the name in ordinary capitals."""

    start: int
    end: int
    text: str
    name: str


@dataclass(frozen=True, slots=True)
class Masthead(Jsonable):
    """What a pasted article says about itself above its body; None where it does not."""

    title: TextSpan | None = None
    author: Byline | None = None
    published_at: TimeExpression | None = None


@dataclass(frozen=True, slots=True)
class Analysis(Jsonable):
    """Everything the engine found in one article.

    ``text`` and ``title`` are the normalised forms that all offsets point into; they are not
    part of the JSON, whose reader has them or can check ``text_sha256``.
    """

    id: str | None
    language: str
    coverage: Coverage
    engine_version: str
    text_sha256: str
    text: str
    title: str | None
    masthead: Masthead
    sentences: tuple[SentenceScore, ...]
    quantities: tuple[Quantity, ...]
    attributions: tuple[Attribution, ...]
    times: tuple[TimeExpression, ...]
    places: tuple[TextSpan, ...]
    claims: tuple[Claim, ...]
    observations: tuple[Observation, ...]

    def as_dict(self) -> dict[str, Any]:
        """As the command line and the API spell it."""
        result: dict[str, Any] = to_json(self)
        del result["text"], result["title"]
        return result
