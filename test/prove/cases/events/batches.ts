import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { createIngestHandler } from '../../../../lambda-runtime/ingest/handler';
import { BYTES } from '../../../handlers/support/arbitraries';
import { aContext } from '../../../handlers/support/lambda';
import type { Outcome, ProveContext } from '../../case';
import { outcome, together } from '../../support/outcomes';
import { printedBy } from '../../support/silence';
import { Broken, check, checkRefusal, SECRET } from './checking';

/** Values of every type, among them such as could pass for what belongs there. */
const ANY = fc.oneof(
  fc.anything({ maxDepth: 2, withDate: false, withBigInt: false }),
  fc.constantFrom(null, true, -1, 1.5, 1e300, '', '0', '..', '/etc', [], {}, '\0', '\ud800', 'x'.repeat(70_000)),
  fc.constant(deep(2000)),
);

const NAME = fc.constantFrom(
  'orders',
  '../outside',
  '..',
  '.',
  '.hidden',
  'a/b',
  '\0',
  'x'.repeat(300),
  '__proto__',
  '',
  'ö',
);

const SECRET_BYTES = fc
  .oneof(
    BYTES.map((bytes) => (bytes === null ? null : Buffer.concat([Buffer.from(SECRET), bytes]))),
    fc.constantFrom('/../../outside', '/..', '\0').map((text) => Buffer.from(SECRET + text)),
  )
  .map((bytes) => bytes?.toString('base64') ?? null);

const HEADERS = fc.oneof(
  fc.array(
    fc.dictionary(
      fc.constantFrom('tenant', 'trace', '__proto__'),
      fc.array(fc.integer({ min: -129, max: 256 }), { maxLength: 8 }),
      {
        maxKeys: 2,
      },
    ),
    { maxLength: 3 },
  ),
  fc.constant([{ tenant: [...Buffer.from(`../../${SECRET}`)] }]),
  ANY,
);

/** A record in which some fields are as they should be. */
const RECORD = fc.record(
  {
    topic: fc.oneof({ weight: 4, arbitrary: fc.constant('orders') }, NAME, ANY),
    partition: fc.oneof({ weight: 4, arbitrary: fc.nat(3) }, ANY),
    offset: fc.oneof({ weight: 4, arbitrary: fc.nat(1000) }, ANY),
    timestamp: fc.oneof({ weight: 2, arbitrary: fc.nat() }, ANY),
    timestampType: fc.oneof(fc.constant('CREATE_TIME'), ANY),
    key: fc.oneof({ weight: 3, arbitrary: SECRET_BYTES }, fc.constant(`%${SECRET}%`), ANY),
    value: fc.oneof({ weight: 3, arbitrary: SECRET_BYTES }, fc.constant(`%${SECRET}%`), ANY),
    headers: HEADERS,
    more: ANY,
  },
  { requiredKeys: [], noNullPrototype: true },
);

const EVENT = fc.oneof(
  { weight: 1, arbitrary: ANY },
  {
    weight: 6,
    arbitrary: fc.record(
      {
        eventSource: fc.oneof(fc.constantFrom('SelfManagedKafka', 'aws:kafka'), ANY),
        bootstrapServers: ANY,
        records: fc.oneof(
          {
            weight: 6,
            arbitrary: fc.dictionary(
              fc.oneof(fc.constantFrom('orders-0', 'orders-1'), NAME),
              fc.oneof(
                { weight: 6, arbitrary: fc.array(fc.oneof({ weight: 8, arbitrary: RECORD }, ANY), { maxLength: 4 }) },
                ANY,
              ),
              { maxKeys: 3 },
            ),
          },
          ANY,
        ),
      },
      { requiredKeys: [], noNullPrototype: true },
    ),
  },
);

const DIRECTORIES = [{ by: 'topicPartition' }, { by: 'key' }, { by: 'header', name: 'tenant' }];
const LAYOUTS = [
  { type: 'perRecord', shards: 4, directories: DIRECTORIES },
  { type: 'segments', maxBytes: 20_000, directories: DIRECTORIES },
];

/** Hands events of all kinds to the ingest, in each layout by turns. */
export async function hostileBatches(context: ProveContext, runs: number): Promise<Outcome> {
  const around = context.supervisor.temporaryFolder(existsSync('/dev/shm') ? '/dev/shm' : undefined);
  const root = join(around, 'outer', 'mount');
  mkdirSync(root, { recursive: true });
  const handlers = LAYOUTS.map((layout) => createIngestHandler(environment(root, layout)));
  let turn = 0;
  const found = await check('events for the ingest', context, runs, EVENT, async (event) => {
    const handler = handlers[turn++ % handlers.length];
    let answer: unknown;
    let refusal: unknown;
    const printed = await printedBy(async () => {
      try {
        answer = await handler(jsonOf(event), aContext());
      } catch (error) {
        refusal = error;
      }
    });
    if (refusal !== undefined) checkRefusal(refusal);
    else checkAnswer(answer);
    if (`${printed}${refusal}`.includes(SECRET))
      throw new Broken('a message or a log line tells what a record holds', 'escaped');
  });
  const outside = [...readdirSync(around), ...readdirSync(join(around, 'outer'))].length - 2;
  return together([found, outcome({ escaped: outside })]);
}

function environment(root: string, layout: object): Record<string, string> {
  return {
    MOUNT_PATH: root,
    SIZE_CLASSES: '[{"name":"all","prefix":"all/"}]',
    RECORD_FORMAT: '{"type":"envelope"}',
    METRICS_NAMESPACE: 'S3Files',
    MAX_FILES_IN_FLIGHT: '8',
    MAX_BYTES_IN_FLIGHT: '1000000',
    LAYOUT: JSON.stringify(layout),
  };
}

/** The event as JSON brings it: values that JSON cannot hold are never delivered. */
function jsonOf(event: unknown): unknown {
  return JSON.parse(JSON.stringify(event) ?? 'null');
}

function checkAnswer(answer: unknown): void {
  const { batchItemFailures } = (answer ?? {}) as { batchItemFailures?: unknown };
  const isSound =
    Array.isArray(batchItemFailures) &&
    batchItemFailures.every(
      ({ itemIdentifier: { partition, offset } }) => typeof partition === 'string' && Number.isSafeInteger(offset),
    );
  if (!isSound) throw new Broken(`this is no partial answer: ${JSON.stringify(answer)?.slice(0, 200)}`, 'torn');
}

function deep(levels: number): unknown {
  let value: unknown = null;
  for (let level = 0; level < levels; level++) value = [value];
  return value;
}
