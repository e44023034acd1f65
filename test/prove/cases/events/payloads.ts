import { existsSync } from 'node:fs';
import fc from 'fast-check';
import { createReplayerHandler } from '../../../../lambda-runtime/replayer/handler';
import { PAYLOAD } from '../../../../src/contract/payload';
import { writeSource } from '../../../e2e/replay-workflow/source';
import { aContext } from '../../../handlers/support/lambda';
import { MemoryPublisher } from '../../../handlers/support/memory-publisher';
import { MemoryStore } from '../../../handlers/support/memory-store';
import type { Outcome, ProveContext } from '../../case';
import { printedBy } from '../../support/silence';
import { STORED } from '../../support/stored';
import { Broken, check, checkRefusal, SECRET } from './checking';

const ANY = fc.oneof(
  fc.anything({ maxDepth: 2, withDate: false, withBigInt: false }),
  fc.constantFrom(
    null,
    true,
    false,
    -1,
    0,
    1.5,
    1e300,
    '',
    '..',
    '/etc',
    'orders',
    '2026-02-30',
    1_900_000_000,
    [],
    {},
    '\0',
    '\ud800',
  ),
  fc.constantFrom(
    'x'.repeat(70_000),
    ['../../etc/passwd'],
    { '0': { from: 5, to: 1 } },
    { '-1': 0 },
    { __proto__: null },
  ),
);

const KEYS = [...Object.keys(PAYLOAD), 'action', 'run', 'execution', 'concurrency', 'request', 'results'];
const ODD_KEYS = ['dryrun', 'From', '__proto__', 'constructor', 'toString', '', ' ', '\0', 'topic'];

const SOUND = fc.record(
  {
    dry_run: fc.boolean(),
    target_topic: fc.constant('copy'),
    source_prefix: fc.constantFrom('', 'small/'),
    preserve_partition: fc.boolean(),
    partitions: fc.constantFrom([0], [1, 0], [99]),
    key: fc.constant(SECRET),
    header: fc.constant({ name: 'tenant', value: SECRET }),
    on_unreadable: fc.constantFrom('fail', 'skip'),
    action: fc.constantFrom('plan', 'summarize'),
  },
  { requiredKeys: [], noNullPrototype: true },
);
const HOSTILE = fc.dictionary(
  fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...KEYS) }, fc.constantFrom(...ODD_KEYS)),
  ANY,
  {
    maxKeys: 3,
    noNullPrototype: true,
  },
);
const PAYLOADS = fc.oneof(
  { weight: 1, arbitrary: ANY },
  { weight: 8, arbitrary: fc.tuple(SOUND, HOSTILE).map(([sound, hostile]) => ({ ...sound, ...hostile })) },
);

// Long enough to answer, and short enough for ten thousand, of which some wait for a rate.
const TIMEOUT_MS = 300;

/** Invokes the replayer with payloads of all kinds over a few good files. */
export async function hostilePayloads(context: ProveContext, runs: number): Promise<Outcome> {
  const root = context.supervisor.temporaryFolder(existsSync('/dev/shm') ? '/dev/shm' : undefined);
  await writeSource(root, { topic: 'orders', lengths: [5, 5], layout: 'perRecord' });
  const environment = {
    ...STORED,
    MOUNT_PATH: root,
    METRICS_NAMESPACE: 'S3Files',
    MAX_FILES_IN_FLIGHT: '8',
    MAX_BYTES_IN_FLIGHT: '1000000',
    TARGET_TOPIC: 'copy',
    WORKFLOW_BUCKET: 'replays',
  };
  const handler = createReplayerHandler(environment, {
    connect: async () => new MemoryPublisher(),
    store: () => new MemoryStore(),
  });
  return check('payloads for the replayer', context, runs, PAYLOADS, async (given) => {
    const payload: unknown = JSON.parse(JSON.stringify(given) ?? 'null');
    const end = performance.now() + TIMEOUT_MS;
    let answer: unknown;
    let refusal: unknown;
    const printed = await printedBy(async () => {
      try {
        answer = await handler(
          payload,
          aContext(() => Math.max(0, end - performance.now())),
        );
      } catch (error) {
        refusal = error;
      }
    });
    if (refusal !== undefined) checkNamed(refusal, payload);
    else if (typeof answer !== 'object') throw new Broken(`the answer is ${String(answer)}`, 'torn');
    if (printed.includes(SECRET)) throw new Broken('a log line tells the key or header that was asked for', 'escaped');
  });
}

/** The keys of the workflow's own steps, of which a payload may lack one; `request` is its input. */
const OF_STEPS = ['run', 'execution', 'concurrency', 'request', 'input', 'plan', 'results'];

/** A refusal names the key that it is about, or the payload as a whole where that is no object. */
function checkNamed(refusal: unknown, payload: unknown): void {
  checkRefusal(refusal);
  if (/^the deadline came /.test(refusal.message)) return; // it strikes whatever was asked for
  const keys = isObject(payload) ? Object.keys(payload).filter((key) => key !== '') : [];
  const about =
    keys.length === 0 ? ['payload'] : isObject(payload) && 'action' in payload ? [...keys, ...OF_STEPS] : keys;
  const words = new Set(refusal.message.split(/[^A-Za-z0-9_]+/));
  if (!about.some((key) => words.has(key) || (!/^\w+$/.test(key) && /unknown key/.test(refusal.message)))) {
    throw new Broken(`the refusal names no key: ${refusal.message}`, 'torn');
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
