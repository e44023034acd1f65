import type { Supervisor } from '../../../local/process/supervisor';
import { type Counts, checkReplay, temporaryFiles, totalOf } from './check';
import { rootOf, type Stored, startFunction } from './functions';
import { eventsOf } from './records';

export interface Row extends Counts {
  name: string;
  tries: number;
  seconds: number;
  broken: string[];
  notes: string[];
}

const RECORDS = 150;
const ROUNDS = 3;
/** acdirmax of nfs(5), and some more: so long may a client show a directory as it was. */
const LONGEST_UNSEEN_MS = 75_000;
const REPLAY = { dry_run: true };

interface Answer {
  readonly matched: number;
  readonly errors: number;
}

/** One client writes, one writes the same records again in other batches, and one replays meanwhile and afterwards. */
export async function clientsOfTheirOwn(supervisor: Supervisor, stored: Stored): Promise<Row> {
  const begun = performance.now();
  const folder = `clients/${stored.name}`;
  const [writer, second, replayer] = await Promise.all([
    startFunction(supervisor, 'ingest', rootOf(0, folder), stored.environment),
    startFunction(supervisor, 'ingest', rootOf(2, folder), stored.environment),
    startFunction(supervisor, 'replayer', rootOf(1, folder)),
  ]);
  const expected = new Map<string, number>();
  const row: Row = {
    name: stored.name,
    tries: 0,
    lost: 0,
    torn: 0,
    twice: 0,
    escaped: 0,
    seconds: 0,
    broken: [],
    notes: [],
  };
  const replay = async () => (await replayer.invoke(REPLAY)) as Answer;
  let longestMs = 0;
  let meanwhile = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const topic = `round-${round}`;
    let isWriting = true;
    const write = async (lambda: typeof writer, each: number) => {
      for (const event of eventsOf(topic, 0, RECORDS, each)) {
        const answer = JSON.stringify(await lambda.invoke(event));
        if (answer !== '{"batchItemFailures":[]}') row.broken.push(`a batch was answered with ${answer}`);
      }
    };
    const read = async () => {
      while (isWriting) {
        const { errors } = await replay();
        meanwhile++;
        row.torn += errors;
      }
    };
    const reading = read();
    await Promise.all([write(writer, 50), write(second, 35)]);
    isWriting = false;
    const written = performance.now();
    await reading;
    expected.set(topic, RECORDS);
    row.tries += RECORDS * 2 * 2;
    let answer = await replay();
    while (answer.matched < totalOf(expected) && performance.now() - written < LONGEST_UNSEEN_MS) {
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      answer = await replay();
    }
    longestMs = Math.max(longestMs, performance.now() - written);
    if (answer.matched !== totalOf(expected) || answer.errors > 0)
      row.broken.push(
        `a replay matched ${answer.matched} of ${totalOf(expected)} records, with ${answer.errors} errors`,
      );
  }
  add(row, await checkReplay(rootOf(1, folder), expected));
  const left = temporaryFiles(`/run/export/${folder}`);
  if (left > 0) row.broken.push(`${left} temporary files were left`);
  row.notes.push(
    `${meanwhile} replays while there was writing; after the last answer of a round, ${(longestMs / 1000).toFixed(0)} s at most until a warm replayer on another client saw all`,
  );
  await Promise.all([writer, second, replayer].map((lambda) => lambda.stop()));
  row.seconds = (performance.now() - begun) / 1000;
  return row;
}

export function add(row: Row, counts: Counts): void {
  row.lost += counts.lost;
  row.torn += counts.torn;
  row.twice += counts.twice;
  row.escaped += counts.escaped;
}
