import type { LambdaFunction } from '../../../local/lambda/lambda-function';
import { exportAgain, startNfsServer, stopNfsServer, withdrawExports } from '../../../local/nfs/nfs-server';
import type { Supervisor } from '../../../local/process/supervisor';
import { checkReplay, totalOf } from './check';
import { add, type Row } from './clients';
import { rootOf, type Stored, startFunction } from './functions';
import { eventsOf } from './records';

const RECORDS = 200;
const TIMEOUT_MS = 12_000;
const MOST_DELIVERIES = 12;

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

interface Writer {
  readonly client: number;
  lambda: LambdaFunction;
}

interface Strike {
  readonly name: string;
  readonly afterMs: number;
  readonly awayMs: number;
  readonly begin: () => void;
  readonly end: () => void;
  /** False if the functions may just wait until it is over. */
  readonly isFelt: boolean;
}

const restart = (awayMs: number, afterMs: number): Strike => ({
  name: `server away for ${awayMs / 1000} s`,
  afterMs,
  awayMs,
  begin: stopNfsServer,
  end: startNfsServer,
  isFelt: awayMs > TIMEOUT_MS,
});

const STRIKES: readonly Strike[] = [
  restart(0, 150),
  restart(2_000, 300),
  restart(20_000, 200),
  {
    name: 'exports withdrawn for 3 s',
    afterMs: 200,
    awayMs: 3_000,
    begin: withdrawExports,
    end: exportAgain,
    isFelt: true,
  },
];

/** The server goes away while two clients write; what they did not acknowledge is delivered again. */
export async function restarts(supervisor: Supervisor, stored: Stored): Promise<Row> {
  const begun = performance.now();
  const folder = `restarts/${stored.name}`;
  const start = (client: number) =>
    startFunction(supervisor, 'ingest', rootOf(client, folder), stored.environment, TIMEOUT_MS);
  const writers = await Promise.all([0, 2].map(async (client) => ({ client, lambda: await start(client) })));
  const row: Row = {
    name: `${stored.name}, server restarts`,
    tries: 0,
    lost: 0,
    torn: 0,
    twice: 0,
    escaped: 0,
    seconds: 0,
    broken: [],
    notes: [],
  };
  const expected = new Map<string, number>();
  for (const [index, strike] of STRIKES.entries()) {
    let slowestMs = 0;
    let failed = 0;
    let deliveries = 0;
    /** Delivers until nothing is reported; a function that does not answer in time is killed, and is a broken promise. */
    const deliver = async (writer: Writer, topic: string) => {
      for (const event of eventsOf(topic, 0, RECORDS, RECORDS)) {
        for (let delivery = 0; ; delivery++) {
          if (delivery === MOST_DELIVERIES) {
            row.broken.push(`${strike.name}: still not written after ${MOST_DELIVERIES} deliveries`);
            break;
          }
          deliveries++;
          const at = performance.now();
          // The whole batch fails where the mount itself is refused: Lambda delivers it again.
          const answer = await writer.lambda.invoke(event).catch(async (error: Error & { report?: unknown }) => {
            if (error.report !== undefined) return undefined;
            row.broken.push(`${strike.name}: ${error.message.split('\n')[0]}`);
            writer.lambda = await start(writer.client); // as Lambda does
            return undefined;
          });
          slowestMs = Math.max(slowestMs, performance.now() - at);
          if (JSON.stringify(answer) === '{"batchItemFailures":[]}') break;
          failed++;
          await wait(500);
        }
      }
    };
    let isOver = false;
    // Until the server is back, and once more: topics of both, and topics of each.
    const write = async (writer: Writer) => {
      for (let round = 0, isLast = false; !isLast; round++) {
        isLast = isOver;
        for (const topic of [`both-${index}-${round}`, `own-${writer.client}-${index}-${round}`]) {
          await deliver(writer, topic);
          expected.set(topic, RECORDS);
        }
      }
    };
    const work = Promise.all(writers.map(write));
    const watched = work.catch((error: Error) => row.broken.push(`${strike.name}: ${error.message.split('\n')[0]}`));
    await wait(strike.afterMs);
    strike.begin();
    await wait(strike.awayMs);
    strike.end();
    isOver = true;
    await watched;
    if (strike.isFelt && failed === 0)
      row.broken.push(`${strike.name}: no delivery felt it, so that nothing is proven`);
    row.notes.push(
      `${strike.name}: ${deliveries} deliveries, ${failed} of them answered with failures; the slowest answer after ${(slowestMs / 1000).toFixed(1)} s of ${TIMEOUT_MS / 1000}`,
    );
  }
  row.tries = totalOf(expected);
  add(row, await checkReplay(rootOf(1, folder), expected));
  await Promise.all(writers.map(({ lambda }) => lambda.stop()));
  row.seconds = (performance.now() - begun) / 1000;
  return row;
}
