import { msg } from "@lit/localize";
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Actions } from "../actions";
import { wordsOf } from "../draft";
import type { Command } from "../keys";
import type { Discussion, ReviewHistory, Waiting, Work } from "../store";
import { basics, buttons } from "../styles";
import type { Talk } from "../talk";
import { trimmed, type Span } from "../text";
import type { ArticleText } from "./article-text";
import type { ClaimCard } from "./claim-card";
import type { CommentsPane } from "./comments-pane";
import type { HistoryPane } from "./history-pane";
import type { VerdictForm } from "./verdict-form";
import "./article-text";
import "./claim-card";
import "./comments-pane";
import "./history-pane";
import "./lease-clock";
import "./verdict-form";

/** The review in hand: its article beside what is known of the claim and the form to rule on it. */
@customElement("review-work")
export class ReviewWork extends LitElement {
  @property({ attribute: false }) work!: Work;
  @property({ attribute: false }) actions!: Actions;
  @property({ attribute: false }) talk!: Talk;
  @property({ attribute: false }) discussion: Discussion | null = null;
  @property({ attribute: false }) history: ReviewHistory | null = null;
  @property() waiting: Waiting = "";
  @property() zone = "UTC";

  obey(command: Command): boolean {
    if (command === "show claim") {
      this.renderRoot.querySelector<ArticleText>("article-text")?.showClaim();
      return true;
    }
    if (command === "comment") {
      void this.renderRoot.querySelector<CommentsPane>("comments-pane")?.write();
      return true;
    }
    if (command === "history") {
      void this.renderRoot.querySelector<HistoryPane>("history-pane")?.toggle();
      return true;
    }
    return this.renderRoot.querySelector<VerdictForm>("verdict-form")?.obey(command) ?? false;
  }

  protected override firstUpdated(): void {
    this.renderRoot.querySelector<ClaimCard>("claim-card")?.updateComplete.then(() => this.readClaim());
  }

  protected override updated(changed: PropertyValues<this>): void {
    const before = changed.get("work");
    if (before && before.assignment.id !== this.work.assignment.id) this.readClaim();
    if (before && !before.lost && this.work.lost) this.renderRoot.querySelector<HTMLElement>(".lost")?.focus();
  }

  protected override render(): TemplateResult {
    const { assignment } = this.work;
    if (assignment.claim.redacted_at) return this.redacted();
    return html`
      <div class="panes">
        <nav aria-label=${msg("On this page")}>
          <button type="button" class="plain" @click=${() => this.obey("show claim")}>${msg("Claim in the article")}</button>
          <button type="button" class="plain" @click=${() => this.goTo("claim-card")}>${msg("About the claim")}</button>
          <button type="button" class="plain" @click=${() => this.goTo("verdict-form")}>${msg("Verdict")}</button>
        </nav>
        <section class="read" tabindex="0" role="region" aria-label=${msg("Article")}>
          <article-text
            .article=${assignment.article}
            .claim=${assignment.claim}
            zone=${this.zone}
            @mark=${(event: CustomEvent<Span>) => this.mark(event.detail)}
          ></article-text>
        </section>
        <div class="rule">
          <div class="form">
            ${this.lost()} ${this.begun()}
            <claim-card
              .assignment=${assignment}
              .formerly=${this.work.before}
              .onOldWords=${this.work.draft.onOldWords}
              zone=${this.zone}
              @choose=${(event: CustomEvent<boolean>) => this.actions.type({ onOldWords: event.detail })}
              @show=${() => this.obey("show claim")}
            ></claim-card>
            <comments-pane
              .review=${assignment.review}
              .discussion=${this.discussion}
              .talk=${this.talk}
              zone=${this.zone}
              writable
            ></comments-pane>
            <history-pane
              .review=${assignment.review}
              .history=${this.history}
              .talk=${this.talk}
              zone=${this.zone}
            ></history-pane>
            <verdict-form .work=${this.work} .actions=${this.actions} zone=${this.zone}></verdict-form>
          </div>
          ${this.bar()}
        </div>
      </div>
    `;
  }

  /** Words were selected in the article: the right ones, where the reviewer says that the marked ones are wrong. */
  private mark(selected: Span): void {
    const { draft, assignment } = this.work;
    const span = trimmed(wordsOf(assignment), selected);
    if (draft.closing && draft.closeReason === "wrong_span" && span) this.actions.type({ span });
  }

  private bar(): TemplateResult {
    const isBusy = this.waiting !== "";
    return html`<div class="bar">
      <button
        type="button"
        class="main"
        aria-disabled=${isBusy}
        aria-keyshortcuts="Control+Enter"
        @click=${() => void this.actions.submit()}
      >
        ${this.waiting === "submitting" ? msg("Sending …") : msg("Submit")}
        <kbd aria-hidden="true">Ctrl ⏎</kbd>
      </button>
      <button type="button" aria-disabled=${isBusy} @click=${() => this.dispatchEvent(new Event("skip"))}>
        ${msg("Skip …")} <kbd aria-hidden="true">s</kbd>
      </button>
      <button type="button" aria-disabled=${isBusy} @click=${() => void this.actions.release()}>
        ${msg("Give back")} <kbd aria-hidden="true">r</kbd>
      </button>
      ${this.work.lost ? nothing : html`<lease-clock until=${this.work.assignment.lease_expires_at}></lease-clock>`}
    </div>`;
  }

