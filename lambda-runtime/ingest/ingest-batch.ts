import { UNCLASSIFIED } from '../../src/contract/metrics';
import type { Deadline } from '../deadline/deadline';
import type { Leftovers } from '../files/leftovers';
import { InFlight } from '../in-flight';
import type { Log } from '../telemetry/log';
import type { InvocationMetrics } from '../telemetry/metrics';
import { answerOf, assertNone, type KafkaBatchResponse, logFailures, logSetAside } from './batch-answer';
import { batchFiles } from './batch-files';
import { logBatch } from './batch-line';
import { type BatchRecord, notSetAside, recordFailure, settleAll } from './batch-record';
import { deliveredPartition } from './delivered-partition';
import type { FileToWrite } from './file-to-write';
import { FileWriter } from './file-writer';
import type { IngestConfiguration } from './ingest-configuration';
import { asideOrFailed, type FileAside } from './set-aside';
import type { StandingRecords } from './standing-records';

export interface IngestDependencies {
  readonly configuration: IngestConfiguration;
  readonly deadline: Deadline;
  readonly metrics: InvocationMetrics;
  readonly leftovers: Leftovers;
  readonly standing: StandingRecords;
  readonly log: Log;
}

/**
 * Writes the files of a batch, many at a time. A record or file that fails fails alone; what cannot be written before
 * the deadline is reported like a failure, and comes again. What was set aside is acknowledged.
 *
 * @throws if records failed and Lambda would not heed an answer that says so: then all of the batch comes again
 */
export async function ingestBatch(
  records: readonly BatchRecord[],
  dependencies: IngestDependencies,
): Promise<KafkaBatchResponse> {
  const { configuration, deadline, metrics, leftovers, standing, log } = dependencies;
  const start = performance.now();
  const answered = new AbortController();
  const writer = new FileWriter(configuration.root, metrics, leftovers, answered.signal);
  answered.signal.addEventListener('abort', () => writer.close());
  await Promise.race([writeAll(records, writer, answered.signal, dependencies), deadline.last]);
  answered.abort(new Error('the batch was answered before this was written'));
  const failed = records.filter(({ failure }) => failure !== undefined);
  const { response, comesAgain } = answerOf(failed, configuration.batchAnswer);
  standing.remember(records, comesAgain);
  const setAside = records.filter(({ aside }) => aside !== undefined);
  count(failed, 'RecordsFailed', metrics);
  count(setAside, 'RecordsUnwritable', metrics);
  logSetAside(setAside, records.length, log);
  logFailures(failed, records.length, log);
  logBatch(records, writer, performance.now() - start, log);
  if (configuration.batchAnswer === 'NOTHING') {
    assertNone(failed, records.length);
  }
  return response;
}

function count(
  records: readonly BatchRecord[],
  name: 'RecordsFailed' | 'RecordsUnwritable',
  metrics: InvocationMetrics,
): void {
  for (const { key, offset, failure, aside } of records) {
    const reason = failure ?? aside?.reason;
    const ofRecord = metrics.of({ sizeClass: reason?.sizeClass ?? UNCLASSIFIED, ...deliveredPartition(key) });
    ofRecord.add(name, 1);
    ofRecord.covers(offset);
  }
}

async function writeAll(
  delivered: readonly BatchRecord[],
  writer: FileWriter,
  answered: AbortSignal,
  { configuration, deadline, standing }: IngestDependencies,
): Promise<void> {
  const records = await standing.settle(delivered);
  const inFlight = new InFlight(configuration.limits);
  const writes: Promise<void>[] = [];
  for (const file of batchFiles(records, configuration)) {
    // The next file is made when this one has its room, and not before.
    const inTime = await new Promise<boolean>((admitted) => {
      const write = inFlight.with(file.bytes.length, async () => {
        const isInTime = !deadline.reached() && !answered.aborted;
        admitted(isInTime);
        if (isInTime) {
          await writeOne(writer, file, configuration, deadline);
        }
      });
      writes.push(write);
    });
    if (!inTime) {
      break;
    }
  }
  await Promise.all(writes);
}

async function writeOne(
  writer: FileWriter,
  file: FileToWrite | FileAside,
  configuration: IngestConfiguration,
  deadline: Deadline,
): Promise<void> {
  if ('reason' in file) {
    await setAside(writer, file);
    return;
  }
  try {
    await writer.write(file);
    settleAll(file.records, { stands: { path: file.path, size: file.bytes.length } });
  } catch (error) {
    // Only now did the file system refuse the name. One file at a time: there is room for one.
    for (const aside of asideOrFailed(file.records, recordFailure(error, file.sizeClass, file.path), configuration)) {
      if (deadline.reached()) {
        break;
      }
      await setAside(writer, aside);
    }
  }
}

/**
 * Sets a record aside. If even that fails, the record counts as failed: no record is acknowledged that is written
 * nowhere.
 */
async function setAside(writer: FileWriter, file: FileAside): Promise<void> {
  const { record, path, bytes, reason } = file;
  try {
    await writer.writeAside(file);
    record.settle({ standsAside: { path, size: bytes.length }, reason });
  } catch (error) {
    record.settle(notSetAside(reason, error, path));
  }
}
