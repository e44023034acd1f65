import type { Deadline } from '../deadline/deadline';
import type { Leftovers } from '../files/leftovers';
import { UNCLASSIFIED } from '../files/size-class';
import { InFlight } from '../in-flight';
import type { RecordsByKey } from '../records/event';
import type { Log } from '../telemetry/log';
import type { ClassMetrics } from '../telemetry/metrics';
import { FileWriter } from './file-writer';
import type { IngestConfiguration } from './ingest-configuration';
import { type Failure, failure, type Item, type Outcome } from './item';
import { planFiles } from './plan';
import type { PlannedFile } from './planned-file';

/** The partial answer of a Kafka event source mapping: of each partition, the offset from which to deliver again. */
export interface KafkaBatchResponse {
  readonly batchItemFailures: { readonly itemIdentifier: { readonly partition: string; readonly offset: number } }[];
}

export interface IngestDependencies {
  readonly configuration: IngestConfiguration;
  readonly deadline: Deadline;
  readonly metrics: ClassMetrics;
  readonly leftovers: Leftovers;
  readonly log: Log;
}

interface FailedRecord extends Failure {
  readonly key: string;
  readonly offset: number;
}

// A full batch on a full disk would otherwise log thousands of times the same.
const MOST_FAILURES_LOGGED = 50;

/**
 * Writes the files of a batch, many at a time. A record or file that fails fails alone; what cannot be written before
 * the deadline is reported like a failure, and comes again.
 *
 * @throws where records failed and Lambda would not heed an answer that says so: then all of the batch comes again
 */
export async function ingestBatch(
  records: RecordsByKey,
  dependencies: IngestDependencies,
): Promise<KafkaBatchResponse> {
  const items = itemsOf(records);
  const answered = new AbortController();
  await Promise.race([writeAll(items, dependencies, answered.signal), dependencies.deadline.last]);
  answered.abort(new Error('the batch was answered before this was written'));
  const failed = items.flatMap(failureOf);
  for (const { sizeClass } of failed) {
    dependencies.metrics.add(sizeClass, 'RecordsFailed', 1);
  }
  logFailures(failed, items.length, dependencies.log);
  if (!dependencies.configuration.answersInPart) {
    assertNone(failed, items.length);
  }
  return { batchItemFailures: lowestOffsets(failed) };
}

function itemsOf(records: RecordsByKey): Item[] {
  return [...records].flatMap(([key, list]) => list.map(({ offset, read }): Item => ({ key, offset, read })));
}

async function writeAll(
  items: readonly Item[],
  { configuration, deadline, metrics, leftovers }: IngestDependencies,
  answered: AbortSignal,
): Promise<void> {
  const writer = new FileWriter(configuration.root, metrics, leftovers, answered);
  const inFlight = new InFlight(configuration.limits);
  const writes: Promise<void>[] = [];
  for (const file of planFiles(items, configuration)) {
    await inFlight.files.acquire(1);
    await inFlight.bytes.acquire(file.bytes.length);
    if (deadline.reached()) {
      break;
    }
    writes.push(
      writeOne(writer, file).then((outcome) => {
        for (const item of file.items) {
          item.outcome = outcome;
        }
        inFlight.bytes.release(file.bytes.length);
        inFlight.files.release(1);
      }),
    );
  }
  await Promise.all(writes);
}

async function writeOne(writer: FileWriter, file: PlannedFile): Promise<Outcome> {
  try {
    await writer.write(file);
    return 'settled';
  } catch (error) {
    return failure(error, file.sizeClass, file.path);
  }
}

function failureOf({ key, offset, outcome }: Item): FailedRecord[] {
  const what = outcome ?? { problem: 'the deadline came before it was written', sizeClass: UNCLASSIFIED };
  return what === 'settled' ? [] : [{ ...what, key, offset }];
}

function assertNone([first, ...others]: readonly FailedRecord[], total: number): void {
  if (first !== undefined) {
    throw new Error(
      `${others.length + 1} of ${total} records were not written, and Lambda takes no partial answer here, so the whole ` +
        `batch fails and comes again; the first is offset ${first.offset} of "${first.key}": ${first.problem}`,
    );
  }
}

function lowestOffsets(failed: readonly FailedRecord[]) {
  const lowest = new Map<string, number>();
  for (const { key, offset } of failed) {
    lowest.set(key, Math.min(offset, lowest.get(key) ?? offset));
  }
  return [...lowest].map(([partition, offset]) => ({ itemIdentifier: { partition, offset } }));
}

function logFailures(failed: readonly FailedRecord[], total: number, log: Log): void {
  for (const { key, offset, path, code, problem } of failed.slice(0, MOST_FAILURES_LOGGED)) {
    log.error('record not written', { partition: key, offset, path, code, problem });
  }
  if (failed.length > 0) {
    log.error('batch not written in full', { records: total, failed: failed.length });
  }
}
