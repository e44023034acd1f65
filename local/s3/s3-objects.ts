import { createHash } from 'node:crypto';

export interface ListedObject {
  readonly key: string;
  /** The ETag in quotes, as S3 has it. */
  readonly etag: string;
  readonly size: number;
  readonly modifiedAt: number;
}

export interface StoredObject extends ListedObject {
  readonly body: Buffer;
}

/**
 * The buckets as a test, or another stand-in, reads and writes them without a request. Buckets that do not exist are
 * errors.
 */
export interface ObjectStore {
  get(bucket: string, key: string): StoredObject | undefined;
  put(bucket: string, key: string, body: Buffer | string): ListedObject;
  /** The objects in S3's order. */
  list(bucket: string, prefix: string): ListedObject[];
}

export class NoSuchBucketError extends Error {}

/** Buckets in memory. */
export class Buckets implements ObjectStore {
  private readonly buckets: ReadonlyMap<string, Bucket>;

  constructor(names: readonly string[]) {
    this.buckets = new Map(names.map((name) => [name, new Bucket()]));
  }

  get(bucket: string, key: string): StoredObject | undefined {
    return this.bucket(bucket).objects.get(key);
  }

  put(bucket: string, key: string, body: Buffer | string): ListedObject {
    return this.bucket(bucket).put(key, Buffer.from(body));
  }

  list(bucket: string, prefix: string): ListedObject[] {
    return this.bucket(bucket)
      .inOrder()
      .filter(({ key }) => key.startsWith(prefix));
  }

  private bucket(name: string): Bucket {
    const bucket = this.buckets.get(name);
    if (bucket === undefined) throw new NoSuchBucketError(`there is no bucket '${name}'`);
    return bucket;
  }
}

class Bucket {
  readonly objects = new Map<string, StoredObject>();
  private sorted: ListedObject[] | undefined;

  put(key: string, body: Buffer): ListedObject {
    const etag = `"${createHash('md5').update(body).digest('hex')}"`;
    const stored = { key, etag, size: body.length, modifiedAt: Date.now(), body };
    this.objects.set(key, stored);
    this.sorted = undefined;
    return stored;
  }

  /** Kept, since a listing of many pages asks for it once a page. */
  inOrder(): ListedObject[] {
    this.sorted ??= [...this.objects.values()].sort((a, b) => compareKeys(a.key, b.key));
    return this.sorted;
  }
}

/** S3 goes by the bytes of UTF-8. */
export function compareKeys(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
