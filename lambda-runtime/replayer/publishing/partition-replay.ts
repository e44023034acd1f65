import { errorMessage, isSystemError } from '../../errors';
import { shownPath, unreadableMessage } from '../../files/shown-path';
import { RefusedError, sizeOf } from '../../kafka/publisher';
import { PermanentError } from '../../permanent-error';
import { type KafkaRecord, originOf } from '../../records/record';
import type { AcknowledgedRecord } from '../offset-map/recorded-map';
import { LONGEST_NAP_MS } from '../pacing/idling';
import { isCovered } from '../reading/covered';
import type { LoadedFile } from '../reading/loaded-file';
import { Merge, type ReadRecord, release, type Unreadable } from '../reading/merge';
import { ReadAhead } from '../reading/read-ahead';
import { goesOut, judge } from '../request/filters';
import { hasManyRecords, isTimedByPath, positionAt, type SourcePartition } from '../selection/file-to-replay';
import { MOST_BATCH_BYTES, MOST_BATCH_RECORDS } from './batch-limits';
import { targetTopicOf, toOutgoing } from './outgoing';
import { isMatched, type JudgedRecord, type Judgement, PartitionTally } from './partition-tally';
import type { SharedReplay } from './shared-replay';
import { HOW_TO_MEND, type Problem, passesBy, type TopicRules } from './topic-rules';

/**
 * Tells how a partition was left: at its end, at a failure, cut by the deadline, or before a record that is due later.
 */
export type PartitionEnd = 'done' | 'failed' | 'cut' | { readonly due: number };

/** Replays one source partition in the order of its offsets. */
export class PartitionReplay {
  private readonly reading: Merge;
  private readonly tally: PartitionTally;
  private readonly topic: string;
  /** The rules of the topic; undefined if nothing is sent, or if the topic's settings cannot be read. */
  private readonly rules: TopicRules | undefined;
  private mostBatchBytes: number;
  /** Counts how often brokers have refused a batch. */
  private refusals = 0;

  public constructor(
    private readonly partition: SourcePartition,
    private readonly shared: SharedReplay,
  ) {
    this.tally = new PartitionTally(partition, shared);
    this.topic = targetTopicOf(partition.topic, shared.request);
    this.rules = shared.targets?.rules.get(this.topic);
    this.mostBatchBytes = Math.min(MOST_BATCH_BYTES, this.rules?.mostBatchBytes ?? MOST_BATCH_BYTES);
    this.reading = new Merge(new ReadAhead(partition, shared.inFlight), partition.from, partition.to);
  }

  public async run(): Promise<PartitionEnd> {
    try {
      while (!this.shared.deadline.reached()) {
        const next = await this.reading.next();
        if (next === undefined) {
          return 'done';
        }
        const outcome = 'record' in next ? await this.inItsTime(next) : await this.unreadable(next);
        if (outcome !== 'next') {
          return outcome;
        }
      }
      return 'cut';
    } finally {
      this.reading.stop();
    }
  }

  private async inItsTime(read: ReadRecord): Promise<PartitionEnd | 'next'> {
    const first = { ...read, ...this.judge(read.record, read.files[0]) };
    if (first.problem !== undefined) {
      return this.notSent(first, first.problem) ? 'next' : 'failed';
    }
    for (let due = this.due(first); due > this.shared.clock.now(); due = this.due(first)) {
      const short = due - this.shared.clock.now() <= LONGEST_NAP_MS;
      if (!short || !(await this.shared.idling.nap(due))) {
        release(read);
        return { due };
      }
    }
    const isDelivered = await this.shared.inFlight.sends.with(1, () => this.replay(this.batchFrom(first)));
    return isDelivered ? 'next' : 'failed';
  }

  /** The time at which a record is due. A record that does not go out need not wait. */
  private due({ record, verdict }: JudgedRecord): number {
    return goesOut(verdict) ? (this.shared.pace?.due(record) ?? 0) : 0;
  }

