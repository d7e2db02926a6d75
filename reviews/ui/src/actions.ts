/** What a reviewer can do: one call of the API each, and what the page knows afterwards. */

import { msg, str } from "@lit/localize";
import type { Api } from "./api/client";
import type { Assignment, ConflictInput, EvidenceFile, Lease, PageReading, ReviewLine, Verdict } from "./api/types";
import {
  draftFrom,
  draftName,
  findDraft,
  forgetDraft,
  isEmpty,
  keepDraft,
  newKey,
  toInput,
  type Draft,
} from "./draft";
import { missingFrom } from "./missing";
import { chosenStay } from "./preferences";
import { isPassing, Refusal, type Problem } from "./problems";
import type { Page, Store, Waiting, Work } from "./store";
import { rulingOf } from "./words";

/** Between two looks at a page that is being read. */
const READING_MILLISECONDS = 700;
/** After the last key: a draft is worth a request, a letter is not. */
const SAVE_AFTER_MILLISECONDS = 2500;

export class Actions {
  private savesSoon = 0;

  constructor(
    private readonly api: Api,
    private readonly store: Store,
  ) {}

  /** Who is here, how the queue stands, and the review they still hold, if any. */
  async start(): Promise<void> {
    await this.attempt(async () => {
      const me = await this.api.me();
      this.store.change({ type: "trouble over" });
      this.store.change({ type: "signed in", me });
      if (!me.scopes.includes("reviews:review")) return;
      const [queue, held] = await Promise.all([this.api.queue(), this.api.held()]);
      this.store.change({ type: "queue read", queue });
      const [first, ...others] = held;
      if (first && !this.store.state.work) {
        const { page } = this.store.state;
        this.pickUp(first);
        this.store.change({ type: "looked ahead", following: others.find(isFollowing) ?? null });
        this.store.change({ type: "page chosen", page });
        await this.begin(first);
      }
    });
  }

  async readQueue(): Promise<void> {
    await this.attempt(async () => {
      this.store.change({ type: "queue read", queue: await this.api.queue() });
      this.store.change({ type: "trouble over" });
    });
  }

  showPage(page: Page): void {
    this.store.change({ type: "page chosen", page });
  }

  async takeNext(): Promise<void> {
    if (this.store.state.work) {
      this.showPage("queue");
      return;
    }
    const { following, waiting } = this.store.state;
    if (following && !waiting && !chosenStay()) {
      this.pickUp(following);
      await this.begin(following);
      if (!this.hasGone(following)) {
        await this.lookAhead();
        await this.lookAtQueue();
        return;
      }
      this.store.change({ type: "put down" });
      this.tell(msg("A colleague took that one meanwhile."));
    }
    await this.whileWaiting("taking", async () => {
      const assignment = await this.api.takeNext(chosenStay());
      if (assignment) {
        this.pickUp(assignment);
        this.store.change({ type: "looked ahead", following: assignment.following });
        if (assignment.why[0]?.code === "moved_on") {
          this.tell(msg("Nothing more is free where you were. This is the head of the queue."));
        }
        return;
      }
      this.showPage("queue");
      const queue = await this.api.queue();
      this.store.change({ type: "queue read", queue });
      this.tell(queue.message);
    });
    await this.lookAtQueue();
  }

  type(change: Partial<Draft>): void {
    this.store.change({ type: "typed", draft: change });
    const { work } = this.store.state;
    if (!work) return;
    keepDraft(this.nameOf(work.assignment), work.draft);
    window.clearTimeout(this.savesSoon);
    this.savesSoon = window.setTimeout(() => void this.saveDraft(), SAVE_AFTER_MILLISECONDS);
  }

  /** Take a named review. */
  async take(review: number): Promise<void> {
    if (this.store.state.work) return;
    await this.whileWaiting("taking", async () => this.pickUp(await this.api.take(review)));
    await this.lookAtQueue();
  }

  async readConflicts(): Promise<void> {
    await this.attempt(async () => {
      const [declared, publishers] = await Promise.all([this.api.conflicts(), this.api.publishers()]);
      this.store.change({ type: "conflicts read", conflicts: { declared, publishers } });
    });
  }

