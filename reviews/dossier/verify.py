#!/usr/bin/env python3
"""Check a dossier without the desk that made it: python3 verify.py (in the unpacked folder; Python 3.8 or newer).

It computes every digest of chain.json again: each event covers the one before it, the rows that were written with
it, and its words; seals cover events of the whole desk. Whoever keeps a seal's digest elsewhere can compare it with
the one printed here. It cannot know what happened after the dossier was made.
"""

import hashlib
import json
import os
import sys


def canonical(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def sha256(text):
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def check_payload(where, payload, flaws):
    """The words that came along are those that were written; their digest where they are withheld."""
    if payload and "body" in payload and sha256(payload["salt"] + payload["body"]) != payload["digest"]:
        flaws.append(where + ": its words were changed")


def check_chain(chain, flaws):
    previous, seq = "", 0
    for event in chain["events"]:
        covered = event["covered"]
        where = f"{covered['stream']}#{covered['seq']}"
        seq += 1
        if covered["seq"] != seq:
            flaws.append(f"{where}: event {seq} is missing before it")
            seq = covered["seq"]
        if covered["previous"] != previous:
            flaws.append(where + ": does not follow from the event before it")
        if sha256(canonical(covered)) != event["digest"]:
            flaws.append(where + ": was changed")
        payload = event["payload"]
        if (payload["digest"] if payload else "") != covered["payload"]:
            flaws.append(where + ": has other words than those that it covers")
        check_payload(where, payload, flaws)
        previous = event["digest"]


def check_rows(chain, flaws):
    vouched = {}
    for event in chain["events"]:
        vouched.update(event["covered"].get("rows", {}))
    for key, row in chain["rows"].items():
        if key not in vouched:
            flaws.append(key + ": no event vouches for it")
        elif sha256(canonical(row["covered"])) != vouched[key]:
            flaws.append(key + ": was changed")
        if row["covered"]["payload"][0] != row["payload"]["digest"]:
            flaws.append(key + ": has other words than those that it covers")
        check_payload(key, row["payload"], flaws)


def check_seals(chain, flaws):
    places = {event["position"]: event["digest"] for event in chain["events"] if event["position"]}
    for seal in chain["seals"]:
        covered = seal["covered"]
        where = f"seal up to position {covered['upto_position']}"
        if sha256(canonical(covered)) != seal["digest"]:
            flaws.append(where + ": was changed")
        digests = seal["event_digests"]
        if digests is None:
            continue
        if sha256(canonical(digests)) != covered["events_digest"]:
            flaws.append(where + ": does not cover these events")
        for position, digest in enumerate(digests, seal["from_position"]):
            if places.get(position, digest) != digest:
                flaws.append(f"{where}: covers another event at position {position}")
        print(f"{where}, made {seal['sealed_at']}: {seal['digest']}")


def check_files(folder, flaws):
    """Every file is the one that dossier.json names."""
    with open(os.path.join(folder, "dossier.json"), encoding="utf-8") as source:
        files = json.load(source)["files"]
    for entry in files:
        if not entry["included"]:
            continue
        with open(os.path.join(folder, entry["name"]), "rb") as source:
            if hashlib.sha256(source.read()).hexdigest() != entry["sha256"]:
                flaws.append(entry["name"] + ": is another file")


def main():
    folder = os.path.dirname(os.path.abspath(__file__))
    with open(os.path.join(folder, "chain.json"), encoding="utf-8") as source:
        chain = json.load(source)
    flaws: list[str] = []
    check_chain(chain, flaws)
    check_rows(chain, flaws)
    check_seals(chain, flaws)
    check_files(folder, flaws)
    for flaw in flaws:
        print(flaw)
    verdict = "DO NOT FIT" if flaws else "fit together"
    print(f"{len(chain['events'])} events, {len(chain['rows'])} rows: {verdict}")
    return 1 if flaws else 0


if __name__ == "__main__":
    sys.exit(main())
