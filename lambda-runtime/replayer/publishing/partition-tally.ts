import { UNCLASSIFIED } from '../../../src/contract/metrics';
import { unreadableMessage } from '../../files/shown-path';
import { classOfPath } from '../../files/size-class';
import type { OutgoingRecord, RecordPlace } from '../../kafka/publisher';
import type { OriginMetrics } from '../../telemetry/metrics';
import type { LoadedFile } from '../reading/loaded-file';
import { type Read, type ReadRecord, release } from '../reading/merge';
import { goesOut, leavesOutKeys, type Verdict } from '../request/filters';
import { positionAt, type SourcePartition } from '../selection/file-to-replay';
import { hasHeaderCollision } from './outgoing';
import type { SharedReplay } from './shared-replay';
import type { Problem } from './topic-rules';

/** The fate of a record. */
export interface Judgement {
  readonly verdict: Verdict;
  readonly outgoing: OutgoingRecord;
  /** The bytes that it takes of a batch, estimated. */
  readonly bytes: number;
  /** The reason not to send it, where it is known. */
  readonly problem: Problem | undefined;
}

/** A record that was read, and what is to become of it. */
export interface JudgedRecord extends ReadRecord, Judgement {
  /** True once it is acknowledged, though others of its batch are not. */
  delivered?: boolean;
  /** The place that it got at the target. */
  place?: RecordPlace | undefined;
}

export function isMatched({ verdict }: JudgedRecord): boolean {
  return goesOut(verdict);
}

/** Counts, measures and tells what becomes of the records of one partition. */
export class PartitionTally {
  private readonly byClass = new Map<string, OriginMetrics>();

  public constructor(
    private readonly partition: SourcePartition,
    private readonly shared: SharedReplay,
  ) {}

  /** Counts a record that was acknowledged, or that does not go out. */
  public replayed(read: JudgedRecord): void {
    const { statistics, targets } = this.shared;
    if (targets !== undefined && isMatched(read)) {
      statistics.publishedOne();
      const metrics = this.metricsOf(this.classOf(read.files[0].path));
      metrics.add('RecordsPublished', 1);
      metrics.covers(read.offset);
    }
    this.passed(read);
  }

  /** Counts a record that was read, and moves the position past it: no other invocation comes back to it. */
  public passed(read: JudgedRecord): void {
    const { statistics, positions, request } = this.shared;
    const [, ...copies] = read.files;
    read.files
      .filter(({ counted }) => !counted)
      .forEach((uncounted) => {
        this.count(uncounted);
      });
    this.nameBroken(read);
    statistics.copies += copies.length;
    statistics.judged(read.verdict, read.record.timestamp);
    if (isMatched(read)) {
      statistics.unknownKeys += read.record.key === null && leavesOutKeys(request.filters) ? 1 : 0;
      statistics.headerCollisions += hasHeaderCollision(read.record, request) ? 1 : 0;
    }
    positions.set(this.partition.key, positionAt(this.partition, read.offset + 1));
    release(read);
  }

  private count(file: LoadedFile): void {
    const { path, bytes, readMs } = file;
    const sizeClass = this.classOf(path);
    file.counted = true;
    this.shared.statistics.read(sizeClass, bytes, readMs);
    this.shared.slowest.took(path, readMs);
    const metrics = this.metricsOf(sizeClass);
    metrics.latency('ReadLatencyMs', readMs);
    metrics.add('FilesRead', 1);
    metrics.add('BytesRead', bytes);
  }

  /** Names the files that cannot be read beside the one that the record came from. Nothing is lost with them. */
  public nameBroken(read: Read): void {
    for (const { path, error } of read.files.flatMap(({ broken }) => broken.splice(0))) {
      this.passedBy(read, unreadableMessage(path, error));
    }
  }

  /** Counts a record, or a file, that the replay goes on without. */
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
    const { topic, partition } = this.partition;
    const offsets = reads.map(({ offset }) => offset);
    const span = reads.length > 0 && { first_offset: Math.min(...offsets), last_offset: Math.max(...offsets) };
    this.shared.problems.add({ topic, partition, ...span, problem: message });
    for (const { files, offset } of reads) {
      const metrics = this.metricsOf(this.classOf(files[0].path));
      metrics.add('RecordsFailed', 1);
      metrics.covers(offset);
    }
  }

  private metricsOf(sizeClass: string): OriginMetrics {
    const { topic, partition } = this.partition;
    let found = this.byClass.get(sizeClass);
    if (found === undefined) {
      found = this.shared.metrics.of({ sizeClass, topic, partition });
      this.byClass.set(sizeClass, found);
    }
    return found;
  }

  private classOf(path: string): string {
    return classOfPath(this.shared.configuration.sizeClasses, path)?.name ?? UNCLASSIFIED;
  }
}
