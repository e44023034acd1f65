import type { Deadline } from '../deadline';
import { errorCode, errorMessage } from '../errors';
import { UNCLASSIFIED } from '../files/size-class';
import { InFlight } from '../in-flight';
import type { RecordsByKey } from '../records/event';
import type { KafkaRecord } from '../records/record';
import type { Log } from '../telemetry/log';
import type { ClassMetrics } from '../telemetry/metrics';
import type { IngestConfiguration } from './configuration';
import { RecordWriter, WriteFailure } from './record-writer';

/** The partial answer of a Kafka event source mapping: of each partition, the offset from which to deliver again. */
export interface KafkaBatchResponse {
  readonly batchItemFailures: { readonly itemIdentifier: { readonly partition: string; readonly offset: number } }[];
}

export interface IngestDependencies {
  readonly configuration: IngestConfiguration;
  readonly deadline: Deadline;
  readonly metrics: ClassMetrics;
  readonly log: Log;
}

interface Failure {
  readonly problem: string;
  readonly sizeClass: string;
  readonly code?: string;
  readonly path?: string;
}

type Outcome = 'written' | Failure;

interface Item {
  readonly key: string;
  readonly offset: number;
  readonly record?: KafkaRecord;
  outcome?: Outcome;
}

// A full batch on a full disk would otherwise log thousands of times the same.
const MOST_FAILURES_LOGGED = 50;

/**
 * Writes every record of a batch, many at a time. A record that fails fails alone; what cannot be written before the
 * deadline is reported like a failure, and comes again.
 */
export async function ingestBatch(
  records: RecordsByKey,
  dependencies: IngestDependencies,
): Promise<KafkaBatchResponse> {
  const items = itemsOf(records);
  await Promise.race([writeAll(items, dependencies), dependencies.deadline.last]);
  const failed = items.flatMap((item) => {
    const outcome = item.outcome ?? { problem: 'the deadline came before it was written', sizeClass: UNCLASSIFIED };
    return outcome === 'written' ? [] : [{ ...outcome, key: item.key, offset: item.offset }];
  });
  for (const { sizeClass } of failed) {
    dependencies.metrics.add(sizeClass, 'RecordsFailed', 1);
  }
  logFailures(failed, items.length, dependencies.log);
  return { batchItemFailures: lowestOffsets(failed) };
}

function itemsOf(records: RecordsByKey): Item[] {
  return [...records].flatMap(([key, list]) =>
    list.map((entry): Item => {
      const { offset } = entry;
      return 'record' in entry
        ? { key, offset, record: entry.record }
        : { key, offset, outcome: { problem: entry.problem, sizeClass: UNCLASSIFIED } };
    }),
  );
}

async function writeAll(
  items: readonly Item[],
  { configuration, deadline, metrics }: IngestDependencies,
): Promise<void> {
  const writer = new RecordWriter(configuration, metrics);
  const inFlight = new InFlight(configuration.limits);
  const writes: Promise<void>[] = [];
  for (const item of items) {
    if (item.record === undefined) {
      continue;
    }
    const size = item.record.value?.length ?? 0;
    await inFlight.files.acquire(1);
    await inFlight.bytes.acquire(size);
    if (deadline.reached()) {
      break;
    }
    writes.push(
      writeOne(writer, item.record).then((outcome) => {
        item.outcome = outcome;
        inFlight.bytes.release(size);
        inFlight.files.release(1);
      }),
    );
  }
  await Promise.all(writes);
}

async function writeOne(writer: RecordWriter, record: KafkaRecord): Promise<Outcome> {
  try {
    await writer.write(record);
    return 'written';
  } catch (error) {
    const { sizeClass, path, cause } =
      error instanceof WriteFailure ? error : { sizeClass: UNCLASSIFIED, path: undefined, cause: error };
    return { problem: errorMessage(cause), sizeClass, path, code: errorCode(cause) };
  }
}

function lowestOffsets(failed: readonly { readonly key: string; readonly offset: number }[]) {
  const lowest = new Map<string, number>();
  for (const { key, offset } of failed) {
    lowest.set(key, Math.min(offset, lowest.get(key) ?? offset));
  }
  return [...lowest].map(([partition, offset]) => ({ itemIdentifier: { partition, offset } }));
}

function logFailures(failed: readonly (Failure & { key: string; offset: number })[], total: number, log: Log): void {
  for (const { key, offset, path, code, problem } of failed.slice(0, MOST_FAILURES_LOGGED)) {
    log.error('record not written', { partition: key, offset, path, code, problem });
  }
  if (failed.length > 0) {
    log.error('batch answered in part', { records: total, failed: failed.length });
  }
}
