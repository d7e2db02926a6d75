"""``make bench-articles PAGES=DIR TRUTH=FILE``: article text from news pages, ours beside bare trafilatura's.

    python -m tests.bench.articles PAGES TRUTH [--write DIR]

PAGES holds ``ID.html`` or ``ID.html.gz``, TRUTH is ``{ID: {"articleBody": ...}}``, as JSON or gzipped JSON. The
figures are those of the public article extraction benchmark of Scrapinghub: multisets of word 4-grams, precision
and recall averaged over pages, F1 of the two means. Standfirst and captions are no part of its article bodies; ours
are counted without them first, and with them below.
"""

import argparse
import gzip
import json
import re
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import trafilatura

from factcheck.documents import Document, Refused, read

Texts = dict[str, str]
_BODY = ("body", "subheading", "list")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pages", type=Path)
    parser.add_argument("truth", type=Path)
    parser.add_argument("--write", type=Path, help="a directory for the predictions, one JSON line a page")
    options = parser.parse_args()
    truth = {page: entry["articleBody"] for page, entry in json.loads(_bytes_of(options.truth)).items()}
    pages = {name: content for name, content in _pages(options.pages) if name in truth}
    print(f"{len(pages)} pages     precision  recall      F1  exact  seconds")
    documents: dict[str, Document | None] = {}
    readings: dict[str, Callable[[str, bytes], str]] = {
        "ours": lambda name, content: _body(_kept(documents, name, content)),
        "ours, all": lambda name, content: _whole(documents[name]),
        "trafilatura": lambda name, content: trafilatura.extract(content) or "",
        "no comments": lambda name, content: trafilatura.extract(content, include_comments=False) or "",
    }
    for title, extract in readings.items():
        begin = time.process_time()
        texts = {name: extract(name, content) for name, content in pages.items()}
        seconds = time.process_time() - begin
        precision, recall, f1, exact = score(truth, texts)
        print(f"{title:13} {precision:9.3f} {recall:7.3f} {f1:7.3f} {exact:6.3f} {seconds:8.1f}")
        if options.write:
            options.write.mkdir(exist_ok=True, parents=True)
            rows = [json.dumps({"id": name, "text": text}) for name, text in texts.items()]
            (options.write / f"{title.replace(' ', '-')}.jsonl").write_text("\n".join(rows), encoding="utf-8")


def score(truth: Texts, texts: Texts) -> tuple[float, float, float, float]:
    """Precision, recall, F1 of their means, share of pages with exactly the right words."""
    precisions, recalls, exact = [], [], 0
    for page, expected in truth.items():
        text = texts.get(page, "")
        gold, ours = _grams(expected), _grams(text)
        common = (gold & ours).total()
        if ours:
            precisions.append(common / ours.total())
        elif not gold:
            precisions.append(1.0)
        if gold:
            recalls.append(common / gold.total())
        exact += _words(expected) == _words(text)
    precision = sum(precisions) / len(precisions) if precisions else 0.0
    recall = sum(recalls) / len(recalls) if recalls else 0.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return precision, recall, f1, exact / len(truth)


def _kept(documents: dict[str, Document | None], name: str, content: bytes) -> Document | None:
    try:
        documents[name] = read(content, media_type="text/html")
    except Refused as refusal:
        print(f"  {name}: {refusal.code}")
        documents[name] = None
    return documents[name]


def _whole(document: Document | None) -> str:
    return document.text if document else ""


def _body(document: Document | None) -> str:
    if document is None:
        return ""
    return "\n".join(
        document.text[block.start : block.end] for block in document.blocks if block.region in _BODY
    )


def _pages(directory: Path) -> list[tuple[str, bytes]]:
    files = sorted([*directory.glob("*.html"), *directory.glob("*.html.gz")])
    return [(path.name.partition(".")[0], _bytes_of(path)) for path in files]


def _bytes_of(path: Path) -> bytes:
    return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def _grams(text: str) -> Counter[tuple[str, ...]]:
    words = _words(text)
    return Counter(tuple(words[at : at + 4]) for at in range(max(1, len(words) - 3))) if words else Counter()


if __name__ == "__main__":
    main()
