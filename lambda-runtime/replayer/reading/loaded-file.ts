import type { FileContent } from '../../files/read';
import type { Claim } from '../../in-flight';
import { decodeRecord } from '../../records/codec';
import type { KafkaRecord } from '../../records/record';
import { decodeSegment } from '../../records/segment';
import type { FileToReplay, SourcePartition } from '../selection/file-to-replay';

/** A file that cannot be read, of a record that another file holds. */
export interface BrokenCopy {
  readonly path: string;
  readonly error: unknown;
}

/** A file in memory, until the last of its records is done with. */
export class LoadedFile {
  public readonly bytes: number;
  public readonly readMs: number;
  /** True once it has been added to the statistics. */
  public counted = false;
  /** Files of the same record that cannot be read, in whose place this one came. */
  public readonly broken: BrokenCopy[] = [];
  private holders = 1;

  public constructor(
    private readonly partition: SourcePartition,
    public readonly source: FileToReplay,
    public readonly path: string,
    private readonly content: FileContent | { readonly error: unknown },
    public readonly claim: Claim | undefined,
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

  /** @returns the reason why the file's one record cannot be read; undefined if it can */
  public fault(): { readonly error: unknown } | undefined {
    try {
      this.records().next();
      return undefined;
    } catch (error) {
      return { error };
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
