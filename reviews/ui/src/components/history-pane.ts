import { msg, str } from "@lit/localize";
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import type { HistoryEvent } from "../api/types";
import { actsOf, changesOf, type Act } from "../history";
import type { ReviewHistory } from "../store";
import { basics, buttons } from "../styles";
import type { Talk } from "../talk";
import { showTime } from "../times";
import { STATES } from "../words";

/** Who did what with a review, when and why; what followed from an act stands below it. Read when it is opened. */
@customElement("history-pane")
export class HistoryPane extends LitElement {
  @property({ type: Number }) review = 0;
  @property({ attribute: false }) history: ReviewHistory | null = null;
  @property({ attribute: false }) talk!: Talk;
  @property() zone = "UTC";

  /** Opens it and goes there; folds it where it is open. */
  async toggle(): Promise<void> {
    const { fold } = this;
    fold.open = !fold.open;
    if (!fold.open) return;
    const summary = this.renderRoot.querySelector("summary");
    summary?.focus();
    summary?.scrollIntoView({ block: "start" });
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has("review") && changed.get("review")) this.fold.open = false;
  }

  protected override render(): TemplateResult {
    return html`<details @toggle=${this.onToggle}>
      <summary aria-keyshortcuts="h">${msg("History")} <kbd aria-hidden="true">h</kbd></summary>
      ${this.content()}
    </details>`;
  }

  private get fold(): HTMLDetailsElement {
    return this.renderRoot.querySelector("details") as HTMLDetailsElement;
  }

  private onToggle(): void {
    if (this.fold.open) void this.talk.readHistory(this.review);
  }

  private content(): TemplateResult {
    const { history } = this;
    if (history?.review !== this.review) return html`<p class="soft" role="status">${msg("Reading …")}</p>`;
    if (!history.events.length) return html`<p class="soft">${msg("Nothing that you may read has happened yet.")}</p>`;
    return html`
      <ol>
        ${repeat(actsOf(history.events), ({ id }) => id, (act) => this.act(act))}
      </ol>
      ${history.nextCursor
        ? html`<button type="button" @click=${() => void this.talk.readHistory(this.review, history.nextCursor ?? "")}>
            ${msg("Earlier")}
          </button>`
        : nothing}
    `;
  }

  private act({ events: [first, ...following] }: Act): TemplateResult | typeof nothing {
    if (!first) return nothing;
    return html`<li>
      <p class="soft">
        <time datetime=${first.occurred_at}>${showTime(first.occurred_at, this.zone)}</time> ·
        <bdi>${first.actor ?? msg("the system")}</bdi>
      </p>
      ${this.event(first)}
      ${following.length
        ? html`<ul aria-label=${msg("What followed")}>
            ${following.map((event) => html`<li>${this.event(event)}</li>`)}
          </ul>`
        : nothing}
    </li>`;
  }

  private event(event: HistoryEvent): TemplateResult {
    const changes = changesOf(event);
    return html`<p>${event.text}${this.move(event)}</p>
      ${event.reason ? html`<blockquote dir="auto">${event.reason}</blockquote>` : nothing}
      ${changes.map((change) => html`<p class="soft" dir="auto">${change}</p>`)}
      ${event.redacted_by === null ? nothing : html`<p class="soft">${msg(str`Its words went with take-down ${event.redacted_by}.`)}</p>`}`;
  }

  private move({ from_state: from, to_state: to }: HistoryEvent): TemplateResult | typeof nothing {
    if (!to || from === to) return nothing;
    const left = stateName(from);
    return html` <span class="soft">(${left ? html`${left} → ` : nothing}${stateName(to)})</span>`;
  }

  static override readonly styles = [
    basics,
    buttons,
    css`
      :host {
        padding: 0.6rem 1.25rem;
        border-top: 1px solid var(--line);
        font-size: 0.875rem;
      }

      summary {
        cursor: pointer;
        font-size: 1rem;
        font-weight: 600;
        scroll-margin-top: 2.5rem;
      }

      ol,
      ul {
        padding: 0;
        list-style: none;
      }

      ol > li {
        padding: 0.4rem 0;
        border-top: 1px solid var(--line);
      }

      ol > li:first-child {
        border-top: 0;
      }

      ul {
        margin-inline-start: 0.25rem;
        padding-inline-start: 0.75rem;
        border-inline-start: 2px solid var(--line);
      }

      p,
      blockquote {
        overflow-wrap: anywhere;
      }

      blockquote {
        margin: 0.15rem 0;
        padding-inline-start: 0.6rem;
        border-inline-start: 3px solid var(--marker);
      }
    `,
  ];
}

function stateName(state: string): string {
  return state in STATES ? STATES[state as keyof typeof STATES]() : state;
}
