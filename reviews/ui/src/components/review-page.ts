import { msg } from "@lit/localize";
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Actions } from "../actions";
import type { Me, Review } from "../api/types";
import { canComment, canReview, type Discussion, type ReviewHistory, type Waiting } from "../store";
import { basics, buttons } from "../styles";
import type { Talk } from "../talk";
import { showTime } from "../times";
import { STATES } from "../words";
import type { CommentsPane } from "./comments-pane";
import type { HistoryPane } from "./history-pane";
import "./comments-pane";
import "./history-pane";
import "./review-outcome";

/** One review for whoever follows a link to it: what it is about, where it stands, what is said. To rule on it is to take it. */
@customElement("review-page")
export class ReviewPage extends LitElement {
  @property({ attribute: false }) me!: Me;
  @property({ attribute: false }) review!: Review;
  @property({ attribute: false }) discussion: Discussion | null = null;
  @property({ attribute: false }) history: ReviewHistory | null = null;
  @property({ attribute: false }) talk!: Talk;
  @property({ attribute: false }) actions!: Actions;
  @property() waiting: Waiting = "";
  /** The review in hand, if any: one at a time. */
  @property({ type: Number }) inHand: number | null = null;
  @property() home = "/desk/";
  @property() admin = "";

  /** Opens the box to write in; false where this reader may not. */
  write(): boolean {
    const pane = this.renderRoot.querySelector<CommentsPane>("comments-pane");
    if (!pane?.writable) return false;
    void pane.write();
    return true;
  }

  showHistory(): void {
    void this.renderRoot.querySelector<HistoryPane>("history-pane")?.toggle();
  }

  protected override render(): TemplateResult {
    const { me, review } = this;
    return html`<article>
      <h2 dir="auto">${review.label || msg("The claim was taken down.")}</h2>
      <p class="soft">
        ${STATES[review.state]()} · ${msg("since")} ${showTime(review.state_since, me.time_zone)}
        ${me.may_open_admin
          ? html` · <a href="${this.admin}reviews/review/${review.id}/change/">${msg("In the administration")}</a>`
          : nothing}
      </p>
      ${review.claim_detail.quote ? html`<blockquote dir="auto">${review.claim_detail.quote}</blockquote>` : nothing}
      ${canReview(me) && review.state === "open" ? this.take() : nothing}
      ${review.outcome
        ? html`<review-outcome .outcome=${review.outcome} .review=${review} home=${this.home}></review-outcome>`
        : nothing}
      <comments-pane
        .review=${review.id}
        .discussion=${this.discussion}
        .talk=${this.talk}
        zone=${me.time_zone}
        ?writable=${canComment(me)}
      ></comments-pane>
      <history-pane .review=${review.id} .history=${this.history} .talk=${this.talk} zone=${me.time_zone}></history-pane>
    </article>`;
  }

  private take(): TemplateResult {
    const { inHand, review } = this;
    if (inHand !== null && inHand !== review.id) {
      return html`<p class="soft">${msg("You have another review in hand. Rule on it, or give it back, to take this one.")}</p>`;
    }
    return html`<p>
      <button
        type="button"
        aria-disabled=${this.waiting !== ""}
        @click=${() => void (inHand === null ? this.actions.take(review.id) : this.actions.takeNext())}
      >
        ${inHand === null ? msg("Take it") : msg("Go on with it")}
      </button>
    </p>`;
  }

  static override readonly styles = [
    basics,
    buttons,
    css`
      article {
        display: grid;
        gap: 0.5rem;
        max-width: 48rem;
        margin: 0 auto;
        padding: 1.5rem 1.25rem 4rem;
        overflow-wrap: anywhere;
      }

      h2 {
        font: 700 1.375rem/1.3 var(--serif);
      }

      blockquote {
        margin: 0;
        padding-inline-start: 0.8rem;
        border-inline-start: 4px solid var(--marker);
        font-family: var(--serif);
      }

      comments-pane,
      history-pane {
        margin-inline: -1.25rem;
      }
    `,
  ];
}
