import type { ObjectStore } from '../../../lambda-runtime/replayer/runs/object-store';

/** A bucket in memory. */
export class MemoryStore implements ObjectStore {
  public readonly bucket = 'replays';
  public readonly objects = new Map<string, Buffer>();

  /** @param piece how many bytes at a time are read */
  public constructor(private readonly piece = 1000) {}

  public async read(key: string): Promise<AsyncIterable<Uint8Array> | undefined> {
    const bytes = this.objects.get(key);
    return bytes && this.pieces(bytes);
  }

  public async write(key: string, bytes: Uint8Array): Promise<void> {
    this.objects.set(key, Buffer.from(bytes));
  }

  public async create(key: string, bytes: Uint8Array): Promise<boolean> {
    const isNew = !this.objects.has(key);
    if (isNew) {
      this.objects.set(key, Buffer.from(bytes));
    }
    return isNew;
  }

  public async *list(prefix: string): AsyncGenerator<string> {
    yield* [...this.objects.keys()].filter((key) => key.startsWith(prefix)).sort();
  }

  public json(key: string): unknown {
    return JSON.parse(String(this.objects.get(key)));
  }

  public putJson(key: string, value: unknown): void {
    this.objects.set(key, Buffer.from(JSON.stringify(value)));
  }

  private async *pieces(bytes: Buffer): AsyncGenerator<Uint8Array> {
    for (let start = 0; start < bytes.length; start += this.piece) {
      yield bytes.subarray(start, start + this.piece);
    }
  }
}
