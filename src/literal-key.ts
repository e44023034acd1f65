import { Token } from 'aws-cdk-lib/core';

/** Escapes the characters of a key, or of the beginning of some, that IAM reads as wildcards or variables. */
export function literally(key: string): string {
  return Token.isUnresolved(key) ? key : key.replace(/[*?$]/g, (character) => `\${${character}}`);
}