  private lost(): TemplateResult | typeof nothing {
    const { lost } = this.work;
    if (!lost) return nothing;
    return html`<div class="lost" role="alert" tabindex="-1">
      <p><strong>${lost.title}</strong> ${lost.detail}</p>
      <p>${msg("What you wrote is kept on this page. If nobody else has the review, you can take it again.")}</p>
      <p class="choices">
        <button type="button" @click=${() => void this.actions.takeAgain()}>${msg("Take it again")}</button>
        <button type="button" @click=${() => void this.actions.putDown()}>${msg("Leave it")}</button>
      </p>
    </div>`;
  }

  private begun(): TemplateResult | typeof nothing {
    const { begunBy } = this.work;
    if (!begunBy) return nothing;
    return html`<p class="begun" role="note">
      ${msg("Begun by a colleague and handed over to you:")} <bdi>${begunBy}</bdi>.
      ${msg("What stands in the form is theirs until you change it; the verdict will be yours.")}
    </p>`;
  }

  private redacted(): TemplateResult {
    return html`<div class="redacted">
      <h2 tabindex="-1">${msg("This article was taken down.")}</h2>
      <p>${msg("Its words are gone from the desk, and with them this claim. Give the review back.")}</p>
      <button type="button" class="main" @click=${() => void this.actions.release()}>${msg("Give back")}</button>
    </div>`;
  }

  private goTo(part: "claim-card" | "verdict-form"): void {
    this.renderRoot.querySelector(part)?.scrollIntoView();
    this.renderRoot.querySelector<HTMLElement>(part)?.focus();
  }

  private readClaim(): void {
    this.renderRoot.querySelector<HTMLElement>("claim-card, .redacted h2")?.focus();
    this.renderRoot.querySelector(".form")?.scrollTo({ top: 0 });
  }

  static override readonly styles = [
    basics,
    buttons,
    css`
      .rule {
        background: var(--sheet);
        border-top: 1px solid var(--line);
      }

      nav {
        display: flex;
        flex-wrap: wrap;
        gap: 0.25rem 1rem;
        position: sticky;
        top: 0;
        z-index: 1;
        padding: 0.35rem 1.25rem;
        border-bottom: 1px solid var(--line);
        background: var(--sheet);
        font-size: 0.875rem;
      }

      /* What is gone to is not hidden under the bar above it. */
      claim-card,
      verdict-form {
        scroll-margin-top: 2.5rem;
      }

      comments-pane,
      verdict-form {
        border-top: 1px solid var(--line);
      }

      .bar {
        position: sticky;
        bottom: 0;
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.4rem;
        padding: 0.5rem 0.75rem;
        border-top: 1px solid var(--line);
        background: var(--sheet);
      }

      .bar button {
        padding-inline: 0.6rem;
      }

      lease-clock {
        margin-inline-start: auto;
      }

      .lost {
        display: grid;
        gap: 0.5rem;
        margin: 1rem 1.25rem 0;
        padding: 0.75rem;
        border: 1px solid var(--danger);
        border-inline-start-width: 4px;
        background: var(--danger-faint);
      }

      .begun {
        margin: 1rem 1.25rem 0;
        padding-inline-start: 0.75rem;
        border-inline-start: 4px solid var(--marker);
      }

      .choices {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5rem;
      }

      .redacted {
        display: grid;
        gap: 0.75rem;
        justify-items: start;
        max-width: 40rem;
        margin: 3rem auto;
        padding: 0 1.25rem;
      }

      /* Two panes where both have room for their lines; else one column in reading order. */
      @media (min-width: 64rem) and (min-height: 30rem) {
        :host {
          height: 100%;
        }

        .panes {
          display: grid;
          grid-template-columns: minmax(0, 1fr) clamp(27rem, 40vw, 38rem);
          height: 100%;
        }

        nav {
          display: none;
        }

        .read,
        .form {
          overflow-y: auto;
          overscroll-behavior: contain;
        }

        .read:focus-visible {
          outline-offset: -3px;
        }

        /* The bar stands below what scrolls, not over it. */
        .rule {
          display: grid;
          grid-template-rows: minmax(0, 1fr) auto;
          min-height: 0;
          border-top: 0;
          border-inline-start: 1px solid var(--line);
        }

        .bar {
          position: static;
        }
      }

      /* On a small screen the bar would cover what is typed. */
      @media (max-width: 40rem), (max-height: 29.99rem) {
        .bar {
          position: static;
        }
      }
    `,
  ];
}
