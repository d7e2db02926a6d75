/** What people say to each other here: comments, notices, who else is looking. */

import { msg } from "@lit/localize";
import type { Api } from "./api/client";
import type { MailWhen, Notice } from "./api/types";
import { Refusal } from "./problems";
import { reviewInFocus, type Store } from "./store";

export class Talk {
  constructor(
    private readonly api: Api,
    private readonly store: Store,
  ) {}

  async showReview(id: number): Promise<void> {
    try {
      this.store.change({ type: "review read", review: await this.api.review(id) });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { problem } = error;
      const detail = problem.status === 404 ? msg("No review has the number that your link names.") : problem.detail;
      this.store.change({ type: "review refused", problem: { ...problem, detail } });
    }
  }

  /** What is said about the review in focus, and who else looks at it. Silent: nobody asked for it by a key. */
  async follow(): Promise<void> {
    const review = reviewInFocus(this.store.state);
    if (review === null) return;
    await this.quietly(async () => {
      const comments = await this.api.comments(review);
      if (this.isInFocus(review)) this.store.change({ type: "comments read", discussion: { review, comments } });
    });
  }

  /** From the newest, or what comes before `cursor`. */
  async readHistory(review: number, cursor = ""): Promise<void> {
    await this.attempt(async () => {
      const { events, nextCursor } = await this.api.history(review, cursor);
      this.store.change({ type: "history read", history: { review, events, nextCursor }, isFirst: !cursor });
    });
  }

  async look(): Promise<void> {
    const review = reviewInFocus(this.store.state);
    if (review === null) {
      this.store.change({ type: "others seen", others: [] });
      return;
    }
    await this.quietly(async () => {
      const others = await this.api.look(review);
      if (this.isInFocus(review)) this.store.change({ type: "others seen", others });
    });
  }

  /** Whether it arrived; the words stay in their box until it did. */
  async say(review: number, text: string, replyTo: number | null, key: string): Promise<boolean> {
    return this.done(msg("Comment added."), () => this.api.comment(review, text, replyTo, key));
  }

  async edit(id: number, text: string): Promise<boolean> {
    return this.done(msg("Comment changed."), () => this.api.editComment(id, text));
  }

  async withdraw(id: number): Promise<boolean> {
    return this.done(msg("Comment taken back."), () => this.api.withdrawComment(id));
  }

  async countUnread(): Promise<void> {
    await this.quietly(async () =>
      this.store.change({ type: "unread counted", unread: await this.api.unread() }),
    );
  }

  async readNotices(): Promise<void> {
    await this.attempt(async () => {
      const [listed, mail] = await Promise.all([this.api.notices(), this.api.mailPreference()]);
      this.store.change({ type: "notices read", notices: { listed, mail } });
    });
  }

  /** Marked on the way to what it is about: a page that is left waits for no answer of ours. */
  async openNotice(notice: Notice): Promise<void> {
    if (!notice.read_at) await this.quietly(() => this.api.readNotice(notice.id));
    this.store.change({ type: "dialog opened", dialog: "" }); // it may be about the page that is open already
    location.assign(notice.link);
  }

  async markAllRead(): Promise<void> {
    await this.attempt(() => this.api.readAllNotices());
    await Promise.all([this.readNotices(), this.countUnread()]);
  }

  async chooseMail(when: MailWhen, hour: number): Promise<void> {
    await this.attempt(async () =>
      this.store.change({ type: "mail chosen", mail: await this.api.chooseMail(when, hour) }),
    );
  }

  private isInFocus(review: number): boolean {
    return reviewInFocus(this.store.state) === review;
  }

  private async done(told: string, act: () => Promise<unknown>): Promise<boolean> {
    const isDone = await this.attempt(act);
    if (isDone) {
      this.store.change({ type: "told", text: told });
      await this.follow();
    }
    return isDone;
  }

  private async attempt(act: () => Promise<unknown>): Promise<boolean> {
    try {
      await act();
      this.store.change({ type: "trouble over" });
      return true;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.store.change({ type: "troubled", problem: error.problem });
      return false;
    }
  }

  private async quietly(act: () => Promise<unknown>): Promise<void> {
    try {
      await act();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  }
}
