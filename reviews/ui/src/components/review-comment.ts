import { msg, str } from "@lit/localize";
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { Comment } from "../api/types";
import { basics, buttons } from "../styles";
import type { Talk } from "../talk";
import { showTime } from "../times";
import type { CommentBox, Written } from "./comment-box";
import "./comment-box";

/** One comment: who, when, what; and, of one's own, to word it anew or take it back. */
@customElement("review-comment")
export class ReviewComment extends LitElement {
  @property({ attribute: false }) comment!: Comment;
  @property({ attribute: false }) talk!: Talk;
  @property() zone = "UTC";
  @property({ type: Boolean }) writable = false;
  /** Whether a link led here. */
  @property({ type: Boolean }) meant = false;
  @state() private isEdited = false;

  override focus(options?: FocusOptions): void {
    this.renderRoot.querySelector("article")?.focus(options);
  }

  protected override render(): TemplateResult {
    const { comment } = this;
    const named = msg(str`Comment by ${comment.author_name}`);
    return html`<article
      aria-label=${named}
      tabindex="-1"
      class=${this.meant ? "meant" : ""}
      aria-current=${this.meant ? "true" : nothing}
    >
      <p class="head">
        <bdi class="who">${comment.author_name}</bdi>
        ${comment.kind === "expert"
          ? html`<span class="kind">${msg("expert")}</span>${comment.affiliation
                ? html` <bdi class="soft">${comment.affiliation}</bdi>`
                : nothing}`
          : nothing}
        <a class="soft" href=${comment.permalink}
          ><time datetime=${comment.created_at}>${showTime(comment.created_at, this.zone)}</time></a
        >
        ${comment.edited_at ? html`<span class="soft">${msg("changed")} ${showTime(comment.edited_at, this.zone)}</span>` : nothing}
      </p>
      ${this.isEdited ? this.box() : this.words()}
    </article>`;
  }

  private words(): TemplateResult {
    const { comment } = this;
    if (comment.withdrawn_at) return html`<p class="soft">${msg("Comment withdrawn by its author.")}</p>`;
    if (comment.text === null) return html`<p class="soft">${msg("The words were taken down.")}</p>`;
    return html`<p class="text" dir="auto">${comment.text}</p>
      <p class="acts">
        ${this.writable
          ? html`<button type="button" class="plain" @click=${() => this.dispatchEvent(new Event("reply"))}>
              ${msg("Reply")}
            </button>`
          : nothing}
        ${this.writable && comment.is_mine
          ? html`<button type="button" class="plain" @click=${this.edit}>${msg("Edit")}</button>
              <button type="button" class="plain" @click=${() => void this.talk.withdraw(comment.id)}>
                ${msg("Take back")}
              </button>`
          : nothing}
      </p>`;
  }

  private box(): TemplateResult {
    return html`<comment-box
      label=${msg("Your comment")}
      act=${msg("Save")}
      cancellable
      .words=${this.comment.text ?? ""}
      @cancel=${() => {
        this.isEdited = false;
      }}
      @send=${async (event: CustomEvent<Written>) => {
        if (await this.talk.edit(this.comment.id, event.detail.text)) this.isEdited = false;
      }}
    ></comment-box>`;
  }

  private async edit(): Promise<void> {
    this.isEdited = true;
    await this.updateComplete;
    this.renderRoot.querySelector<CommentBox>("comment-box")?.focus();
  }

  static override readonly styles = [
    basics,
    buttons,
    css`
      article {
        padding: 0.5rem 0;
        overflow-wrap: anywhere;
      }

      .meant {
        padding-inline-start: 0.6rem;
        border-inline-start: 4px solid var(--marker);
      }

      .head {
        display: flex;
        flex-wrap: wrap;
        gap: 0.1rem 0.6rem;
        font-size: 0.8125rem;
      }

      .who {
        font-weight: 600;
      }

      .kind {
        padding: 0 0.35rem;
        border: 1px solid var(--edge);
        border-radius: 3px;
      }

      .text {
        white-space: pre-line;
      }

      .acts {
        display: flex;
        gap: 0.9rem;
        font-size: 0.8125rem;
      }
    `,
  ];
}
