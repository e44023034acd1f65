import { unreadableMessage } from '../../files/shown-path';
import { originOf } from '../../records/record';
import { toOutgoing } from '../publishing/outgoing';
import { Merge, type Read, type ReadRecord, release } from '../reading/merge';
import { ReadAhead } from '../reading/read-ahead';
import type { SharedReads } from '../reading/shared-reads';
import { goesOut, judge } from '../request/filters';
import type { ReplayRequest } from '../request/request';
import { isTimedByPath, type SourcePartition } from '../selection/file-to-replay';
import { addDifference } from './differences';
import { digestOf, type RecordDigest } from './record-digest';
import { addSourceOffset, type VerificationState } from './verification-state';

/** A record that should have gone out. */
export interface ExpectedRecord extends RecordDigest {
  /** Its offset; of files of others, its place in the order of the replay. */
  readonly offset: number;
  /** Its place in Kafka, for people to read. */
  readonly origin: string;
  /** Undefined where its key has chosen. */
  readonly partition: number | undefined;
}

/** Some records that follow each other. */
export interface ExpectedChunk {
  readonly records: readonly ExpectedRecord[];
  /** The offset from which the next chunk is read; undefined if this one is the last. */
  readonly next: number | undefined;
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
  private readonly reading: Merge;

  public constructor(
    private readonly partition: SourcePartition,
    private readonly request: ReplayRequest,
    inFlight: SharedReads,
    private readonly mostRecords = MOST_RECORDS,
  ) {
    this.reading = new Merge(new ReadAhead(partition, inFlight), partition.from, partition.to);
  }

  /** @returns undefined if the time is over */
  public async chunk(state: VerificationState, isOver: () => boolean): Promise<ExpectedChunk | undefined> {
    const records: ExpectedRecord[] = [];
    let bytes = 0;
    for (let count = 0; ; count++) {
      if (isOver()) {
        return undefined;
      }
      const read = await this.reading.next();
      if (read === undefined) {
        return { records, next: undefined };
      }
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
      if (count + 1 >= this.mostRecords || bytes >= MOST_BYTES) {
        return { records, next: read.offset + ('record' in read || !read.gap ? 1 : 0) };
      }
    }
  }

  public stop(): void {
    this.reading.stop();
  }

  private take({ record, files }: ReadRecord, records: ExpectedRecord[], { source }: VerificationState): void {
    addSourceOffset(source, record.offset, this.partition.foreign === undefined);
    source.copies += files.length - 1;
    const verdict = judge(this.request.filters, record, isTimedByPath(files[0].source));
    if (goesOut(verdict)) {
      source.tombstoned += verdict === 'tombstoned' ? 1 : 0;
      const outgoing = toOutgoing(record, this.request);
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
    if (this.request.onUnreadable === 'skip') {
      source.passed_by++;
    } else {
      addDifference(differences, { kind: 'unreadable', problem });
    }
  }
}
