import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';

export interface Content {
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: readonly (readonly [name: Buffer | string, value: Buffer | null])[];
}

const LONGEST_SHOWN = 60;

/** A record's content as one line, which is the same for the same bytes and for no others. */
export function describeContent({ key, value, headers }: Content): string {
  const described = headers.map(([name, bytes]) => `${describeBytes(Buffer.from(name))}: ${describeBytes(bytes)}`);
  return `key ${describeBytes(key)}, headers {${described.join(', ')}}, value ${describeBytes(value)}`;
}

export function describeBytes(bytes: Buffer | null): string {
  if (bytes === null) {
    return 'null';
  }
  if (bytes.length > LONGEST_SHOWN) {
    return `${bytes.length} bytes with SHA-256 ${createHash('sha256').update(bytes).digest('hex')}`;
  }
  return isUtf8(bytes) ? JSON.stringify(bytes.toString()) : `bytes ${bytes.toString('hex')}`;
}
