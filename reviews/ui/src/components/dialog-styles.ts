import { css } from "lit";

/** What the desk's dialogs share. */
export const dialogs = css`
  dialog {
    width: min(36rem, calc(100vw - 2rem));
    max-height: calc(100dvh - 2rem);
    padding: 1.25rem;
    border: 1px solid var(--edge);
    border-radius: 4px;
    background: var(--sheet);
    color: var(--ink);
    overflow-y: auto;
  }

  dialog[open] {
    display: grid;
    gap: 0.9rem;
  }

  dialog::backdrop {
    background: rgb(0 0 0 / 45%);
  }

  h2 {
    font-size: 1.125rem;
  }

  .buttons {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
  }
`;
