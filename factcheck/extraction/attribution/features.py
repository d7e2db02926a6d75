"""What the model looks at: single words, lemmas, tags and labels of the parse, never a piece of text.

A feature is a string ``name=value``. The weights hold only values that many articles share.
"""

from collections.abc import Iterator

from .columns import Columns
from .contents import Content
from .sources import Source

#: The cue stands in a quotation.
IN_QUOTE = "q=in"
#: Letters for the complements a word can have, in the order that a signature names them.
_SIGNATURE = {
    "ccomp": "c",
    "xcomp": "x",
    "dobj": "d",
    "prep": "p",
    "nsubj": "s",
    "nsubjpass": "S",
    "agent": "a",
    "acl": "l",
    "relcl": "r",
    "poss": "o",
    "attr": "t",
    "acomp": "m",
    "oprd": "P",
    "advcl": "v",
}
_LEXICAL = frozenset(
    ("prep", "prt", "dobj", "xcomp", "ccomp", "attr", "acomp", "advmod", "pobj", "agent", "aux", "auxpass")
)
#: Upper ends of the classes that lengths and distances in tokens are put into.
_LENGTHS = (1, 2, 3, 5, 8, 12, 18, 27, 40, 70)
#: Tokens at a candidate's beginning that are searched for a subject.
_CLAUSE_WINDOW = 25


def signature(columns: Columns, index: int) -> str:
    """Which complements a word has: "cs" for a clause and a subject."""
    labels = {columns.dep[child] for child in columns.children[index]}
    return "".join(letter for label, letter in _SIGNATURE.items() if label in labels)


def cue_features(columns: Columns, cue: int) -> Iterator[str]:
    """Whether a word hands over speech at all. They weigh for "nobody says anything here"."""
    lemma, tag, label = columns.lemma[cue], columns.tag[cue], columns.dep[cue]
    shape = signature(columns, cue)
    yield from ("b", f"l={lemma}", f"t={tag}", f"d={label}", f"lt={lemma}/{tag}", f"ld={lemma}/{label}")
    yield from (f"td={tag}{label}", f"sig={shape}", f"tsig={tag}{shape}", f"suf={lemma[-3:]}")
    for child in columns.children[cue]:
        label = columns.dep[child]
        if label == "punct":
            continue
        yield f"k={label}"
        yield f"lk={lemma}/{label}"
        if columns.is_subject[child] or label == "poss":
            yield f"s={label}{columns.entity[child] or columns.tag[child]}"
            yield f"sl={columns.lemma[child]}"
        elif label in _LEXICAL:
            yield f"kl={label}{columns.lemma[child]}"
    head = columns.head[cue]
    if head != cue:
        yield f"hl={columns.lemma[head]}"
        yield f"ht={columns.tag[head]}{columns.dep[cue]}"
    if cue:
        yield f"pw={columns.lower[cue - 1]}"
        yield f"pt={columns.tag[cue - 1]}"
    if cue + 1 < columns.size:
        yield f"nw={columns.lower[cue + 1]}"
        yield f"lnt={lemma}/{columns.tag[cue + 1]}"
    if columns.quote_of[cue] >= 0:
        yield IN_QUOTE
    elif columns.quotes:
        nearest = min(min(abs(cue - first), abs(cue - last)) for first, last in columns.quotes)
        yield from ("q=has", f"qd={min(nearest, 6)}", f"lq={lemma}")


def content_features(columns: Columns, cue: int, content: Content, shape: str) -> Iterator[str]:
    """Whether these words are what ``cue`` hands over. ``shape`` is the cue's signature."""
    lemma, kind, family = columns.lemma[cue], content.kind, content.family
    start, end, size = content.pieces[0][0], content.pieces[-1][1], content.size
    length = _length_class(size)
    yield from (f"K={kind}", f"Kl={kind}/{lemma}", f"Kt={kind}{columns.tag[cue]}")
    yield from (f"Kd={kind}{columns.dep[cue]}", f"Ks={kind}|{shape}", f"n={length}", f"Kn={kind}{length}")
    yield from (f"ln={lemma}/{length}", f"np={len(content.pieces)}")
    tag = columns.tag[start]
    yield from (f"ft={tag}", f"kft={family}{tag}", f"fw={columns.lower[start]}", f"lft={lemma}/{tag}")
    if start:
        yield f"bt={columns.tag[start - 1]}"
        yield "bw=<cue>" if start - 1 == cue else f"bw={columns.lower[start - 1]}"
    else:
        yield "bt=^"
    yield f"et={columns.tag[end - 1]}"
    if end < columns.size:
        tag = columns.tag[end]
        yield from (f"at={tag}", f"kat={family}{tag}", f"aw={columns.lower[end]}")
    else:
        yield "at=$"
    sentence_end = columns.sentence[end - 1][1]
    ends_it = all(columns.pos[index] == "PUNCT" for index in range(end, min(sentence_end, end + 4)))
    yield "end=S" if ends_it and end + 4 > sentence_end else "end=m"
    if columns.sentence[start] != columns.sentence[end - 1]:
        yield from ("xs", f"kxs={family}")
    has_subject = any(
        any(columns.is_subject[first : min(last, first + _CLAUSE_WINDOW)]) for first, last in content.pieces
    )
    yield from (f"cl={has_subject:d}", f"lcl={lemma}{has_subject:d}", f"kcl={family}{has_subject:d}")
    if columns.quotes:
        quoted = _quoted(columns, content)
        cut = f"{quoted}{_cuts_quote(columns, content):d}"
        yield from (f"Q={cut}", f"KQ={family}{cut}", f"lQ={lemma}{quoted}")


def _quoted(columns: Columns, content: Content) -> str:
    """Whether none, all or some of the words stand in quotation marks."""
    before = columns.quoted_before
    inside = sum(before[last] - before[first] for first, last in content.pieces)
    return "0" if not inside else "1" if inside == content.size else "x"


def _cuts_quote(columns: Columns, content: Content) -> bool:
    return any(
        first + 1 < edge < last - 1
        for first, last in columns.quotes
        for piece in content.pieces
        for edge in piece
    )


def source_features(
    columns: Columns, cue: int, source: Source, content: Content, shape: str
) -> Iterator[str]:
    """Whether ``source`` is behind the words that ``cue`` hands over."""
    lemma, kind, family, head = columns.lemma[cue], source.kind, source.family, source.head
    yield from (f"s{kind}", f"sl{family}/{lemma}", f"st{kind}{columns.tag[cue]}")
    yield from (f"sd{family}{columns.dep[cue]}", f"sS{family}{shape}", f"sK{family}{content.family}")
    if head is None:
        yield from (f"nl{lemma}", f"nlt{lemma}{columns.tag[cue]}")
        return
    tag, entity = columns.tag[head], columns.entity[head]
    yield from (f"kt{tag}", f"ke{entity}", f"kl{columns.lemma[head]}", f"kd{columns.dep[head]}")
    yield from (f"kkt{family}{tag}", f"kke{family}{entity}", f"ksf{columns.lemma[head][-3:]}")
    is_inside = any(first <= head < last for first, last in content.pieces)
    distance = f"{'-' if head < cue else '+'}{_length_class(abs(head - cue))}"
    yield from (
        f"in{is_inside:d}",
        f"kin{family}{is_inside:d}",
        f"dist{distance}",
        f"kdist{family}{distance}",
    )
    yield f"q{columns.quote_of[head] >= 0:d}{columns.quote_of[cue] >= 0:d}"


def _length_class(tokens: int) -> int:
    return next((place for place, end in enumerate(_LENGTHS) if tokens <= end), len(_LENGTHS))
