import { msg } from "@lit/localize";
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { MailPreference, MailWhen, Notice } from "../api/types";
import type { Notices } from "../store";
import { basics, buttons, fields } from "../styles";
import type { Talk } from "../talk";
import { showTime } from "../times";
import { dialogs } from "./dialog-styles";

/** What one should know of, newest first, and whether it comes by mail. */
@customElement("notices-dialog")
export class NoticesDialog extends LitElement {
  @property({ attribute: false }) notices: Notices | null = null;
  @property({ attribute: false }) talk!: Talk;
  @property() zone = "UTC";

  protected override firstUpdated(): void {
    this.renderRoot.querySelector("dialog")?.showModal();
    void this.talk.readNotices();
  }

  protected override render(): TemplateResult {
    const { notices } = this;
    return html`<dialog aria-labelledby="title" @close=${() => this.dispatchEvent(new Event("closed"))}>
      <h2 id="title">${msg("Notices")}</h2>
      ${notices?.listed.length
        ? html`<ul>
            ${notices.listed.map((notice) => this.line(notice))}
          </ul>`
        : html`<p class="soft">${notices ? msg("Nothing yet.") : msg("Reading …")}</p>`}
      ${notices ? this.mail(notices.mail) : nothing}
      <p class="buttons">
        ${notices?.listed.some(({ read_at }) => !read_at)
          ? html`<button type="button" @click=${() => void this.talk.markAllRead()}>${msg("Mark all as read")}</button>`
          : nothing}
        <button type="button" class="main" @click=${() => this.renderRoot.querySelector("dialog")?.close()}>
          ${msg("Close")}
        </button>
      </p>
    </dialog>`;
  }

  private line(notice: Notice): TemplateResult {
    return html`<li class=${notice.read_at ? "" : "unread"}>
      <a
        href=${notice.link}
        @click=${(event: MouseEvent) => {
          if (event.ctrlKey || event.metaKey || event.shiftKey) return;
          event.preventDefault();
          void this.talk.openNotice(notice);
        }}
        ><bdi>${notice.text}</bdi></a
      >
      <span class="soft"><bdi>${notice.label}</bdi> · ${showTime(notice.created_at, this.zone)}</span>
      ${notice.read_at ? nothing : html`<span class="unseen">${msg("not read")}</span>`}
    </li>`;
  }

  private mail(mail: MailPreference): TemplateResult | typeof nothing {
    if (!mail.is_possible) return nothing;
    const ways: Record<MailWhen, string> = {
      off: msg("Never"),
      daily: msg("Once a day, at"),
      soon: msg("Soon, at most every quarter of an hour"),
    };
    return html`<p class="mail">
      <label for="when">${msg("By mail")}</label>
      <select
        id="when"
        @change=${(event: Event) =>
          void this.talk.chooseMail((event.target as HTMLSelectElement).value as MailWhen, mail.hour)}
      >
        ${Object.entries(ways).map(
          ([when, name]) => html`<option value=${when} .selected=${when === mail.when}>${name}</option>`,
        )}
      </select>
      ${mail.when === "daily"
        ? html`<select
            aria-label=${msg("Hour")}
            @change=${(event: Event) =>
              void this.talk.chooseMail("daily", Number((event.target as HTMLSelectElement).value))}
          >
            ${Array.from({ length: 24 }, (_, hour) => hour).map(
              (hour) =>
                html`<option value=${hour} .selected=${hour === mail.hour}>
                  ${String(hour).padStart(2, "0")}:00
                </option>`,
            )}
          </select>`
        : nothing}
    </p>`;
  }

  static override readonly styles = [
    basics,
    buttons,
    fields,
    dialogs,
    css`
      ul {
        max-height: 24rem;
        overflow-y: auto;
      }

      li {
        display: grid;
        padding: 0.45rem 0 0.45rem 0.6rem;
        border-top: 1px solid var(--line);
        border-inline-start: 4px solid transparent;
        overflow-wrap: anywhere;
      }

      .unread {
        border-inline-start-color: var(--marker);
        font-weight: 600;
      }

      .unread .soft {
        font-weight: 400;
      }

      .mail {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.5rem;
      }

      .mail select {
        width: auto;
        max-width: 100%;
        min-width: 0;
      }
    `,
  ];
}
