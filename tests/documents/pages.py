"""Pages written for these tests."""

STORY = (
    "The port of Vessmar was closed on Tuesday after 14 containers broke loose in a storm, its operator said.",
    "Nobody was hurt. “We counted 14 containers, and nine of them are still in the water,” said Ida Brandt, the "
    "harbour master, who had ordered the quay to be cleared an hour earlier.",
    "The storm brought gusts of up to 130 kilometres an hour, the most since 2013, according to the weather service.",
    "Three ferries were sent to Oltham instead. They carried some 2,400 passengers, about half of whom were still "
    "waiting for a bus in the evening.",
)
JSON_LD = """{"@context": "https://schema.org", "@graph": [
  {"@type": "WebSite", "name": "Coast"},
  {"@type": ["NewsArticle"], "headline": "Storm closes port of Vessmar",
   "author": [{"@type": "Person", "name": "Ann Ray"}, {"@type": "Person", "name": "Bo Lund"}],
   "publisher": {"@type": "Organization", "name": "The Coast Courier"},
   "datePublished": "2024-03-12T18:05:00+01:00", "dateModified": "2024-03-12T19:30:00+01:00",
   "inLanguage": "en-GB", "description": "Ferries are sent to Oltham while divers look for nine boxes"}]}"""


def page(
    *,
    story: tuple[str, ...] = STORY,
    json_ld: str = JSON_LD,
    head: str = "",
    above: str = "",
    within: str = "",
    below: str = "",
    title: str = "Storm closes port of Vessmar",
) -> str:
    """A page as outlets make them; ``within`` stands behind the first paragraph."""
    first, *others = (f"<p>{paragraph}</p>" for paragraph in story)
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title} - The Coast Courier</title>
<link rel="canonical" href="/news/storm-closes-port?utm=none">{head}
<script type="application/ld+json">{json_ld}</script></head>
<body><nav class="menu"><ul><li><a href="/">Home</a></li><li><a href="/news">News from everywhere</a></li></ul></nav>
<div class="cookie-banner"><p>We and our 214 partners use cookies to store information on a device.</p></div>
<main><article><h1>{title}</h1>{above}
<div class="article-body">{first}{within}{"".join(others)}</div></article>{below}</main>
<footer><p>© 2024 The Coast Courier. All rights reserved, including those of a long sentence.</p></footer></body></html>"""
