"""What a review should be after anything that people did to it: leases, verdicts, state. No database."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from reviews.models import Review
from reviews.workflow import REVIEW_EDGES, Move

State = Review.State

UNDO = timedelta(seconds=30)
LEASE = timedelta(minutes=20)
#: These end a round, and what was said in it may be told.
_NEW_ROUND = {Move.SEND_BACK, Move.REOPEN, Move.STALE}
#: These ask nobody whether a verdict may still be taken back.
_UNASKED = {Move.UNDO, Move.UNSETTLE, Move.STALE, Move.DRIFT}


@dataclass
class Lease:
    assignment: int
    round: int
    revision: int
    expires: datetime


@dataclass
class Given:
    """A verdict."""

    pk: int
    who: int
    round: int
    rating: str
    at: datetime
    stands: bool = True


@dataclass
class ReviewModel:
    pk: int
    required: int
    state: State = State.OPEN
    round: int = 1
    blind_from: int = 1
    revision: int = 1
    reveal_at: datetime | None = None
    is_adjudicated: bool = False
    is_gone: bool = False
    merged_into: int | None = None
    changes: int = 1  #: of its state; it came in and was accepted
    beside: int | None = None  #: the claim that is suggested for it too, until it is split off
    leases: dict[int, Lease] = field(default_factory=dict)
    skipped: set[tuple[int, int]] = field(default_factory=set)  #: (round, who)
    verdicts: list[Given] = field(default_factory=list)

    # --- What it is ---------------------------------------------------------------------------------

    @property
    def standing(self) -> list[Given]:
        """Of this round."""
        return [verdict for verdict in self.verdicts if verdict.stands and verdict.round == self.round]

    @property
    def free_slots(self) -> int:
        if self.state != State.OPEN:
            return 0
        return max(self.required - len(self.standing) - len(self.leases), 0)

    @property
    def earliest_expiry(self) -> datetime | None:
        expiries = [lease.expires for lease in self.leases.values()]
        return min(expiries) if expiries and self.state == State.OPEN else None

    def is_settling(self, now: datetime) -> bool:
        return self.reveal_at is not None and self.reveal_at > now

    def is_free_for(self, who: int, now: datetime) -> bool:
        if self.state != State.OPEN or who in self.leases or (self.round, who) in self.skipped:
            return False
        if any(verdict.who == who for verdict in self.standing):
            return False
        return self.free_slots > 0 or (self.earliest_expiry is not None and self.earliest_expiry <= now)

    def visible_to(self, who: int | None, now: datetime) -> set[int]:
        is_revealed = self.reveal_at is not None and self.reveal_at <= now
        return {
            verdict.pk
            for verdict in self.verdicts
            if verdict.stands and (verdict.who == who or verdict.round < self.blind_from or is_revealed)
        }

    def may(self, move: Move, now: datetime) -> bool:
        return (self.state, move) in REVIEW_EDGES and (move in _UNASKED or not self.is_settling(now))

    @property
    def may_split(self) -> bool:
        return self.beside is not None and self.state not in {State.MERGED, State.DISMISSED}

    def may_take_back(self, verdict: Given, now: datetime) -> bool:
        if not verdict.stands or now > verdict.at + UNDO or verdict.round < self.blind_from:
            return False
        return verdict.round < self.round or not self.is_adjudicated

    # --- What happens to it -------------------------------------------------------------------------

    def lease(self, who: int, assignment: int, now: datetime) -> None:
        if who not in self.leases and self.free_slots == 0:
            del self.leases[
                min(self.leases, key=lambda one: (self.leases[one].expires, self.leases[one].assignment))
            ]
        if who not in self.leases:
            self.leases[who] = Lease(assignment, self.round, self.revision, now + LEASE)
        self.leases[who].expires = now + LEASE

    def give(self, who: int, pk: int, rating: str, now: datetime, *, on_old: bool) -> None:
        lease = self.leases.pop(who)
        self.verdicts.append(Given(pk, who, lease.round if on_old else self.round, rating, now))
        if len(self.standing) >= self.required:
            is_one = len({verdict.rating for verdict in self.standing}) == 1
            self.move(Move.AGREE if is_one else Move.DIFFER, State.DECIDED if is_one else State.DISPUTED, now)

    def take_back(self, verdict: Given, now: datetime) -> None:
        verdict.stands = False
        if verdict.round == self.round and self.state in Review.SETTLED:
            self.move(Move.UNDO, State.OPEN, now)

    def move(self, move: Move, to: State, now: datetime) -> None:
        if self.state == State.OPEN and (move, to) != (Move.DRIFT, State.OPEN):
            self.leases.clear()
        if to not in Review.SETTLED:
            self.reveal_at = None
        elif move in {Move.AGREE, Move.DIFFER}:
            self.reveal_at = now + UNDO
        if move in _NEW_ROUND | {Move.UNMERGE}:  # after a merge what was said stays blind
            self.round += 1
        if move in _NEW_ROUND:
            self.blind_from = self.round
        self.is_adjudicated = move == Move.RULE
        if (self.state, move) != (to, Move.DRIFT):
            self.changes += 1
        self.state = to

    def split(self, own: int) -> "ReviewModel":
        """The review of its own that the claim beside gets."""
        self.beside = None
        return ReviewModel(own, self.required, State.TRIAGE, changes=0)

    def drift(self, now: datetime) -> None:
        """The outlet changed the words of its claim."""
        if self.state == State.MERGED:
            return
        if self.is_settling(now):
            self.move(Move.UNSETTLE, State.OPEN, now)
        self.revision += 1
        if self.state in {State.DECIDED, State.DISMISSED}:
            self.move(Move.STALE, State.TRIAGE, now)
            return
        if self.state != State.TRIAGE:
            self.round += 1
        self.move(Move.DRIFT, State.OPEN if self.state == State.DISPUTED else self.state, now)
