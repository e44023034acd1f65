import type { Deadline } from '../deadline/deadline';
import type { Leftovers } from '../files/leftovers';
import { InFlight } from '../in-flight';
import type { Log } from '../telemetry/log';
import type { ClassMetrics } from '../telemetry/metrics';
import { answerOf, assertNone, type KafkaBatchResponse, logFailures } from './batch-answer';
import { type BatchRecord, recordFailure, settleAll } from './batch-record';
import type { FilesToWrite, FileToWrite } from './file-to-write';
import { FileWriter } from './file-writer';
import type { IngestConfiguration } from './ingest-configuration';
import { recordFiles } from './record-files';
import { segmentFiles } from './segment-files';

export interface IngestDependencies {
  readonly configuration: IngestConfiguration;
  readonly deadline: Deadline;
  readonly metrics: ClassMetrics;
  readonly leftovers: Leftovers;
  readonly log: Log;
}

/**
 * Writes the files of a batch, many at a time. A record or file that fails fails alone; what cannot be written before
 * the deadline is reported like a failure, and comes again.
 *
 * @throws if records failed and Lambda would not heed an answer that says so: then all of the batch comes again
 */
export async function ingestBatch(
  records: readonly BatchRecord[],
  dependencies: IngestDependencies,
): Promise<KafkaBatchResponse> {
  const { configuration, deadline, metrics, log } = dependencies;
  const answered = new AbortController();
  await Promise.race([writeAll(records, dependencies, answered.signal), deadline.last]);
  answered.abort(new Error('the batch was answered before this was written'));
  const failed = records.filter(({ failure }) => failure !== undefined);
  for (const { failure } of failed) {
    if (failure !== undefined) {
      metrics.add(failure.sizeClass, 'RecordsFailed', 1);
    }
  }
  logFailures(failed, records.length, log);
  if (!configuration.answersInPart) {
    assertNone(failed, records.length);
  }
  return answerOf(failed);
}

async function writeAll(
  records: readonly BatchRecord[],
  { configuration, deadline, metrics, leftovers }: IngestDependencies,
  answered: AbortSignal,
): Promise<void> {
  const writer = new FileWriter(configuration.root, metrics, leftovers, answered);
  const inFlight = new InFlight(configuration.limits);
  const writes: Promise<void>[] = [];
  for (const file of filesOf(records, configuration)) {
    // The next file is made when this one has its room, and not before.
    const inTime = await new Promise<boolean>((admitted) => {
      const write = inFlight.with(file.bytes.length, async () => {
        const isInTime = !deadline.reached();
        admitted(isInTime);
        if (isInTime) {
          await writeOne(writer, file);
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

/** Turns the records of a batch into files, as the layout says. */
function filesOf(records: readonly BatchRecord[], configuration: IngestConfiguration): FilesToWrite {
  const { layout } = configuration;
  return layout.type === 'perRecord'
    ? recordFiles(records, layout, configuration)
    : segmentFiles(records, layout, configuration);
}

async function writeOne(writer: FileWriter, file: FileToWrite): Promise<void> {
  try {
    await writer.write(file);
    settleAll(file.records, 'settled');
  } catch (error) {
    settleAll(file.records, recordFailure(error, file.sizeClass, file.path));
  }
}
