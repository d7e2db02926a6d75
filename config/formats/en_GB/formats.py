"""Times as a newsroom writes them: 10 Mar 2026, 14:05. Django's own for this language end in "p.m."."""

DATE_FORMAT = "j M Y"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = "j M Y, H:i"
