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
  /** The comment that the address names. */
  @state() private meant = commentHere();
  private hasShownMeant = false;
  /** What was read before the address named it: it may not be among that. */
  private outdated: Discussion | null = null;
  private readonly onHashChange = () => this.followAddress();

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener("hashchange", this.onHashChange);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener("hashchange", this.onHashChange);
  }

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
    const found = this.renderRoot.querySelector<HTMLElement>(`[data-id="${this.meant}"], .missing`);
    if (!found || this.hasShownMeant) return;
    this.hasShownMeant = true;
    void this.goTo(found);
  }

  protected override render(): TemplateResult {
    const { comments } = this;
    const known = new Set(comments.map(({ id }) => id));
    const begins = comments.filter(({ thread }) => thread === null || !known.has(thread));
    return html`<section aria-labelledby="title">
      <h3 id="title">${msg("Comments")}</h3>
      ${this.isMissing ? this.missing() : nothing}
      ${repeat(
        begins,
        ({ id }) => id,
        (first) => this.thread(first, comments.filter(({ thread }) => thread === first.id)),
      )}
      ${this.writable ? this.below() : nothing}
    </section>`;
  }

  private get comments(): readonly Comment[] {
    return this.discussion?.review === this.review ? this.discussion.comments : [];
  }

  private get isMissing(): boolean {
    const isRead = this.discussion?.review === this.review && this.discussion !== this.outdated;
    return this.meant !== null && isRead && !this.comments.some(({ id }) => id === this.meant);
  }

  /** Whether there is one is not said: while a round is blind that is for nobody to hear. */
  private missing(): TemplateResult {
    return html`<p class="missing" tabindex="-1">
      ${msg("The comment that your link names is not here for you. Either there is none of that number, or it is shown together with the verdicts.")}
    </p>`;
  }

  private followAddress(): void {
    this.outdated = this.discussion;
    this.meant = commentHere();
    this.hasShownMeant = false;
    void this.talk.follow();
  }

  private async goTo(found: HTMLElement): Promise<void> {
    if (found instanceof LitElement) await found.updateComplete;
    found.focus({ preventScroll: true });
    found.scrollIntoView({ block: "center" });
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
      ?meant=${comment.id === this.meant}
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

      .missing {
        margin-top: 0.5rem;
        padding-inline-start: 0.75rem;
        border-inline-start: 4px solid var(--marker);
      }

      button {
        margin-top: 0.5rem;
      }
    `,
  ];
}

function commentHere(): number | null {
  const named = /^#comment-(\d+)$/.exec(location.hash);
  return named ? Number(named[1]) : null;
}
