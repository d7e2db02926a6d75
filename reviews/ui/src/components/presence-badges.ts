import { msg, str } from "@lit/localize";
import { css, html, LitElement, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Person } from "../api/types";
import { basics } from "../styles";

/** Who else looks at this review now, as initials. Colleagues in a blind round are never among them. */
@customElement("presence-badges")
export class PresenceBadges extends LitElement {
  @property({ attribute: false }) others: readonly Person[] = [];

  protected override render(): TemplateResult {
    return html`<ul aria-label=${msg("Also looking at this review")}>
      ${this.others.map(({ name, initials }) => {
        const told = msg(str`${name} is looking at this review`);
        return html`<li title=${told}><span aria-hidden="true">${initials}</span><bdi class="unseen">${name}</bdi></li>`;
      })}
    </ul>`;
  }

  static override readonly styles = [
    basics,
    css`
      ul {
        display: flex;
        gap: 0.25rem;
      }

      li {
        position: relative;
        display: grid;
        place-items: center;
        width: 1.6rem;
        height: 1.6rem;
        border: 1px solid var(--edge);
        border-radius: 50%;
        background: var(--marker-faint);
        font-size: 0.6875rem;
        font-weight: 600;
      }
    `,
  ];
}
