import { msg, str } from "@lit/localize";
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { Api } from "../api/client";
import type { Article } from "../api/types";
import { isPassing, Refusal } from "../problems";
import { announcements, basics, buttons } from "../styles";

const LOOK_MILLISECONDS = 1500;

/** How far an article has got: it looks again until it is ready or has failed. */
@customElement("article-progress")
export class ArticleProgress extends LitElement {
  @property({ attribute: false }) article!: Article;
  @property({ attribute: false }) api!: Api;
  /** One of several: another page says what to do next, and has the focus. */
  @property({ type: Boolean }) listed = false;
  /** Where the administration is; empty for whoever may not open it. */
  @property() admin = "";
  @state() private trouble = "";
  private timer = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    this.timer = window.setTimeout(() => void this.look(), LOOK_MILLISECONDS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.clearTimeout(this.timer);
  }

  protected override firstUpdated(): void {
    if (!this.listed) this.renderRoot.querySelector("h2")?.focus();
  }

  protected override render(): TemplateResult {
    const { article } = this;
    return html`<section aria-labelledby="title">
      ${this.listed
        ? html`<h3 id="title"><bdi>${article.title || msg("The article")}</bdi></h3>`
        : html`<h2 id="title" tabindex="-1"><bdi>${article.title || article.url || msg("The article")}</bdi></h2>`}
      <div role="status">${this.standing()}</div>
      ${this.trouble ? html`<p role="alert">${this.trouble}</p>` : nothing}
      <p class="buttons">
        ${article.status === "failed" && !this.listed
          ? html`<button type="button" class="main" @click=${() => this.dispatchEvent(new Event("paste"))}>
              ${msg("Paste its text; the address is kept")}
            </button>`
          : nothing}
        ${this.admin
          ? html`<a href="${this.admin}factcheck/article/${article.same_as ?? article.id}/change/">${msg("Open the article")}</a>`
          : nothing}
        ${this.listed
          ? nothing
          : html`<button type="button" @click=${() => this.dispatchEvent(new Event("another"))}>
              ${msg("Add another")}
            </button>`}
      </p>
    </section>`;
  }

  private standing(): TemplateResult {
    const { article } = this;
    switch (article.status) {
      case "ready":
        return article.same_as === null
          ? html`<p>${msg(str`Read. Claims found: ${article.claim_count}.`)}</p>`
          : html`<p>${msg("This article was here already. Nothing was doubled.")}</p>`;
      case "failed":
        return html`<p class="failure">${article.failure}</p>`;
      case "processing":
        return html`<p>${msg("It is being read …")}</p><progress aria-label=${msg("Reading")}></progress>`;
      default:
        return html`<p>${msg("It waits for a worker …")}</p><progress aria-label=${msg("Waiting")}></progress>`;
    }
  }

  private async look(): Promise<void> {
    try {
      this.article = await this.api.article(this.article.id);
      this.trouble = "";
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.trouble = `${error.problem.title} ${error.problem.detail}`;
      if (!isPassing(error.problem)) return;
    }
    const isUnderWay = this.article.status === "queued" || this.article.status === "processing";
    if (isUnderWay && this.isConnected) {
      this.timer = window.setTimeout(() => void this.look(), LOOK_MILLISECONDS);
    }
  }

  static override readonly styles = [
    basics,
    buttons,
    announcements,
    css`
      section {
        display: grid;
        gap: 1rem;
      }

      :host([listed]) {
        width: 100%;
      }

      :host([listed]) section {
        gap: 0.35rem;
      }

      h3 {
        font-size: 1rem;
      }

      .failure {
        padding: 0.6rem 0.9rem;
        border-inline-start: 3px solid var(--danger);
        background: var(--danger-faint);
      }

      .buttons {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.6rem 1rem;
      }

      progress {
        width: 100%;
        height: 0.4rem;
        margin-top: 0.4rem;
        accent-color: var(--ink);
      }
    `,
  ];
}