  /** Whether it went through. */
  async declareConflict(conflict: ConflictInput): Promise<boolean> {
    try {
      await this.api.declareConflict(conflict);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.store.change({ type: "conflict refused", problem: error.problem });
      return false;
    }
    await this.readConflicts();
    this.store.change({ type: "looked ahead", following: null }); // it may be one of them, as may the one in hand
    await this.heartbeat();
    return true;
  }

  async endConflict(id: number): Promise<void> {
    await this.attempt(() => this.api.endConflict(id));
    await this.readConflicts();
  }

  /** On the server too: another machine, or whoever takes over, goes on with it. A failure costs no typing. */
  private async saveDraft(): Promise<void> {
    window.clearTimeout(this.savesSoon);
    this.savesSoon = 0;
    const { work } = this.store.state;
    if (!work || work.lost) return;
    const { idempotencyKey: _, ...content } = work.draft;
    try {
      await this.api.saveDraft(work.assignment.id, content);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  }

  /** By number, or by words of the claim; none where nothing is found, or nobody answers. */
  async findReviews(words: string): Promise<ReviewLine[]> {
    try {
      return /^\d+$/.test(words)
        ? [await this.api.review(Number(words))]
        : (await this.api.findReviews(words)).slice(0, 8);
    } catch (error) {
      if (error instanceof Refusal) return [];
      throw error;
    }
  }

  async submit(): Promise<void> {
    const { work, me } = this.store.state;
    if (!work || !me) return;
    const missing = [...missingFrom(work.draft, work.assignment.rating_scale), ...wordsToSay(work)];
    if (missing.length) {
      this.store.change({ type: "refused", problem: incomplete(missing) });
      return;
    }
    await this.whileWaiting("submitting", async () => {
      const { assignment, draft } = work;
      try {
        const input = toInput(draft, assignment, me.time_zone);
        const verdict = await this.api.submit(assignment.id, input, draft.idempotencyKey);
        this.afterSubmitting(assignment, verdict);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        await this.onRefusedVerdict(work, error.problem);
      }
    });
    await this.lookAtQueue();
  }

  /** Upload a file for the review in hand. Throws what is refused: the piece of evidence shows it. */
  async attachFile(file: File): Promise<EvidenceFile> {
    return this.api.uploadEvidence(this.reviewInHand, file, newKey());
  }

  /** Drop an upload. One that stays goes by itself within a day. */
  async dropFile(id: string): Promise<void> {
    try {
      await this.api.dropEvidence(id);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  }

  /** What is at an address, once a worker has looked. Throws what is refused. */
  async readPage(url: string, keep: boolean): Promise<PageReading> {
    let reading = await this.api.readPage(this.reviewInHand, url, keep);
    while (reading.status === "waiting") {
      await new Promise((resolve) => setTimeout(resolve, READING_MILLISECONDS));
      reading = await this.api.pageReading(reading.id);
    }
    return reading;
  }

  /** Take the last verdict back; its text returns to the form where no other review is in hand. */
  async undo(): Promise<void> {
    const { undo, me } = this.store.state;
    if (!undo || !me) return;
    // First of all: the answer may be lost, and the time to ask again be over.
    keepDraft(draftName(me.id, undo.verdict.review, undo.verdict.round), undo.draft);
    await this.whileWaiting("undoing", async () => {
      try {
        await this.api.retract(undo.verdict.id);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        if (!isPassing(error.problem)) this.store.change({ type: "undo over" });
        throw error;
      }
      this.store.change({ type: "undo over" });
      if (this.store.state.work) {
        this.tell(msg("Taken back. The review is in the queue again; what you wrote is kept in this tab."));
      } else {
        const assignment = await this.api.take(undo.verdict.review);
        // A verdict on old words is of an older round than the lease that comes now.
        keepDraft(this.nameOf(assignment), undo.draft);
        this.pickUp(assignment);
        this.tell(msg("Taken back. Here is the review again, with what you wrote."));
      }
    });
    await this.lookAtQueue();
  }

  endUndo(): void {
    this.store.change({ type: "undo over" });
  }

  async skip(reason: string): Promise<void> {
    await this.giveBack(async ({ id, skip_means }) => {
      await this.api.skip(id, reason);
      return skip_means === "for_nobody"
        ? msg("Skipped. An editor looks at it.")
        : msg("Skipped. It does not come to you again.");
    });
  }

  async release(): Promise<void> {
    if (this.savesSoon) await this.saveDraft();
    await this.giveBack(async ({ id }) => {
      await this.api.release(id);
      this.store.change({ type: "looked ahead", following: null }); // it went back with this one
      return msg("Given back. It may come again, with what you wrote.");
    });
  }

  /** Leave a review whose lease is lost. */
  async putDown(): Promise<void> {
    this.store.change({ type: "put down" });
    await this.readQueue();
  }

  /** Lease the same review again after the lease was lost. */
  async takeAgain(): Promise<void> {
    const { work } = this.store.state;
    if (!work) return;
    await this.whileWaiting("taking", async () => {
      try {
        const assignment = await this.api.take(work.assignment.review);
        this.store.change({ type: "read again", assignment });
        this.tell(msg("You hold the review again."));
      } catch (error) {
        if (!(error instanceof Refusal) || isPassing(error.problem)) throw error;
        this.store.change({ type: "lease lost", problem: error.problem });
      }
    });
  }

  /** Keep the lease alive. Silent about a connection that is down: the clock on the page shows what is left. */
  async heartbeat(): Promise<void> {
    const { work, waiting } = this.store.state;
    if (!work || work.lost || waiting) return;
    await this.follow(work.assignment, (id) => this.api.heartbeat(id));
  }

  /** The review is before the reviewer's eyes; nobody waits for the clock to start. */
  private async begin(assignment: Assignment): Promise<void> {
    await this.follow(assignment, (id) => this.api.display(id));
  }

  /** Whether it was lost before anything was written on it. */
  private hasGone(assignment: Assignment): boolean {
    const { work } = this.store.state;
    return Boolean(this.isInHand(assignment) && work?.lost && isEmpty(work.draft));
  }

  /** Ask how the lease in hand stands, and show what is new of it: its end, another claim, or that it is gone. */
  private async follow(known: Assignment, ask: (id: number) => Promise<Lease>): Promise<void> {
    try {
      const lease = await ask(known.id);
      const assignment =
        lease.claim_revision === known.claim_revision
          ? { ...known, lease_expires_at: lease.lease_expires_at }
          : await this.api.assignment(known.id);
      if (this.isInHand(known)) this.store.change({ type: "read again", assignment });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (isPassing(error.problem) || !this.isInHand(known)) return;
      if (error.problem.status === 401) this.store.change({ type: "troubled", problem: error.problem });
      else this.store.change({ type: "lease lost", problem: error.problem });
    }
  }

  /**
   * Lease the review after the one in hand. Where that was submitted in this moment, what comes is the next one
   * itself, and it is kept as what follows.
   */
  private async lookAhead(): Promise<void> {
    if (chosenStay()) return;
    try {
      const next = await this.api.takeNext("");
      const inHand = this.store.state.work?.assignment.id;
      const following = [next, next?.following].find((found) => found && found.id !== inHand) ?? null;
      this.store.change({ type: "looked ahead", following });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  }

  async readVerdicts(cursor?: string): Promise<void> {
    await this.attempt(async () => {
      const { me } = this.store.state;
      if (!me) return;
      const list = await this.api.verdicts({ reviewer: me.username }, cursor);
      this.store.change({ type: "verdicts read", list, isFirst: cursor === undefined });
      this.store.change({ type: "trouble over" });
    });
  }

  tell(text: string): void {
    this.store.change({ type: "told", text });
  }

  private pickUp(assignment: Assignment): void {
    const draft = findDraft(this.nameOf(assignment));
    this.store.change({ type: "taken", assignment, draft });
    if (!draft) void this.findSavedDraft(assignment);
  }

  private async findSavedDraft({ id }: Assignment): Promise<void> {
    try {
      const { content, begun_by } = await this.api.draft(id);
      const draft = draftFrom(content ?? {}, begun_by === null);
      if (isEmpty(draft)) return;
      this.store.change({ type: "draft found", assignment: id, draft, begunBy: begun_by ?? "" });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  }

  private afterSubmitting(assignment: Assignment, verdict: Verdict): void {
    window.clearTimeout(this.savesSoon);
    this.savesSoon = 0;
    forgetDraft(this.nameOf(assignment));
    this.store.change({ type: "submitted", verdict, now: Date.now() });
    const ruling = rulingOf(verdict);
    this.tell(msg(str`Verdict recorded: ${ruling}.`));
  }

  private async onRefusedVerdict(work: Work, problem: Problem): Promise<void> {
    const { assignment } = work;
    switch (problem.code) {
      case "stale":
        this.store.change({ type: "read again", assignment: await this.api.assignment(assignment.id) });
        break;
      case "lease_not_held":
        this.store.change({ type: "lease lost", problem });
        break;
      case "already_ruled":
      case "idempotency_key_reused": {
        // The first attempt had arrived although its answer had not. What was recorded is what counts.
        const reviewer = this.store.state.me?.username ?? "";
        const { verdicts } = await this.api.verdicts({ reviewer, review: assignment.review });
        const recorded = verdicts.find((verdict) => verdict.round === assignment.round);
        if (!recorded) throw new Refusal(problem);
        this.afterSubmitting(assignment, recorded);
        this.tell(msg("Your first attempt had arrived and is recorded. Undo it if you changed something since."));
        break;
      }
      default:
        this.store.change({ type: "refused", problem });
    }
  }

  private async giveBack(act: (assignment: Assignment) => Promise<string>): Promise<void> {
    const { work } = this.store.state;
    if (!work) return;
    await this.whileWaiting("giving back", async () => {
      let told = msg("You did not hold it any more.");
      try {
        told = await act(work.assignment);
      } catch (error) {
        if (!(error instanceof Refusal) || error.problem.code !== "lease_not_held") throw error;
      }
      this.store.change({ type: "put down" });
      this.tell(told);
    });
    await this.lookAtQueue();
  }

  /** How the queue stands after an act. It is news, not the act: the reviewer never waits for it. */
  private async lookAtQueue(): Promise<void> {
    try {
      this.store.change({ type: "queue read", queue: await this.api.queue() });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  }

  private async whileWaiting(waiting: Waiting, act: () => Promise<void>): Promise<void> {
    if (this.store.state.waiting) return;
    this.store.change({ type: "waiting", waiting });
    this.store.change({ type: "trouble over" });
    await this.attempt(act);
    this.store.change({ type: "waiting", waiting: "" });
  }

  private async attempt(act: () => Promise<void>): Promise<void> {
    try {
      await act();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.store.change({ type: "troubled", problem: error.problem });
    }
  }

  private get reviewInHand(): number {
    return this.store.state.work?.assignment.review ?? 0;
  }

  private isInHand(assignment: Assignment): boolean {
    return this.store.state.work?.assignment.id === assignment.id;
  }

  private nameOf(assignment: Assignment): string {
    return draftName(this.store.state.me?.id ?? 0, assignment.review, assignment.round);
  }
}

/** Leased along and not opened yet. What an editor gave is not opened either, and comes next just the same. */
function isFollowing({ displayed_at }: Assignment): boolean {
  return displayed_at === null;
}

/** A verdict thought of before the words changed must not go with the new ones by a second press of the key. */
function wordsToSay({ assignment, draft }: Work): Problem["errors"] {
  if (!assignment.words_changed || draft.onOldWords !== null) return [];
  const detail = msg("Say whether your verdict is about the new words or about the old ones.");
  return [{ field: "on_old_words", code: "required", detail }];
}

function incomplete(errors: Problem["errors"]): Problem {
  return {
    status: 400,
    code: "incomplete",
    title: msg("The verdict is not complete."),
    detail: "",
    errors,
  };
}
