declare module 'asl-validator' {
  /** Validates a definition. It writes the query language into the definition's states, so give it a copy. */
  export default function validate(definition: object): { readonly isValid: boolean; errorsText(): string };
}
