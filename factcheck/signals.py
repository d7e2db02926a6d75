"""What the record tells the apps above it, inside the transaction: a receiver's error rolls it all back."""

from django.dispatch import Signal

#: Sent with ``version`` and ``claims`` (those new in this version, in order of place).
claims_stored = Signal()

#: Sent with ``version``: claims that its article had before were read in it, perhaps otherwise.
claims_read_again = Signal()

#: Sent with ``version`` and ``drifts``: the claims whose words it changed.
claims_drifted = Signal()

#: Sent with ``version`` and ``drifts``: the claims whose words it does not hold any more.
claims_gone = Signal()

#: Sent with ``claim``, ``actor`` and ``is_substance``: somebody corrected what a claim says, or where it stands.
claim_edited = Signal()

#: Sent with ``article``: it was a draft until now.
article_published = Signal()

#: Sent with ``article`` and ``take_down`` after the record's own words are blanked.
article_redacted = Signal()

#: Sent with ``user`` and ``actor``: an account was closed.
user_deactivated = Signal()

#: Sent with ``article_ids``: articles found to be near copies of one another.
copies_found = Signal()
