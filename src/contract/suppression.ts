import { MAX_KEY_BYTES } from './limits';
import { isObject, type PayloadType } from './payload-type';

/** The choices for records whose key is in the list: they are left out, or go out without their value. */
export const ON_MATCH = ['drop', 'tombstone'] as const;
export type OnMatchName = (typeof ON_MATCH)[number];

/** The list of the keys whose records are not to go out as they are, and what becomes of them. */
export interface SuppressionSetting {
  readonly bucket: string;
  /** The key of the object that holds the list. */
  readonly key: string;
  /** True if its lines are the SHA-256 of keys, false if they are keys; undefined if nobody has said. */
  readonly hashed: boolean | undefined;
  readonly onMatch: OnMatchName;
  /** The SHA-256 that the object must have, in hexadecimal digits. */
  readonly sha256: string | undefined;
}

/** The suppression list as a payload names it. */
export interface SuppressionPayload {
  readonly keys: string;
  readonly hashed?: boolean;
  readonly on_match?: OnMatchName;
  readonly sha256?: string;
}

const PROPERTIES = ['keys', 'hashed', 'on_match', 'sha256'] as const satisfies readonly (keyof SuppressionPayload)[];
const ADDRESS = /^s3:\/\/([a-z0-9][a-z0-9._-]{1,254})\/(.+)$/s;
export const SHA256 = /^[0-9a-f]{64}$/i;

export const SUPPRESSION: PayloadType<SuppressionSetting> = {
  description:
    '`{"keys": "s3://bucket/forgotten.txt", "hashed": false, "on_match": "drop"}`; `on_match` may be `"tombstone"`',
  advice:
    'give {"keys": "s3://bucket/forgotten.txt", "on_match": "drop"}, with the address of an object that lists keys',
  read: (value) => {
    if (!isObject(value)) {
      return undefined;
    }
    const unknown = Object.keys(value).find((name) => !(PROPERTIES as readonly string[]).includes(name));
    if (unknown !== undefined) {
      throw new Error(`there is no '${unknown.slice(0, 50)}'; give any of ${PROPERTIES.join(', ')}`);
    }
    const { keys, hashed, on_match: onMatch = 'drop', sha256 } = value;
    const [, bucket, key] = (typeof keys === 'string' && ADDRESS.exec(keys)) || [];
    if (bucket === undefined || key === undefined || Buffer.byteLength(key) > MAX_KEY_BYTES) {
      throw new Error(
        'keys is no address of an object; give "s3://<bucket>/<key>" of the object whose lines are the keys to suppress',
      );
    }
    if (hashed !== undefined && typeof hashed !== 'boolean') {
      throw new Error('hashed is neither true nor false; give true if the lines are the SHA-256 of keys');
    }
    const known = ON_MATCH.find((name) => name === onMatch);
    if (known === undefined) {
      throw new Error(
        'on_match is unknown; give "drop" to leave the records out, or "tombstone" to take their value away',
      );
    }
    if (sha256 !== undefined && !(typeof sha256 === 'string' && SHA256.test(sha256))) {
      throw new Error('sha256 is no SHA-256; give the 64 hexadecimal digits that sha256sum prints for the object');
    }
    return { bucket, key, hashed, onMatch: known, sha256: sha256?.toLowerCase() };
  },
};

/** The address of a list. */
export function addressOf({ bucket, key }: Pick<SuppressionSetting, 'bucket' | 'key'>): string {
  return `s3://${bucket}/${key}`;
}
