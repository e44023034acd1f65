/**
 * The workflow's bucket, with objects that its steps hand to one another because their answers have no room for them.
 */
export interface ObjectStore {
  /** The bucket's name. */
  readonly bucket: string;
  /** @returns the object's bytes, piece by piece; undefined where there is no such object */
  read(key: string): Promise<AsyncIterable<Uint8Array> | undefined>;
  write(key: string, bytes: Uint8Array, contentType: string): Promise<void>;
  /** Writes an object unless there is one already. @returns false if there is one */
  create(key: string, bytes: Uint8Array, contentType: string): Promise<boolean>;
  /** Lists the keys that begin with a prefix, in the order of their bytes. */
  list(prefix: string): AsyncIterable<string>;
}

const JSON_TYPE = 'application/json';

export async function writeJson(store: ObjectStore, key: string, value: unknown): Promise<void> {
  await store.write(key, Buffer.from(JSON.stringify(value)), JSON_TYPE);
}

/** @returns false if there is such an object already, which stays as it is */
export async function createJson(store: ObjectStore, key: string, value: unknown): Promise<boolean> {
  return store.create(key, Buffer.from(JSON.stringify(value)), JSON_TYPE);
}

/** @returns the value; undefined if there is no such object */
export async function readJson(store: ObjectStore, key: string): Promise<unknown> {
  const chunks = await store.read(key);
  if (chunks === undefined) {
    return undefined;
  }
  const text = (await collect(chunks)).toString();
  try {
    return JSON.parse(text);
  } catch {
    // Without the cause, which quotes the text: a request may have the key of a record.
    throw new Error(`${uri(store, key)} is not JSON`);
  }
}

export async function collect(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const collected: Uint8Array[] = [];
  for await (const chunk of chunks) {
    collected.push(chunk);
  }
  return Buffer.concat(collected);
}

export function uri({ bucket }: ObjectStore, key: string): string {
  return `s3://${bucket}/${key}`;
}