  /**
   * The record and those after it that have been read already and are due. While a batch is on its way the next one is
   * collected, and a slow mount does not hold back records that have arrived. Records that the filters leave out are
   * among them, since the position may not pass earlier records that are not acknowledged.
   */
  private batchFrom(first: JudgedRecord): JudgedRecord[] {
    const { pace, clock } = this.shared;
    const batch: JudgedRecord[] = [];
    let bytes = 0;
    const add = (read: JudgedRecord) => {
      bytes += read.bytes;
      batch.push(read);
      if (isMatched(read)) {
        pace?.take(read.bytes);
      }
    };
    const fitting = (record: KafkaRecord, file: LoadedFile): Judgement | undefined => {
      if (batch.length >= MOST_BATCH_RECORDS || (pace !== undefined && pace.due(record) > clock.now())) {
        return undefined;
      }
      const judgement = this.judge(record, file);
      const fits = judgement.problem === undefined && bytes + judgement.bytes <= this.mostBatchBytes;
      return fits ? judgement : undefined;
    };
    for (let next: JudgedRecord | undefined = first; next !== undefined; next = this.reading.nextIfReady(fitting)) {
      add(next);
    }
    return batch;
  }

  private judge(record: KafkaRecord, file: LoadedFile): Judgement {
    const verdict = judge(this.shared.request.filters, record, isTimedByPath(file.source));
    const outgoing = toOutgoing(record, this.shared.request);
    const problem = goesOut(verdict) ? this.rules?.problemOf(outgoing) : undefined;
    return { verdict, outgoing, bytes: sizeOf(outgoing), problem };
  }

  /** @returns false if a record was not delivered: nothing behind it may go out before it */
  private async replay(batch: readonly JudgedRecord[]): Promise<boolean> {
    const sent = batch.filter((read) => isMatched(read) && !read.delivered);
    try {
      if (sent.length > 0) {
        const published = await this.shared.targets?.publisher.publish(
          this.topic,
          sent.map(({ outgoing }) => outgoing),
        );
        for (const [index, read] of sent.entries()) {
          read.place = published?.places[index];
        }
        if (published?.mayBeRepeated) {
          this.inDoubt(batch);
        }
      }
    } catch (error) {
      return error instanceof RefusedError ? this.refused(batch, sent, error) : this.undelivered(batch, sent, error);
    }
    await this.acknowledged(batch);
    return true;
  }

  private async acknowledged(batch: readonly JudgedRecord[]): Promise<void> {
    for (const read of batch) {
      this.tally.replayed(read);
    }
    if (batch.some(isMatched)) {
      this.shared.offsetMap?.add(this.placesOf(batch));
      await this.shared.acknowledged();
    }
  }

  private *placesOf(batch: readonly JudgedRecord[]): Generator<AcknowledgedRecord> {
    for (const { offset, outgoing, place } of batch.filter(isMatched)) {
      yield { offset, place, timed: outgoing.timestamp !== undefined };
    }
  }

  /** Notes that records of the batch may be in the topic at other places than the brokers told. */
  private inDoubt([first]: readonly JudgedRecord[]): void {
    if (first !== undefined) {
      this.shared.offsetMap?.doubt(first.offset);
    }
  }

  /** Divides a batch until the refused record is alone, so that all the others go out, in their order. */
  private async refused(
    batch: readonly JudgedRecord[],
    sent: readonly JudgedRecord[],
    error: RefusedError,
  ): Promise<boolean> {
    this.refusals++;
    for (const [index, read] of sent.entries()) {
      read.delivered = error.delivered.has(index);
      read.place = error.delivered.get(index);
    }
    this.inDoubt(batch);
    const [refused, ...others] = sent.filter(({ delivered }) => !delivered);
    if (refused === undefined) {
      return this.replay(batch);
    }
    if (others.length > 0) {
      return this.replayHalves(batch, error.isTooLarge);
    }
    const place = batch.indexOf(refused);
    await this.acknowledged(batch.slice(0, place));
    const goOn = this.notSent(refused, { kind: 'undeliverable', reason: errorMessage(error) });
    return this.rest(batch.slice(place + 1), goOn);
  }

