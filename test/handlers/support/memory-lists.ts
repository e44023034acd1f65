import { sha256 } from '../../../lambda-runtime/replayer/suppression/key-set';
import type { ListSource, ReadList } from '../../../lambda-runtime/replayer/suppression/list-source';
import { SuppressionLists } from '../../../lambda-runtime/replayer/suppression/suppression-lists';

/** Buckets of suppression lists in memory; each function has its own lists over them, as each process does. */
export class MemoryLists implements ListSource {
  /** The number of times that objects were read, and that they were reported to be unchanged. */
  public readonly asked = { read: 0, unchanged: 0 };
  private readonly objects = new Map<string, Buffer>();

  public put(address: string, content: string | Buffer): void {
    this.objects.set(address, Buffer.from(content));
  }

  public digestOf(address: string): string {
    return sha256(this.object(address)).toString('hex');
  }

  public lists(): SuppressionLists {
    return new SuppressionLists(this);
  }

  public async read(bucket: string, key: string, tag: string | undefined): Promise<ReadList> {
    const address = `s3://${bucket}/${key}`;
    const now = this.digestOf(address);
    if (tag === now) {
      this.asked.unchanged++;
      return 'unchanged';
    }
    this.asked.read++;
    return { tag: now, chunks: pieces(this.object(address)) };
  }

  private object(address: string): Buffer {
    const content = this.objects.get(address);
    if (content === undefined) {
      throw new Error(`this test has no list ${address}`);
    }
    return content;
  }
}

/** A few bytes at a time, so that lines, their ends and marks are cut everywhere. */
async function* pieces(content: Buffer): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < content.length; start += 3) {
    yield content.subarray(start, start + 3);
  }
}
