import { msg } from "@lit/localize";
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Actions } from "../actions";
import type { Queue, StayIn } from "../api/types";
import { chooseStay, chosenStay } from "../preferences";
import type { Waiting } from "../store";
import { announcements, basics, buttons, fields } from "../styles";
import "./take-this";

const LOOK_AGAIN_MILLISECONDS = 20_000;

/** Between two reviews: what there is to do, and the button that takes the next. */
@customElement("queue-standing")
export class QueueStanding extends LitElement {
  @property({ attribute: false }) queue: Queue | null = null;
  @property({ attribute: false }) actions!: Actions;
  @property() waiting: Waiting = "";
  /** What just happened, said above the button. */
  @property() news = "";
  private timer = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    this.timer = window.setInterval(() => {
      if (document.visibilityState === "visible") void this.actions.readQueue();
    }, LOOK_AGAIN_MILLISECONDS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.clearInterval(this.timer);
  }

  override focus(): void {
    this.renderRoot.querySelector("button")?.focus();
  }

  protected override firstUpdated(): void {
    this.focus();
  }

  protected override render(): TemplateResult {
    const { queue } = this;
    const isEmpty = queue !== null && queue.available === 0 && queue.mine === 0;
    return html`
      <section aria-labelledby="standing">
        ${this.news ? html`<p class="news">${this.news}</p>` : nothing}
        <h2 id="standing">${queue?.message ?? msg("Reading the queue …")}</h2>
        ${isEmpty
          ? html`<p class="soft">${msg("The desk looks again every 20 seconds while this page is open.")}</p>`
          : nothing}
        <button
          type="button"
          class=${isEmpty ? "" : "main"}
          aria-disabled=${this.waiting !== ""}
          aria-keyshortcuts="n"
          @click=${() => void this.actions.takeNext()}
        >
          ${this.waiting === "taking" ? msg("Looking …") : isEmpty ? msg("Look again") : msg("Take the next review")}
          <kbd aria-hidden="true">n</kbd>
        </button>
        <div class="stay">
          <label for="stay">${msg("Prefer")}</label>
          <select id="stay" @change=${(event: Event) => chooseStay((event.target as HTMLSelectElement).value as StayIn | "")}>
            ${Object.entries({
              "": msg("the head of the queue"),
              article: msg("the article I was in"),
              story: msg("that article and its near copies"),
            }).map(([value, name]) => html`<option value=${value} .selected=${value === chosenStay()}>${name}</option>`)}
          </select>
        </div>
        <take-this .actions=${this.actions} waiting=${this.waiting}></take-this>
        <p class="soft small">${msg("Press ? for all keys.")}</p>
      </section>
    `;
  }

  static override readonly styles = [
    basics,
    buttons,
    announcements,
    fields,
    css`
      .stay {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: 0.25rem 0.75rem;
      }

      section {
        display: grid;
        gap: 0.9rem;
        justify-items: start;
        max-width: 36rem;
        margin: 0 auto;
        padding: clamp(2rem, 18vh, 9rem) 1.25rem 2rem;
      }

      .news {
        padding-inline-start: 0.75rem;
        border-inline-start: 4px solid var(--marker);
      }

      button {
        min-height: 2.75rem;
        padding-inline: 1rem;
      }
    `,
  ];
}