  private async replayHalves(batch: readonly JudgedRecord[], isTooLarge: boolean): Promise<boolean> {
    const before = this.refusals;
    const middle = Math.ceil(batch.length / 2);
    const first = await this.replay(batch.slice(0, middle));
    const both = await this.rest(batch.slice(middle), first);
    if (isTooLarge && this.refusals === before) {
      // It was the batch that was too large, and not one record: from now on batches are smaller.
      const bytes = batch.reduce((sum, read) => sum + read.bytes, 0);
      this.mostBatchBytes = Math.min(this.mostBatchBytes, bytes / 2);
    }
    return both;
  }

  private async rest(batch: readonly JudgedRecord[], goOn: boolean): Promise<boolean> {
    if (goOn) {
      return this.replay(batch);
    }
    batch.forEach((read) => {
      release(read);
    });
    return false;
  }

  /** @returns true if the replay goes on behind the record; otherwise nothing behind it may go out */
  private notSent(read: JudgedRecord, problem: Problem): boolean {
    const goOn = passesBy(this.shared.request, problem);
    const what = `${originOf(read.record)} was ${goOn ? 'passed by' : 'not published'}: ${problem.reason}`;
    if (goOn) {
      this.tally.passedBy(read, what);
    } else {
      const message = `${what}; ${HOW_TO_MEND[problem.kind]}`;
      this.tally.stopped([read], message, new PermanentError('RecordRefused', message));
    }
    if (problem.kind === 'undeliverable') {
      this.shared.statistics.undeliverableOne(goOn);
    }
    if (goOn) {
      this.tally.passed(read);
    } else {
      release(read);
    }
    return goOn;
  }

  private undelivered(batch: readonly JudgedRecord[], sent: readonly JudgedRecord[], error: unknown): false {
    const [first, last] = [sent.at(0), sent.at(-1)].map((read) => (read === undefined ? '' : nameOf(read)));
    const which = sent.length === 1 ? `${first} was` : `${sent.length} records from ${first} to ${last} were`;
    this.tally.stopped(sent, `${which} not delivered: ${errorMessage(error)}`, error);
    batch.forEach((read) => {
      release(read);
    });
    return false;
  }

  /**
   * Handles a file that cannot be read. A dry run goes on, since its purpose is to find every such file. The replay
   * also goes on if other files have all of its records.
   */
  private async unreadable(read: Unreadable): Promise<PartitionEnd | 'next'> {
    const { dryRun, onUnreadable } = this.shared.request;
    const goOn = dryRun || onUnreadable === 'skip' || (read.gap && (await this.isCovered(read)));
    if (goOn === undefined) {
      release(read);
      return 'cut';
    }
    const message = unreadableMessage(read.files[0].path, read.error, read.gap ? read.offset : undefined);
    if (goOn) {
      this.tally.passedBy(read, message);
    } else {
      this.tally.stopped(
        [read],
        message,
        isSystemError(read.error) ? read.error : new PermanentError('RecordRefused', message),
      );
    }
    this.tally.nameBroken(read);
    release(read);
    // If the rest of a segment is missing, another segment may hold that offset.
    if (goOn && !read.gap) {
      this.shared.positions.set(this.partition.key, positionAt(this.partition, read.offset + 1));
    }
    return goOn ? 'next' : 'failed';
  }

  private isCovered({ files: [broken], offset }: Unreadable): Promise<boolean | undefined> {
    const { inFlight, deadline } = this.shared;
    return isCovered(broken, offset, {
      partition: this.partition,
      shared: inFlight,
      isOver: () => deadline.reached(),
    });
  }
}

/** Names a record by its file, if the file holds it alone. */
function nameOf({ files: [{ path, source }], record }: ReadRecord): string {
  return hasManyRecords(source) ? `record ${record.origin ?? record.offset} of ${shownPath(path)}` : shownPath(path);
}
