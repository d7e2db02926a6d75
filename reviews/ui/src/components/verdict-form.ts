import { msg, str } from "@lit/localize";
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Actions } from "../actions";
import type { CloseReason, VerdictTarget } from "../api/types";
import { wordsOf, type EvidenceDraft } from "../draft";
import type { Command } from "../keys";
import { isPassing } from "../problems";
import { errorsOf, type Work } from "../store";
import { basics, buttons, fields } from "../styles";
import { trimmed, type Span } from "../text";
import { CLOSE_REASONS, TARGETS } from "../words";
import type { Choice, ChoiceList } from "./choice-list";
import type { EvidenceList } from "./evidence-list";
import "./choice-list";
import "./evidence-list";
import "./review-finder";
import "./span-picker";

/** The reviewer's ruling: a rating or a reason to close, what they found, why, and on what evidence. */
@customElement("verdict-form")
export class VerdictForm extends LitElement {
  @property({ attribute: false }) work!: Work;
  @property({ attribute: false }) actions!: Actions;
  @property() zone = "UTC";

  override focus(): void {
    this.renderRoot.querySelector<ChoiceList>("choice-list")?.focus();
  }

  /** Do what a key asked for; false where it is not the form's business. */
  obey(command: Command): boolean {
    switch (command) {
      case "close":
        void this.toggleClosing();
        return true;
      case "target":
        this.actions.type({ target: this.work.draft.target === "substance" ? "attribution" : "substance" });
        return true;
      case "finding":
      case "rationale":
        this.focusPlace(command);
        return true;
      case "evidence":
        void this.renderRoot.querySelector<EvidenceList>("evidence-list")?.add();
        return true;
      default:
        if (!command.startsWith("choose ")) return false;
        this.chooseNumber(Number(command.slice("choose ".length)));
        return true;
    }
  }

  protected override updated(changed: PropertyValues<this>): void {
    const before = changed.get("work");
    const { refusal } = this.work;
    if (!before || before.refusal === refusal || !refusal) return;
    const [first] = errorsOf(this.work).keys();
    // The choice lists and rows below draw their errors first, so that a screen reader finds them described.
    if (first) void this.updateComplete.then(() => this.focusPlace(first));
  }

  protected override render(): TemplateResult {
    const { draft, assignment } = this.work;
    const errors = errorsOf(this.work);
    const rating = assignment.rating_scale.ratings.find(({ key }) => key === draft.rating);
    return html`
      <section aria-labelledby="verdict">
        <h2 id="verdict">${msg("Your verdict")}</h2>
        ${this.summary(errors)}
        <div>
          <choice-list
            data-place="ruling"
            legend=${draft.closing ? msg("Why it is closed without a rating") : assignment.rating_scale.name}
            .choices=${this.choices()}
            .chosen=${draft.closing ? draft.closeReason : draft.rating}
            error=${errors.get("ruling") ?? ""}
            @choose=${(event: CustomEvent<string>) => this.choose(event.detail)}
          ></choice-list>
          <button type="button" class="plain small" @click=${() => void this.toggleClosing()}>
            ${draft.closing ? msg("Back to the ratings") : msg("Close without a rating")}
            <kbd aria-hidden="true">c</kbd>
          </button>
        </div>
        ${draft.closing ? this.closing(errors) : nothing} ${this.target(draft.target)} ${draft.closing ? nothing : this.finding(rating?.requires_finding ?? false, errors)}
        <div>
          <label for="rationale">${msg("Rationale")} <span class="hint">${msg("how you came to it; colleagues read it")}</span></label>
          <textarea
            id="rationale"
            data-place="rationale"
            dir="auto"
            maxlength="50000"
            aria-required="true"
            aria-keyshortcuts="w"
            .value=${draft.rationale}
            aria-invalid=${errors.has("rationale") ? "true" : "false"}
            aria-describedby=${errors.has("rationale") ? "rationale-error" : nothing}
            @input=${(event: Event) => this.actions.type({ rationale: valueOf(event) })}
          ></textarea>
          ${fault("rationale-error", errors.get("rationale"))}
        </div>
        <evidence-list
          .pieces=${draft.evidence}
          .errors=${errors}
          .actions=${this.actions}
          zone=${this.zone}
          @edit=${(event: CustomEvent<readonly EvidenceDraft[]>) => this.actions.type({ evidence: event.detail })}
        ></evidence-list>
      </section>
    `;
  }

  private summary(errors: ReadonlyMap<string, string>): TemplateResult {
    const { refusal } = this.work;
    return html`<div role="alert" class=${refusal ? "" : "nothing"}>
      ${refusal
        ? html`<div class="summary">
            <p>
              <strong>${refusal.title}</strong>
              ${errors.size ? msg(str`Still to do: ${errors.size}.`) : refusal.detail} ${errors.get("form") ?? ""}
            </p>
            ${errors.size
              ? html`<ul class="unseen">
                  ${[...errors.values()].map((detail) => html`<li>${detail}</li>`)}
                </ul>`
              : nothing}
            ${isPassing(refusal)
              ? html`<button type="button" @click=${() => void this.actions.submit()}>${msg("Try again")}</button>`
              : nothing}
          </div>`
        : nothing}
    </div>`;
  }

