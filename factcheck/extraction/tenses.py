"""Which August: a month without a year is the nearest one, but what happened is past."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from spacy.tokens import Token

from .lexicon import words
from .parsed import Parsed
from .types import TimeExpression

_MONTHS = words(
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sep sept oct nov dec"
)
#: "Was postponed *until* August", "planned *for* August": the month itself is still to come.
_AHEAD = words("until till by for to before through")
_PLANNING = words("plan schedule set expect delay postpone slate move due fix call forecast predict project")


def in_tense(parsed: Parsed, times: Iterable[TimeExpression], published: date | None) -> list[TimeExpression]:
    """``times`` of ``parsed``, those that a past verb puts before the day of publication a year earlier."""
    if published is None:
        return list(times)
    today = published.isoformat()
    return [
        _year_before(time) if _is_ahead_of(time, today) and _happened(parsed, time) else time
        for time in times
    ]


def _is_ahead_of(time: TimeExpression, today: str) -> bool:
    is_open = time.precision in ("day", "month") and not any(
        part.isdigit() and len(part) == 4 for part in time.text.replace(",", " ").split()
    )
    if not is_open or time.origin is None or time.until is None or time.origin <= today:
        return False
    return not _MONTHS.isdisjoint(time.text.lower().replace(".", " ").replace(",", " ").split())


def _happened(parsed: Parsed, time: TimeExpression) -> bool:
    token = parsed.token_at(time.start)
    if token is None:
        return False
    if token.i and token.nbor(-1).lower_ in _AHEAD:
        return False
    verb = next((above for above in (token, *token.ancestors) if above.pos_ in ("VERB", "AUX")), None)
    return verb is not None and verb.lemma_ not in _PLANNING and _is_past(verb)


def _is_past(verb: Token) -> bool:
    helpers = [child for child in verb.lefts if child.dep_ in ("aux", "auxpass")]
    if any(helper.tag_ in ("MD", "TO") for helper in helpers):
        return False
    return verb.tag_ == "VBD" or any(helper.tag_ == "VBD" or helper.lemma_ == "have" for helper in helpers)


def _year_before(time: TimeExpression) -> TimeExpression:
    if time.origin is None or time.until is None:
        return time
    return replace(time, origin=_same_day_before(time.origin), until=_same_day_before(time.until))


def _same_day_before(day: str) -> str:
    """The end of a month stays its end: 29 February."""
    moment = date.fromisoformat(day)
    last, last_before = (monthrange(year, moment.month)[1] for year in (moment.year, moment.year - 1))
    number = last_before if moment.day == last else moment.day
    return moment.replace(year=moment.year - 1, day=number).isoformat()
