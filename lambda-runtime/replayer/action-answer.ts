/** The answer to an action of users: small, as Step Functions and people read it, with keys in the payload's style. */
export interface ActionAnswer {
  /** Sentences on what may not be as it was meant. */
  readonly warnings: readonly string[];
}
