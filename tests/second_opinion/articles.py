"""An article for the checks of the second opinion, and what a model may say of it."""

from functools import cache

from factcheck.extraction import Span, analyse
from factcheck.second_opinion.verify import Page, read_page

TEXT = """\
Floods closed 12 bridges in Marl County on Tuesday, and at least 40 families were reportedly moved to schools.

"The river has not risen since noon," Gen. Ada Moss said. Councillor Bea Finch denied that three pumps had failed. \
Two ferries may be withdrawn in 2025. The $1.5 million sluice, which nobody has tested, held.

The gates were painted. The gates were painted.

Photograph: Cora Lynn
"""


@cache
def page() -> Page:
    analysis = analyse(TEXT, language="en")
    return read_page(analysis, Span(0, len(analysis.text)), published=None)
