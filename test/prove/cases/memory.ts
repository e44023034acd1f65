import { existsSync } from 'node:fs';
import { concurrency } from '../../../src/functions/concurrency';
import type { Answer } from '../../e2e/replayer/recovery/stream';
import { storeSegment } from '../../handlers/replayer/store-segment';
import { store } from '../../handlers/support/files';
import { aRecord } from '../../handlers/support/records';
import type { Outcome, ProveCase, ProveContext } from '../case';
import { outcome, together } from '../support/outcomes';
import { figuresOf, MOST_RESIDENT_MIB } from '../support/process-figures';
import { STORED } from '../support/stored';

const TIMEOUT_MS = 300_000;
const SEGMENT_BYTES = 1024 * 1024;

interface Load {
  readonly name: string;
  readonly valueBytes: number;
  readonly recordsPerFile: number;
  readonly filesPerPartition: number;
  readonly compression?: 'GZIP' | 'ZSTD';
  readonly parquet?: 'GZIP' | 'SNAPPY';
}

const segmentsOf = (valueBytes: number) => Math.floor(SEGMENT_BYTES / (valueBytes + 200));
const LOADS: readonly Load[] = [
  { name: 'segments of 4 KB', valueBytes: 4096, recordsPerFile: segmentsOf(4096), filesPerPartition: 10 },
  { name: 'segments of 400 B', valueBytes: 400, recordsPerFile: segmentsOf(400), filesPerPartition: 6 },
  {
    name: 'segments of 4 KB in gzip',
    valueBytes: 4096,
    recordsPerFile: segmentsOf(4096),
    filesPerPartition: 6,
    compression: 'GZIP',
  },
  {
    name: 'segments of 4 KB in Parquet',
    valueBytes: 4096,
    recordsPerFile: segmentsOf(4096),
    filesPerPartition: 6,
    parquet: 'GZIP',
  },
  {
    name: 'segments of 400 B in Parquet of 32 MiB',
    valueBytes: 400,
    recordsPerFile: 55_000,
    filesPerPartition: 1,
    parquet: 'SNAPPY',
  },
  { name: 'records of 900 KB', valueBytes: 900_000, recordsPerFile: 1, filesPerPartition: 10 },
];

export const memory: ProveCase = {
  name: 'memory',
  about:
    "Replays of many partitions with the construct's own limits, to the broker, from files of several sizes; the most that was ever " +
    `resident stays below ${MOST_RESIDENT_MIB} MiB.`,
  run: async (context) => {
    const outcomes: Outcome[] = [];
    for (const load of context.quick ? LOADS.slice(0, 1) : LOADS) outcomes.push(await replayLoad(context, load));
    return together(outcomes);
  },
};

async function replayLoad({ supervisor, machinery, quick, say }: ProveContext, load: Load): Promise<Outcome> {
  const partitions = quick ? 8 : 24;
  const root = supervisor.temporaryFolder(existsSync('/dev/shm') ? '/dev/shm' : undefined);
  say(`${load.name}: writing`);
  const records = await write(root, load, partitions);
  const world = await machinery.world();
  const topic = `memory-${load.name.replaceAll(/[^A-Za-z0-9]+/g, '-')}`;
  await world.topics.create([topic], partitions);
  const replayer = await world.replayer(root, topic, { ...STORED, ...concurrency('replayer') }, TIMEOUT_MS);
  say(`${load.name}: replaying ${records} records`);
  const startedAt = performance.now();
  const answer = (await replayer.invoke({ dry_run: false })) as Answer;
  const seconds = (performance.now() - startedAt) / 1000;
  const { mostResidentMib } = figuresOf(replayer.pid);
  await replayer.stop();
  const broken = [
    ...(mostResidentMib > MOST_RESIDENT_MIB ? [`${load.name}: ${mostResidentMib.toFixed(0)} MiB were resident`] : []),
    ...(answer.done ? [] : [`${load.name}: the replay did not end`]),
  ];
  const note = `${load.name}: ${records} records of ${partitions} partitions in ${seconds.toFixed(1)} s, at most ${mostResidentMib.toFixed(0)} MiB resident`;
  return outcome({ tries: 1, lost: records - answer.published, broken, notes: [note] });
}

async function write(root: string, load: Load, partitions: number): Promise<number> {
  const { valueBytes, recordsPerFile, filesPerPartition, compression = 'NONE', parquet } = load;
  for (let partition = 0; partition < partitions; partition++) {
    for (let file = 0; file < filesPerPartition; file++) {
      const records = Array.from({ length: recordsPerFile }, (_, index) => {
        const offset = file * recordsPerFile + index;
        return aRecord({
          partition,
          offset,
          value: Buffer.from(`${partition}/${offset} `.padEnd(valueBytes, 'lorem ipsum ')),
        });
      });
      if (recordsPerFile > 1) await storeSegment(root, records, { compression, ...(parquet && { parquet }) });
      else await store(root, records[0]);
    }
  }
  return partitions * filesPerPartition * recordsPerFile;
}
