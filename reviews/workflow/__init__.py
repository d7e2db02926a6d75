"""THE state machines. Nothing else assigns a state of a review or a fact check.

``edges`` holds both tables. Every function here takes the row's lock, checks, and makes one move that
writes state and history together. The way of a review: ``triage``, ``settling``, ``ruling``, ``closing``, ``merging``,
``drifting``, ``redacting``; all move by ``moving``. What sights it: ``sightings``. What becomes known of its article:
``facts``. The way of its published form: ``fact_checks``.
"""

from reviews.workflow.closing import correct_span, join_duplicate
from reviews.workflow.drifting import answer_task, follow_version
from reviews.workflow.edges import FACT_CHECK_EDGES, REVIEW_EDGES, Edit, Move, Published, State
from reviews.workflow.editing import follow_edit
from reviews.workflow.fact_checks import (
    approve,
    correct,
    draft,
    save_draft,
    send_back_fact_check,
    submit,
    supersede,
    withdraw,
)
from reviews.workflow.facts import follow_facts
from reviews.workflow.merging import merge, unmerge
from reviews.workflow.moving import lock
from reviews.workflow.redacting import follow_redaction
from reviews.workflow.ruling import pick, retract_verdict, rule, send_back
from reviews.workflow.settling import settle
from reviews.workflow.sightings import confirm_sightings, split
from reviews.workflow.triage import (
    accept,
    dismiss,
    hold,
    inherit,
    mark_stale,
    reopen,
    start,
    uphold_challenge,
    wake,
)

__all__ = [
    "FACT_CHECK_EDGES",
    "REVIEW_EDGES",
    "Edit",
    "Move",
    "Published",
    "State",
    "accept",
    "answer_task",
    "approve",
    "confirm_sightings",
    "correct",
    "correct_span",
    "dismiss",
    "draft",
    "follow_edit",
    "follow_facts",
    "follow_redaction",
    "follow_version",
    "hold",
    "inherit",
    "join_duplicate",
    "lock",
    "mark_stale",
    "merge",
    "pick",
    "reopen",
    "retract_verdict",
    "rule",
    "save_draft",
    "send_back",
    "send_back_fact_check",
    "settle",
    "split",
    "start",
    "submit",
    "supersede",
    "unmerge",
    "uphold_challenge",
    "wake",
    "withdraw",
]
