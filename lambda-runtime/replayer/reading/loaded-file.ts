import type { FileContent } from '../../files/read';
import type { Claim } from '../../in-flight';
import { decodeRecord } from '../../records/codec';
import type { KafkaRecord } from '../../records/record';
import { decodeSegment } from '../../records/segment';
import type { FileToReplay, SourcePartition } from '../selection/select-files';

/** A file in memory, until the last of its records is done with. */
export class LoadedFile {
  public readonly bytes: number;
  public readonly readMs: number;
  /** True once it has been added to the statistics. */
  public counted = false;
  private holders = 1;

  public constructor(
    private readonly partition: SourcePartition,
    public readonly source: FileToReplay,
    public readonly path: string,
    private readonly content: FileContent | { readonly error: unknown },
    private readonly claim: Claim | undefined,
  ) {
    this.bytes = 'error' in content ? 0 : content.bytes.length;
    this.readMs = 'error' in content ? 0 : content.readMs;
  }

  /** Gives the records that can be read, and then throws if these are not all. */
  public *records(): Generator<KafkaRecord, void, undefined> {
    const { content, source } = this;
    const { topic, partition } = this.partition;
    if ('error' in content) {
      throw content.error;
    }
    if (source.prefix === undefined) {
      yield* decodeSegment({ ...source, topic, partition }, { extension: source.extension, bytes: content.bytes });
    } else {
      yield decodeRecord(
        { topic, partition, offset: source.first },
        { extension: source.extension, bytes: content.bytes },
      );
    }
  }

  public retain(): void {
    this.holders++;
  }

  public release(): void {
    this.holders--;
    if (this.holders === 0) {
      this.claim?.release();
    }
  }
}
