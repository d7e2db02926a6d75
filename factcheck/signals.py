"""What the record tells the apps above it, inside the transaction: a receiver's error rolls it all back."""

from django.dispatch import Signal

#: Sent with ``version`` and ``claims`` (those new in this version, in order of place).
claims_stored = Signal()

#: Sent with ``version``, and ``drifted`` and ``gone``, the drifts of the claims whose words it changed or does not hold
#: any more: claims that its article had before were looked for in it, and read again, perhaps otherwise. One signal for
#: all of it, so that whoever reacts can lock all that is affected at once.
claims_carried = Signal()

#: Sent with ``claim``, ``actor`` and ``is_substance``: somebody corrected what a claim says, or where it stands.
claim_edited = Signal()

#: Sent with ``article`` and ``changed``, the names of what became known of it beside its words: "deadline",
#: "publisher", "stage" (it was a draft until now) and the like.
article_changed = Signal()

#: Sent with ``article`` and ``take_down`` after the record's own words are blanked.
article_redacted = Signal()

#: Sent with ``user`` and ``actor``: an account was closed.
user_deactivated = Signal()

#: Sent with ``article_ids``: articles found to be near copies of one another.
copies_found = Signal()
