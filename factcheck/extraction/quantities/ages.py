"""Ages that stand without a unit: "Gareth Pell, 54, had denied", "aged 38 and 45"."""

from spacy.tokens import Token

from .lexer import Lexeme

_OLDEST = 120


def is_age(lexemes: list[Lexeme], first: int, last: int, token: Token | None) -> bool:
    """Whether the bare number at [first, last) is how old somebody is."""
    before = [lexeme.lower for lexeme in lexemes[max(0, first - 4) : first]]
    if before[-1:] == ["aged"]:
        return True  # also a range, "aged 25 to 54"
    number = lexemes[first]
    if (
        last - first != 1
        or number.kind != "number"
        or number.value is None
        or not 0 < number.value <= _OLDEST
    ):
        return False
    if before[-3:-2] == ["aged"] and before[-1] == "and":
        return True
    after = lexemes[last].text if last < len(lexemes) else ""
    if before[-1:] != [","] or after not in (",", ".") or token is None or token.i < 2:
        return False
    name = token.nbor(-2)
    return name.pos_ == "PROPN" and name.ent_type_ not in ("DATE", "GPE", "LOC", "CARDINAL")
