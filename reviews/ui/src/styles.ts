/** What all components look like: type, buttons, fields. Colours come from the page's tokens. */

import { css } from "lit";

export const basics = css`
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }

  :host {
    display: block;
  }

  :host([hidden]),
  [hidden] {
    display: none !important;
  }

  h1,
  h2,
  h3,
  p,
  ul,
  ol,
  dl,
  dd,
  fieldset {
    margin: 0;
    padding: 0;
    border: 0;
    min-width: 0;
  }

  legend {
    padding: 0;
  }

  ul,
  ol {
    list-style: none;
  }

  h1,
  h2,
  h3 {
    font-size: inherit;
    line-height: 1.3;
  }

  a {
    color: inherit;
    text-underline-offset: 0.15em;
  }

  :focus-visible {
    outline: 3px solid var(--ink);
    outline-offset: 2px;
  }

  /* Places that focus is moved to so that a screen reader reads on from there; not controls. */
  [tabindex="-1"]:focus {
    outline: none;
  }

  .soft {
    color: var(--ink-soft);
  }

  .small {
    font-size: 0.8125rem;
  }

  .unseen {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  kbd {
    display: inline-block;
    min-width: 1.5em;
    padding: 0 0.35em;
    border: 1px solid var(--edge);
    border-radius: 3px;
    font: 0.75rem/1.5 var(--mono);
    text-align: center;
    white-space: nowrap;
  }

  @media (prefers-reduced-motion: reduce) {
    * {
      transition: none !important;
      animation: none !important;
      scroll-behavior: auto !important;
    }
  }
`;

/** The heading of a page that says one thing. */
export const announcements = css`
  h2 {
    font: 400 1.625rem/1.3 var(--serif);
    text-wrap: balance;
    overflow-wrap: anywhere;
  }
`;

export const buttons = css`
  button {
    display: inline-flex;
    align-items: center;
    gap: 0.5em;
    min-height: 2.125rem;
    padding: 0.25rem 0.75rem;
    border: 1px solid var(--edge);
    border-radius: 3px;
    background: transparent;
    color: var(--ink);
    font: inherit;
    cursor: pointer;
  }

  button:hover {
    background: var(--marker-faint);
    border-color: var(--ink);
  }

  button.main {
    background: var(--button);
    border-color: var(--button);
    color: var(--button-ink);
    font-weight: 600;
  }

  button.main:hover {
    background: var(--ink-soft);
  }

  button.main kbd {
    border-color: currentColor;
    opacity: 0.85;
  }

  button.plain {
    min-height: 1.5rem;
    padding: 0;
    border-color: transparent;
    text-decoration: underline;
    text-underline-offset: 0.15em;
  }

  button[aria-disabled="true"] {
    cursor: progress;
    opacity: 0.6;
  }
`;

export const fields = css`
  label,
  legend,
  .label {
    font-weight: 600;
  }

  fieldset label {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    min-height: 1.9rem;
    font-weight: 400;
    overflow-wrap: anywhere;
  }

  .hint {
    color: var(--ink-soft);
    font-size: 0.8125rem;
    font-weight: 400;
  }

  input:not([type="radio"], [type="checkbox"]),
  select,
  textarea {
    display: block;
    width: 100%;
    min-height: 2.125rem;
    padding: 0.3rem 0.5rem;
    border: 1px solid var(--edge);
    border-radius: 3px;
    background: var(--sheet);
    color: var(--ink);
    font: inherit;
  }

  textarea {
    min-height: 5rem;
    field-sizing: content;
    max-height: 24rem;
    resize: vertical;
  }

  input[type="radio"],
  input[type="checkbox"] {
    width: 1rem;
    height: 1rem;
    margin: 0;
    flex: none;
    accent-color: var(--ink);
  }

  [aria-invalid="true"] {
    border-color: var(--danger) !important;
    box-shadow: inset 3px 0 0 var(--danger);
  }

  .error {
    margin-top: 0.3rem; /* clear of the outline of a field in focus */
    color: var(--danger);
    font-size: 0.8125rem;
    font-weight: 600;
  }
`;
