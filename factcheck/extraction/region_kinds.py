"""What a part of an article can be, and which parts are read."""

from typing import Literal

Region = Literal[
    "headline", "standfirst", "body", "caption", "list", "byline", "credit", "boilerplate", "subheading"
]
#: Regions whose text is read for claims. The others are never parsed.
READ_REGIONS: frozenset[Region] = frozenset(("headline", "standfirst", "body", "caption", "list"))
