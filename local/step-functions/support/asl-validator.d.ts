declare module 'asl-validator' {
  /** It writes the query language into the definition's states: give it a copy. */
  export default function validate(definition: object): { readonly isValid: boolean; errorsText(): string };
}
