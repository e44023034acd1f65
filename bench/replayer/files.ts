import { mkdirSync } from 'node:fs';
import type { Supervisor } from '../../local/process/supervisor';
import { handlerEnvironment } from '../ingest/cases';
import { EventFiles } from '../ingest/events';
import { Contender } from '../support/contender';
import type { FileSet } from './cases';

/** The places of the files, below the mount. The demo's payload names the folder of one day, as `measured` is. */
export interface Written {
  /** A few files, for a first replay. */
  readonly first: string;
  /** The folder that is read to warm up, so that the compilers have seen the code before anything is measured. */
  readonly warmUp: string;
  readonly measured: string;
  /** An hour of what is measured. */
  readonly hour: string;
  /** The events that the measured files were written from. */
  readonly events: readonly string[];
}

const HOURS = 4;

/**
 * Files as the shipped ingest lays them out, several partitions over some hours; written behind the mount, in no time.
 */
export async function writeFiles(
  supervisor: Supervisor,
  node24: string,
  ingestBundle: string,
  set: FileSet,
  root: string,
): Promise<Written> {
  const events = new EventFiles(supervisor.temporaryFolder(), set);
  mkdirSync(root, { recursive: true });
  const ingest = await Contender.ofBundle<{ batchItemFailures: readonly object[] }>(
    supervisor,
    node24,
    ingestBundle,
    handlerEnvironment(set, root),
  );
  const write = async (hour: number) => {
    const event = events.next(hour);
    const { answer } = await ingest.handle(event);
    if (answer.batchItemFailures.length > 0) throw new Error(`could not write the files below ${root}`);
    return event;
  };
  for (let batch = 0; batch < set.warmUpBatches; batch++) await write(-24);
  const measured: string[] = [];
  for (let batch = 0; batch < set.batches; batch++) {
    measured.push(await write(Math.floor((batch * HOURS) / set.batches)));
  }
  await ingest.stop();
  const sizeClass = set.valueBytes < 131072 ? 'small' : 'large';
  return {
    first: `${sizeClass}/2026/04/12/00/events+0/${set.format === 'value' ? '00/' : ''}`,
    warmUp: `${sizeClass}/2026/04/12/`,
    measured: `${sizeClass}/2026/04/13/`,
    hour: `${sizeClass}/2026/04/13/00/`,
    events: measured,
  };
}
