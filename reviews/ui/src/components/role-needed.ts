import { msg, str } from "@lit/localize";
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Me } from "../api/types";
import { announcements, basics } from "../styles";

/** For whoever is signed in without the role that reviews. */
@customElement("role-needed")
export class RoleNeeded extends LitElement {
  @property({ attribute: false }) me!: Me;
  @property() admin = "";

  protected override render(): TemplateResult {
    const { me } = this;
    return html`<section aria-labelledby="title">
      <h2 id="title">${msg("This desk is for reviewers.")}</h2>
      <p>
        ${me.roles.length
          ? msg(str`You are signed in as ${me.display_name} (${me.roles.map(readable).join(", ")}).`)
          : msg(str`You are signed in as ${me.display_name}, who has no role yet.`)}
        ${msg("To take reviews and rule on them you need the role “reviewer”; an administrator can give it to you.")}
      </p>
      ${me.may_open_admin
        ? html`<p>${msg("Your own work is in the")} <a href=${this.admin}>${msg("administration")}</a>.</p>`
        : nothing}
    </section>`;
  }

  static override readonly styles = [
    basics,
    announcements,
    css`
      section {
        display: grid;
        gap: 0.9rem;
        max-width: 36rem;
        margin: 0 auto;
        padding: clamp(2rem, 18vh, 9rem) 1.25rem 2rem;
      }

    `,
  ];
}

/** "publishing_editor" as people say it. */
function readable(role: string): string {
  return role.replaceAll("_", " ");
}
