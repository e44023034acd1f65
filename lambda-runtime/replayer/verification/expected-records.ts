import { unreadableMessage } from '../../files/shown-path';
import { originOf } from '../../records/record';
import { toOutgoing } from '../publishing/outgoing';
import { Merge, type Read, type ReadRecord, release } from '../reading/merge';
import { ReadAhead } from '../reading/read-ahead';
import type { SharedReads } from '../reading/shared-reads';
import { goesOut, judge } from '../request/filters';
import { isTimedByPath } from '../selection/file-to-replay';
import { addDifference } from './differences';
import { digestOf, type RecordDigest } from './record-digest';
import type { Stretch } from './stretches';
import { addSourceOffset, type VerificationState } from './verification-state';

/** A record that should have gone out. */
export interface ExpectedRecord extends RecordDigest {
  /** The offset of the record. For files of others it is the place in the order of the replay. */
  readonly offset: number;
  /** The place of the record in Kafka, for people to read. */
  readonly origin: string;
  /** The partition that it must be in; undefined if its key has chosen it. */
  readonly partition: number | undefined;
}

/** Some records that follow each other. */
export interface ExpectedChunk {
  readonly records: readonly ExpectedRecord[];
  /** The place from which the next chunk is read; undefined if this one is the last. */
  readonly next: StretchPlace | undefined;
}

/** An offset in one of several stretches that follow each other. */
export interface StretchPlace {
  /** The number of stretches before it. */
  readonly stretch: number;
  readonly offset: number;
}

// Both sides of a chunk are read before it counts: it bounds what is held in memory, which is digests alone, and what is read
// again where the deadline cuts it.
const MOST_RECORDS = 10_000;
const MOST_BYTES = 64 * 1024 * 1024;

const COUNTED_AS = {
  filtered: 'filtered',
  unknownTime: 'unknown_time',
  excluded: 'excluded',
  dropped: 'dropped',
} as const;

/** Reads the files as the replay did: the same selection and merging, the same filters, the same changes on the way out. */
export class ExpectedRecords {
  private current = 0;
  private reading: Merge;

  /** @param stretches what is left of the source partition */
  public constructor(
    private readonly stretches: readonly [Stretch, ...Stretch[]],
    private readonly inFlight: SharedReads,
    private readonly mostRecords = MOST_RECORDS,
  ) {
    this.reading = this.read(stretches[0]);
  }

  /** @returns undefined if the time is over */
  public async chunk(state: VerificationState, isOver: () => boolean): Promise<ExpectedChunk | undefined> {
    const records: ExpectedRecord[] = [];
    let bytes = 0;
    for (let count = 0; ; ) {
      if (isOver()) {
        return undefined;
      }
      const read = await this.reading.next();
      if (read === undefined) {
        if (!this.goOn()) {
          return { records, next: undefined };
        }
        continue;
      }
      count++;
      try {
        this.nameBroken(read, state);
        if ('record' in read) {
          bytes += read.record.value?.length ?? 0;
          this.take(read, records, state);
        } else {
          this.unreadable(unreadableMessage(read.files[0].path, read.error, read.gap ? read.offset : undefined), state);
        }
      } finally {
        release(read);
      }
      if (count >= this.mostRecords || bytes >= MOST_BYTES) {
        const offset = read.offset + ('record' in read || !read.gap ? 1 : 0);
        return { records, next: { stretch: this.current, offset } };
      }
    }
  }

  public stop(): void {
    this.reading.stop();
  }

  /** Goes on with the next stretch. @returns false behind the last */
  private goOn(): boolean {
    const next = this.stretches[this.current + 1];
    if (next === undefined) {
      return false;
    }
    this.current++;
    this.reading.stop();
    this.reading = this.read(next);
    return true;
  }

  private read({ partition }: Stretch): Merge {
    return new Merge(new ReadAhead(partition, this.inFlight), partition.from, partition.to);
  }

  private get stretch(): Stretch {
    return this.stretches[this.current] ?? this.stretches[0];
  }

  private take({ record, files }: ReadRecord, records: ExpectedRecord[], { source }: VerificationState): void {
    const { partition, request } = this.stretch;
    addSourceOffset(source, record.offset, partition.foreign === undefined);
    source.copies += files.length - 1;
    const verdict = judge(request.filters, record, isTimedByPath(files[0].source));
    if (goesOut(verdict)) {
      source.tombstoned += verdict === 'tombstoned' ? 1 : 0;
      const outgoing = toOutgoing(record, request);
      const digest = digestOf(outgoing, outgoing.timestamp);
      records.push({ ...digest, offset: record.offset, origin: originOf(record), partition: outgoing.partition });
    } else {
      source[COUNTED_AS[verdict]]++;
    }
  }

  /** Nothing is lost with a second file of a record that cannot be read. */
  private nameBroken(read: Read, { source }: VerificationState): void {
    source.copies += read.files.flatMap(({ broken }) => broken.splice(0)).length;
  }

  private unreadable(problem: string, { source, differences }: VerificationState): void {
    if (this.stretch.request.onUnreadable === 'skip') {
      source.passed_by++;
    } else {
      addDifference(differences, { kind: 'unreadable', problem });
    }
  }
}