  private target(chosen: VerdictTarget): TemplateResult {
    return html`<fieldset>
      <legend>${msg("The verdict is about")} <kbd aria-hidden="true">t</kbd></legend>
      <div class="row">
        ${Object.entries(TARGETS).map(
          ([target, word]) =>
            html`<label class="radio">
              <input
                type="radio"
                name="target"
                value=${target}
                .checked=${target === chosen}
                @change=${() => this.actions.type({ target: target as VerdictTarget })}
              />
              ${word()}
            </label>`,
        )}
      </div>
    </fieldset>`;
  }

  /** What a reason to close must say besides itself. */
  private closing(errors: ReadonlyMap<string, string>): TemplateResult | typeof nothing {
    const { draft, assignment } = this.work;
    if (draft.closeReason === "wrong_span") {
      return html`<span-picker
        data-place="span"
        words=${wordsOf(assignment)}
        .now=${assignment.claim.utf16}
        .chosen=${draft.span}
        error=${errors.get("span") ?? ""}
        @mark=${(event: CustomEvent<Span>) =>
          this.actions.type({ span: trimmed(wordsOf(assignment), event.detail) })}
      ></span-picker>`;
    }
    if (draft.closeReason !== "duplicate") return nothing;
    return html`<review-finder
      data-place="duplicate_of"
      .actions=${this.actions}
      .except=${assignment.review}
      chosen=${draft.duplicateOf}
      error=${errors.get("duplicate_of") ?? ""}
      @find=${(event: CustomEvent<string>) => this.actions.type({ duplicateOf: event.detail })}
    ></review-finder>`;
  }

  private finding(isRequired: boolean, errors: ReadonlyMap<string, string>): TemplateResult {
    const { draft } = this.work;
    return html`<div class="finding">
      <div>
        <label for="finding"
          >${msg("Finding")}
          <span class="hint"
            >${isRequired ? msg("what is right instead") : msg("our own answer, if any")}</span
          ></label
        >
        <input
          id="finding"
          data-place="finding"
          dir="auto"
          autocomplete="off"
          maxlength="2000"
          aria-required=${isRequired ? "true" : "false"}
          aria-keyshortcuts="f"
          .value=${draft.finding}
          aria-invalid=${errors.has("finding") ? "true" : "false"}
          aria-describedby=${errors.has("finding") ? "finding-error" : nothing}
          @input=${(event: Event) => this.actions.type({ finding: valueOf(event) })}
        />
        ${fault("finding-error", errors.get("finding"))}
      </div>
      <div>
        <label for="as-of">${msg("As of")} <span class="hint">${this.zone}</span></label>
        <input
          id="as-of"
          type="datetime-local"
          data-place="as_of"
          .value=${draft.asOf}
          aria-invalid=${errors.has("as_of") ? "true" : "false"}
          aria-describedby=${errors.has("as_of") ? "as-of-error" : nothing}
          @input=${(event: Event) => this.actions.type({ asOf: valueOf(event) })}
        />
        ${fault("as-of-error", errors.get("as_of"))}
      </div>
    </div>`;
  }

  private choices(): readonly Choice[] {
    return this.work.draft.closing
      ? Object.entries(CLOSE_REASONS).map(([value, word]) => ({ value, label: word() }))
      : this.work.assignment.rating_scale.ratings.map(({ key, label, meaning, example }) => ({
          value: key,
          label,
          meaning,
          example,
        }));
  }

  private choose(value: string): void {
    this.actions.type(this.work.draft.closing ? { closeReason: value as CloseReason } : { rating: value });
  }

  private chooseNumber(number: number): void {
    const choice = this.choices()[number - 1];
    if (!choice) return;
    this.choose(choice.value);
    const list = this.renderRoot.querySelector<ChoiceList>("choice-list");
    void this.updateComplete.then(() => list?.updateComplete).then(() => list?.focus());
  }

  private async toggleClosing(): Promise<void> {
    this.actions.type({ closing: !this.work.draft.closing });
    await this.updateComplete;
    this.renderRoot.querySelector<ChoiceList>("choice-list")?.focus();
  }

  private focusPlace(place: string): void {
    if (place.startsWith("evidence.")) {
      this.renderRoot.querySelector<EvidenceList>("evidence-list")?.focusPlace(place);
    } else {
      this.renderRoot.querySelector<HTMLElement>(`[data-place="${place}"]`)?.focus();
    }
  }

  static override readonly styles = [
    basics,
    buttons,
    fields,
    css`
      section {
        position: relative;
        display: grid;
        gap: 0.75rem;
        padding: 0.75rem 1.25rem 1.25rem;
      }

      h2 {
        font-size: 1rem;
      }

      /* Stays in the page, so that what appears in it is read out; takes no room meanwhile. */
      .nothing {
        position: absolute;
      }

      .row {
        display: flex;
        flex-wrap: wrap;
        gap: 0.25rem 1.25rem;
        margin-top: 0.25rem;
      }

      .radio {
        display: flex;
        align-items: center;
        gap: 0.5rem;
        min-height: 1.5rem;
        font-weight: 400;
      }

      .finding {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(13rem, 100%), 1fr));
        gap: 0.6rem;
      }

      .summary {
        display: grid;
        gap: 0.5rem;
        justify-items: start;
        padding: 0.6rem 0.75rem;
        border: 1px solid var(--danger);
        background: var(--danger-faint);
      }
    `,
  ];
}

function valueOf(event: Event): string {
  return (event.target as HTMLInputElement | HTMLTextAreaElement).value;
}

function fault(id: string, detail: string | undefined): TemplateResult | typeof nothing {
  return detail ? html`<p class="error" id=${id}>${detail}</p>` : nothing;
}
