import { constants } from 'node:fs';
import { mkdir, open, readdir, rename } from 'node:fs/promises';
import { type RoundTrips, roundTrips, roundTripsSince } from '../../../local/nfs/mount-statistics';
import type { Supervisor } from '../../../local/process/supervisor';
import { FILES, rootOf, SEGMENTS, startFunction } from './functions';
import { eventsOf, PARTITIONS } from './records';

export interface RoundTripRow {
  readonly what: string;
  readonly files: number;
  readonly records: number;
  readonly operations: RoundTrips;
  readonly ms: number;
}

const FILES_EACH = 200;
const { O_WRONLY, O_CREAT, O_EXCL, O_NOFOLLOW, O_TRUNC } = constants;
const EXCLUSIVE = O_WRONLY | O_CREAT | O_EXCL | O_TRUNC;
const TRUNCATED = O_WRONLY | O_CREAT | O_TRUNC;
const PLAIN = O_WRONLY | O_CREAT | O_NOFOLLOW;

/** Ways to write a file that readers see whole or not at all, one file after the other, in one directory. */
const WAYS: readonly (readonly [string, number, boolean])[] = [
  ['create exclusively (wx), by path', EXCLUSIVE, false],
  ['create (w), by path', TRUNCATED, false],
  ['create without truncating, by path', PLAIN, false],
  ['create exclusively (wx), through a handle', EXCLUSIVE, true],
  ['create (w), through a handle', TRUNCATED, true],
  ['create without truncating, through a handle', PLAIN, true],
];

async function measured(what: string, client: number, files: number, records: number, work: () => Promise<unknown>) {
  const before = roundTrips(`/run/c${client}`);
  const begun = performance.now();
  await work();
  const ms = performance.now() - begun;
  return { what, files, records, operations: roundTripsSince(before, roundTrips(`/run/c${client}`)), ms };
}

export async function waysToWrite(): Promise<RoundTripRow[]> {
  const rows: RoundTripRow[] = [];
  const bytes = Buffer.alloc(4_096, 'x');
  for (const [index, [what, flags, byHandle]] of WAYS.entries()) {
    const directory = rootOf(0, `ways/${index}`);
    const handle = await open(directory, constants.O_DIRECTORY | 0o10000000);
    const at = byHandle ? `/proc/self/fd/${handle.fd}` : directory;
    const write = async (name: number) => {
      const file = await open(`${at}/.${name}.tmp`, flags, 0o644);
      await file.write(bytes);
      await file.close();
      await rename(`${at}/.${name}.tmp`, `${at}/${name}`);
    };
    await write(0);
    rows.push(
      await measured(what, 0, FILES_EACH, FILES_EACH, async () => {
        for (let name = 1; name <= FILES_EACH; name++) await write(name);
      }),
    );
    await handle.close();
  }
  return rows;
}

export async function handlersRoundTrips(supervisor: Supervisor): Promise<RoundTripRow[]> {
  const rows: RoundTripRow[] = [];
  for (const stored of [FILES, SEGMENTS]) {
    const folder = `round-trips/${stored.name}`;
    const ingest = await startFunction(supervisor, 'ingest', rootOf(0, folder), stored.environment);
    const replayer = await startFunction(supervisor, 'replayer', rootOf(1, folder));
    const records = 400 * PARTITIONS;
    // One event makes the directories.
    for (const event of eventsOf('counted', 0, 400, 400)) await ingest.invoke(event);
    const before = await dataFiles(folder);
    const [again] = eventsOf('counted', 400, 800, 400);
    const written = await measured(`ingest, ${stored.name}`, 0, 0, records, () => ingest.invoke(again));
    const all = await dataFiles(folder);
    rows.push({ ...written, files: all - before });
    const [first, second] = [0, 1].map(() => () => replayer.invoke({ dry_run: true }));
    rows.push(await measured(`replayer, ${stored.name}, for the first time`, 1, all, 2 * records, first));
    rows.push(await measured(`replayer, ${stored.name}, at once again`, 1, all, 2 * records, second));
    await Promise.all([ingest.stop(), replayer.stop()]);
  }
  return rows;
}

/** Counted on the server's side, so that no client's cache knows of it. */
async function dataFiles(folder: string): Promise<number> {
  await mkdir(`/run/export/${folder}`, { recursive: true });
  const entries = await readdir(`/run/export/${folder}`, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile() && !entry.name.startsWith('.')).length;
}
