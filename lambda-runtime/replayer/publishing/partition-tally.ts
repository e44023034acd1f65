import { unreadableMessage } from '../../files/shown-path';
import { classOfPath, UNCLASSIFIED } from '../../files/size-class';
import type { LoadedFile } from '../reading/loaded-file';
import { type Read, type ReadRecord, release } from '../reading/merge';
import type { Verdict } from '../request/filters';
import { positionAt, type SourcePartition } from '../selection/file-to-replay';
import type { SharedReplay } from './shared-replay';
import type { Problem } from './topic-rules';

/** A record that was read, and what is to become of it. */
export interface JudgedRecord extends ReadRecord {
  readonly verdict: Verdict;
  /** The reason not to send it, where it is known. */
  readonly problem: Problem | undefined;
  /** True once it is acknowledged, though others of its batch are not. */
  delivered?: boolean;
}

export function isMatched({ verdict }: JudgedRecord): boolean {
  return verdict === 'matched';
}

/** Counts, measures and tells what becomes of the records of one partition. */
export class PartitionTally {
  public constructor(
    private readonly partition: SourcePartition,
    private readonly shared: SharedReplay,
  ) {}

  /** A record that was acknowledged, or that the filters left out. */
  public replayed(read: JudgedRecord): void {
    const { statistics, metrics, targets } = this.shared;
    if (targets !== undefined && isMatched(read)) {
      statistics.publishedOne();
      metrics.add(this.classOf(read.files[0].path), 'RecordsPublished', 1);
    }
    this.passed(read);
  }

  /** Counts what was read, and goes behind the record: no other invocation comes back to it. */
  public passed(read: JudgedRecord): void {
    const { statistics, positions } = this.shared;
    const [, ...copies] = read.files;
    read.files
      .filter(({ counted }) => !counted)
      .forEach((uncounted) => {
        this.count(uncounted);
      });
    this.nameBroken(read);
    statistics.copies += copies.length;
    statistics.judged(read.verdict, read.record.timestamp);
    positions.set(this.partition.key, positionAt(this.partition, read.offset + 1));
    release(read);
  }

  private count(file: LoadedFile): void {
    const { statistics, metrics } = this.shared;
    const { path, bytes, readMs } = file;
    const sizeClass = this.classOf(path);
    file.counted = true;
    statistics.read(sizeClass, bytes, readMs);
    metrics.latency(sizeClass, 'ReadLatencyMs', readMs);
    metrics.add(sizeClass, 'FilesRead', 1);
    metrics.add(sizeClass, 'BytesRead', bytes);
  }

  /** Names the files that cannot be read beside the one that the record came from. Nothing is lost with them. */
  public nameBroken(read: Read): void {
    for (const { path, error } of read.files.flatMap(({ broken }) => broken.splice(0))) {
      this.passedBy(read, unreadableMessage(path, error));
    }
  }

  /** A record, or a file, that the replay goes on without. */
  public passedBy(read: Read, message: string): void {
    this.shared.statistics.passedByWithout(1, message);
    this.tell([read], message);
  }

  /** @param cause the error because of which the partition stops in front of the records */
  public stopped(reads: readonly Read[], message: string, cause: unknown): void {
    this.shared.statistics.stoppedBefore(reads.length, message, cause);
    this.tell(reads, message);
  }

  private tell(reads: readonly Read[], message: string): void {
    this.shared.problems.add({ partition: this.partition.key, problem: message });
    for (const read of reads) {
      this.shared.metrics.add(this.classOf(read.files[0].path), 'RecordsFailed', 1);
    }
  }

  private classOf(path: string): string {
    return classOfPath(this.shared.configuration.sizeClasses, path)?.name ?? UNCLASSIFIED;
  }
}
