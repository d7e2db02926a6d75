"""An optional second opinion: a language model proposes claims that the engine missed, and better wordings.

Whatever it answers is untrusted. A proposal is kept only where the article's own words bear it out (``verify``).
Without FACTCHECK_LLM_URL nothing in here is imported.
"""
