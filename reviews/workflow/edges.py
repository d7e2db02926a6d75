"""The two tables: every edge there is. An edge that is not in them is an error, never a no-op."""

from collections.abc import Mapping
from enum import StrEnum

from reviews.models import FactCheck, Review

State = Review.State
Published = FactCheck.State


class Move(StrEnum):
    ACCEPT = "accepted"
    DISMISS = "dismissed"
    MERGE = "merged"
    UNMERGE = "unmerged"
    INHERIT = "inherited"
    AGREE = "agreed"
    DIFFER = "disputed"
    HOLD = "held"
    WAKE = "woken"
    THIRD_WANTED = "third_wanted"
    RULE = "ruled"
    PICK = "picked"
    SEND_BACK = "sent_back"
    UNDO = "undone"
    UNSETTLE = "unsettled"
    REOPEN = "reopened"
    STALE = "became_stale"
    UPHOLD = "challenge_upheld"
    DRIFT = "drifted"
    CORRECT_SPAN = "span_corrected"
    JOIN = "merged_as_duplicate"


class Edit(StrEnum):
    SUBMIT = "submitted"
    APPROVE = "approved"
    SEND_BACK = "sent_back"
    CORRECT = "corrected"
    SUPERSEDE = "superseded"
    WITHDRAW = "withdrawn"


#: (state, move) -> where it may lead. Two targets: the mover says which.
REVIEW_EDGES: Mapping[tuple[State, Move], frozenset[State]] = {
    (State.TRIAGE, Move.ACCEPT): frozenset({State.OPEN}),
    (State.TRIAGE, Move.DISMISS): frozenset({State.DISMISSED}),
    (State.TRIAGE, Move.MERGE): frozenset({State.MERGED}),
    (State.TRIAGE, Move.INHERIT): frozenset({State.DECIDED}),
    (State.OPEN, Move.AGREE): frozenset({State.DECIDED}),
    (State.OPEN, Move.DIFFER): frozenset({State.DISPUTED}),
    # Two of two differ: a third is asked, blind. It stays open, and no reader can tell.
    (State.OPEN, Move.THIRD_WANTED): frozenset({State.OPEN}),
    (State.OPEN, Move.MERGE): frozenset({State.MERGED}),
    (State.OPEN, Move.HOLD): frozenset({State.ON_HOLD}),
    (State.ON_HOLD, Move.WAKE): frozenset({State.OPEN}),
    (State.DISPUTED, Move.RULE): frozenset({State.DECIDED}),
    (State.DISPUTED, Move.PICK): frozenset({State.DECIDED}),
    (State.DISPUTED, Move.SEND_BACK): frozenset({State.OPEN}),
    # A slip of the hand is undone whether it made the colleagues agree or differ.
    (State.DISPUTED, Move.UNDO): frozenset({State.OPEN}),
    (State.DECIDED, Move.UNDO): frozenset({State.OPEN}),
    # The words changed or went while its last verdict might still be taken back: nobody had been told that it was settled.
    (State.DISPUTED, Move.UNSETTLE): frozenset({State.OPEN}),
    (State.DECIDED, Move.UNSETTLE): frozenset({State.OPEN}),
    # What the reviewers agreed on when they closed it is done.
    (State.DECIDED, Move.CORRECT_SPAN): frozenset({State.OPEN}),
    (State.DECIDED, Move.JOIN): frozenset({State.MERGED}),
    (State.DECIDED, Move.REOPEN): frozenset({State.OPEN, State.TRIAGE}),
    (State.DECIDED, Move.STALE): frozenset({State.TRIAGE}),
    (State.DECIDED, Move.UPHOLD): frozenset({State.OPEN, State.TRIAGE}),
    (State.DISMISSED, Move.REOPEN): frozenset({State.TRIAGE}),
    (State.DISMISSED, Move.STALE): frozenset({State.TRIAGE}),
    (State.MERGED, Move.UNMERGE): frozenset({State.TRIAGE}),
    # The words changed: most go on where they are, about the new ones.
    (State.TRIAGE, Move.DRIFT): frozenset({State.TRIAGE}),
    (State.OPEN, Move.DRIFT): frozenset({State.OPEN}),
    (State.ON_HOLD, Move.DRIFT): frozenset({State.ON_HOLD}),
    (State.DISPUTED, Move.DRIFT): frozenset({State.OPEN}),
    (State.DECIDED, Move.DRIFT): frozenset({State.DECIDED}),
}

FACT_CHECK_EDGES: Mapping[tuple[Published, Edit], Published] = {
    (Published.DRAFT, Edit.SUBMIT): Published.IN_APPROVAL,
    (Published.IN_APPROVAL, Edit.APPROVE): Published.PUBLISHED,
    (Published.IN_APPROVAL, Edit.SEND_BACK): Published.DRAFT,
    (Published.PUBLISHED, Edit.CORRECT): Published.PUBLISHED,
    (Published.PUBLISHED, Edit.SUPERSEDE): Published.SUPERSEDED,
    (Published.PUBLISHED, Edit.WITHDRAW): Published.WITHDRAWN,
}

#: A move into a new round: verdicts of the old one no longer count, nobody is excluded by them, and all may see
#: them.
NEW_ROUND = frozenset({Move.SEND_BACK, Move.REOPEN, Move.STALE, Move.UPHOLD, Move.CORRECT_SPAN, Move.JOIN})
#: Begins a new round too, but what it ends stays blind, as does what a drift ends: a review may be merged while
#: colleagues rule on it.
NEW_ROUND_STILL_BLIND = frozenset({Move.UNMERGE})
