/** What these tests look at in an answer of the replayer. */
export interface Answer {
  readonly done: boolean;
  readonly published: number;
  readonly errors: number;
  readonly skipped: number;
  readonly error_messages?: readonly string[];
  readonly progress: { readonly totals: { readonly published: number } };
  readonly cursor: { readonly next: Readonly<Record<string, number>> } | null;
}
