import { msg } from "@lit/localize";
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import type { Comment } from "../api/types";
import type { Discussion } from "../store";
import { basics, buttons } from "../styles";
import type { Talk } from "../talk";
import type { CommentBox, Written } from "./comment-box";
import "./comment-box";
import "./review-comment";

/** What is said about a review, thread by thread, and a box to say something. */
@customElement("comments-pane")
export class CommentsPane extends LitElement {
  @property({ type: Number }) review = 0;
  @property({ attribute: false }) discussion: Discussion | null = null;
  @property({ attribute: false }) talk!: Talk;
  @property() zone = "UTC";
  @property({ type: Boolean }) writable = false;
  /** The thread that is being answered; 0: a new one; null: nobody writes. */
  @state() private writingTo: number | null = null;
  private hasShownMeant = false;

  /** Opens the box and goes there. */
  async write(thread = 0): Promise<void> {
    this.writingTo = thread;
    await this.updateComplete;
    const box = this.renderRoot.querySelector<CommentBox>("comment-box");
    await box?.updateComplete;
    box?.focus();
    box?.scrollIntoView({ block: "nearest" });
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("review") && changed.get("review")) this.writingTo = null;
  }

  protected override updated(): void {
    const meant = /^#comment-(\d+)$/.exec(location.hash)?.[1];
    const found = meant && this.renderRoot.querySelector(`[data-id="${meant}"]`);
    if (!found || this.hasShownMeant) return;
    this.hasShownMeant = true;
    found.scrollIntoView({ block: "center" });
  }

  protected override render(): TemplateResult {
    const comments = this.discussion?.review === this.review ? this.discussion.comments : [];
    const known = new Set(comments.map(({ id }) => id));
    const begins = comments.filter(({ thread }) => thread === null || !known.has(thread));
    return html`<section aria-labelledby="title">
      <h3 id="title">${msg("Comments")}</h3>
      ${repeat(
        begins,
        ({ id }) => id,
        (first) => this.thread(first, comments.filter(({ thread }) => thread === first.id)),
      )}
      ${this.writable ? this.below() : nothing}
    </section>`;
  }

  private thread(first: Comment, replies: readonly Comment[]): TemplateResult {
    return html`<div class="thread">
      ${this.comment(first, first.id)}
      <div class="replies">
        ${repeat(
          replies,
          ({ id }) => id,
          (reply) => this.comment(reply, first.id),
        )}
        ${this.writingTo === first.id ? this.box(first.id) : nothing}
      </div>
    </div>`;
  }

  private comment(comment: Comment, thread: number): TemplateResult {
    return html`<review-comment
      data-id=${comment.id}
      .comment=${comment}
      .talk=${this.talk}
      zone=${this.zone}
      ?writable=${this.writable}
      @reply=${() => void this.write(thread)}
    ></review-comment>`;
  }

  private below(): TemplateResult {
    if (this.writingTo === 0) return this.box(0);
    return html`<button type="button" aria-keyshortcuts="m" @click=${() => void this.write()}>
      ${msg("Comment")} <kbd aria-hidden="true">m</kbd>
    </button>`;
  }

  private box(thread: number): TemplateResult {
    return html`<comment-box
      label=${thread ? msg("Your reply") : msg("Your comment")}
      act=${msg("Send")}
      cancellable
      @cancel=${() => {
        this.writingTo = null;
      }}
      @send=${async ({ detail, target }: CustomEvent<Written>) => {
        if (!(await this.talk.say(this.review, detail.text, thread || null, detail.key))) return;
        (target as CommentBox).clear();
        this.writingTo = null;
      }}
    ></comment-box>`;
  }

  static override readonly styles = [
    basics,
    buttons,
    css`
      section {
        padding: 0.75rem 1.25rem;
      }

      h3 {
        font-size: 1rem;
      }

      .thread {
        border-bottom: 1px solid var(--line);
      }

      .replies {
        padding-inline-start: 1.25rem;
      }

      button {
        margin-top: 0.5rem;
      }
    `,
  ];
}
