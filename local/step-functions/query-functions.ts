import { createHash, randomUUID } from 'node:crypto';
import type { Expression } from 'jsonata';

const ALGORITHMS: Readonly<Record<string, string>> = {
  MD5: 'md5',
  'SHA-1': 'sha1',
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
};

/**
 * Adds to JSONata the functions that Step Functions adds, and removes those that it removes:
 * https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
 */
export function registerServiceFunctions(expression: Expression): void {
  expression.assign('eval', undefined);
  expression.registerFunction('parse', (text: string) => JSON.parse(text), '<s:x>');
  expression.registerFunction('uuid', () => randomUUID(), '<:s>');
  expression.registerFunction('partition', partition, '<an:a>');
  expression.registerFunction('range', range, '<nnn:a>');
  expression.registerFunction('hash', hash, '<ss:s>');
}

function partition(array: readonly unknown[], size: number): unknown[][] {
  const count = Math.ceil(array.length / size);
  return Array.from({ length: count }, (_, index) => array.slice(index * size, (index + 1) * size));
}

function range(first: number, last: number, step: number): number[] {
  return Array.from({ length: Math.max(0, Math.floor((last - first) / step) + 1) }, (_, index) => first + index * step);
}

function hash(text: string, algorithm: string): string {
  const name = ALGORITHMS[algorithm];
  if (name === undefined) throw new Error(`$hash knows no ${algorithm}`);
  return createHash(name).update(text).digest('hex');
}
