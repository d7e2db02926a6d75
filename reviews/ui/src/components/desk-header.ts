import { msg, str } from "@lit/localize";
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { csrfToken } from "../api/client";
import type { Me, Person, Queue } from "../api/types";
import { chooseTheme, chosenTheme, type Theme } from "../preferences";
import { canReview, type Page } from "../store";
import { basics, buttons } from "../styles";
import "./presence-badges";

/** Where one is, how the queue stands, who one is, and the way out. */
@customElement("desk-header")
export class DeskHeader extends LitElement {
  @property({ attribute: false }) me: Me | null = null;
  @property({ attribute: false }) queue: Queue | null = null;
  @property() page: Page = "queue";
  @property({ attribute: false }) others: readonly Person[] = [];
  @property({ type: Number }) unread = 0;
  @property({ attribute: false }) places = { home: "", admin: "", logout: "", csrfCookie: "" };
  @state() private theme: Theme = chosenTheme();

  protected override render(): TemplateResult {
    const { me, places } = this;
    return html`
      <header>
        <h1><a href=${places.home} @click=${(event: Event) => this.go(event, "queue")}>Factcheck</a></h1>
        ${canReview(me)
          ? html`<nav aria-label=${msg("Desk")}>
              ${this.link("queue", places.home, msg("Review"))}
              ${this.link("verdicts", `${places.home}verdicts/`, msg("My verdicts"))}
            </nav>`
          : nothing}
        <p class="standing soft" title=${this.queue?.message ?? nothing}>${this.queue?.message}</p>
        <div class="end">
          ${this.others.length ? html`<presence-badges .others=${this.others}></presence-badges>` : nothing}
          ${me ? this.bell() : nothing}
          ${me?.scopes.includes("articles:write")
            ? html`<a href="${places.home}add/">${msg("Add an article")}</a>`
            : nothing}
          ${me?.may_open_admin ? html`<a href=${places.admin}>${msg("Administration")}</a>` : nothing}
          <label>
            <span class="unseen">${msg("Colours")}</span>
            <select @change=${(event: Event) => this.chooseTheme((event.target as HTMLSelectElement).value as Theme)}>
              ${Object.entries({ system: msg("System colours"), light: msg("Light"), dark: msg("Dark") }).map(
                ([theme, name]) => html`<option value=${theme} .selected=${theme === this.theme}>${name}</option>`,
              )}
            </select>
          </label>
          ${canReview(me)
            ? html`<button type="button" class="plain" @click=${() => this.dispatchEvent(new Event("conflicts"))}>
                ${msg("Conflicts of interest")}
              </button>`
            : nothing}
          <button type="button" @click=${() => this.dispatchEvent(new Event("shortcuts"))} aria-keyshortcuts="?">
            ${msg("Keys")} <kbd aria-hidden="true">?</kbd>
          </button>
          ${me ? html`<bdi class="who" title=${me.roles.join(", ") || nothing}>${me.display_name}</bdi>` : nothing}
          <form method="post" action=${places.logout} @submit=${this.fillToken}>
            <input type="hidden" name="csrfmiddlewaretoken" />
            <button type="submit" class="plain">${msg("Sign out")}</button>
          </form>
        </div>
      </header>
    `;
  }

  private bell(): TemplateResult {
    const { unread } = this;
    const told = unread ? msg(str`Notices: ${unread} not read`) : msg("Notices");
    return html`<button
      type="button"
      aria-label=${told}
      aria-keyshortcuts="b"
      @click=${() => this.dispatchEvent(new Event("notices"))}
    >
      ${msg("Notices")} ${unread ? html`<span class="count" aria-hidden="true">${unread > 99 ? "99+" : unread}</span>` : nothing}
    </button>`;
  }

  private link(page: Page, href: string, text: string): TemplateResult {
    return html`<a
      href=${href}
      aria-current=${this.page === page ? "page" : nothing}
      @click=${(event: Event) => this.go(event, page)}
      >${text}</a
    >`;
  }

  /** Changes the page without loading it again; opening it in another tab stays the browser's. */
  private go(event: Event, page: Page): void {
    const { ctrlKey, metaKey, shiftKey } = event as MouseEvent;
    if (ctrlKey || metaKey || shiftKey) return;
    event.preventDefault();
    this.dispatchEvent(new CustomEvent("go", { detail: page }));
  }

  private chooseTheme(theme: Theme): void {
    this.theme = theme;
    chooseTheme(theme);
  }

  private fillToken(event: SubmitEvent): void {
    const field = (event.target as HTMLFormElement).elements.namedItem("csrfmiddlewaretoken");
    (field as HTMLInputElement).value = csrfToken(this.places.csrfCookie);
  }

  static override readonly styles = [
    basics,
    buttons,
    css`
      header {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.25rem 1rem;
        padding: 0.4rem 1.25rem;
        border-bottom: 1px solid var(--line);
        background: var(--sheet);
        font-size: 0.875rem;
      }

      h1 {
        font: 700 1.25rem/1.2 var(--serif);
      }

      h1 a {
        text-decoration: none;
      }

      nav {
        display: flex;
        gap: 0.25rem;
      }

      nav a {
        padding: 0.35rem 0.5rem;
        text-decoration: none;
        border-bottom: 3px solid transparent;
      }

      nav a:hover {
        border-color: var(--line);
      }

      nav a[aria-current] {
        border-color: var(--marker);
        font-weight: 600;
      }

      /* One line: the page below has it whole where there is nothing to do. */
      .standing {
        flex: 1 1 7rem;
        min-width: 0;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }

      .end {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.25rem 0.75rem;
      }

      .who {
        font-weight: 600;
      }

      .count {
        padding: 0 0.4rem;
        border-radius: 0.8rem;
        background: var(--marker);
        color: #15181b;
        font-size: 0.75rem;
        font-weight: 700;
      }

      button,
      select {
        min-height: 1.75rem;
      }

      select {
        padding: 0 0.25rem;
        border: 1px solid var(--edge);
        border-radius: 3px;
        background: var(--sheet);
        color: inherit;
        font: inherit;
      }

      a,
      button.plain {
        min-height: 1.5rem;
      }
    `,
  ];
}
