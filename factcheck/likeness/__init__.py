"""Near-identical copies of one text, as agencies send them out: linked, never merged.

``linking`` finds them when a version is stored, ``copies`` tells them. What the desk makes of a copy (that it is no
second source, say) is not decided here.
"""
