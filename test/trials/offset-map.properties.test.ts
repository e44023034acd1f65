import * as fc from 'fast-check';
import { partitionsKey } from '../../src/contract/run-keys';
import { numbered, storeSegment } from '../handlers/replayer/store-segment';
import { MemoryCluster } from '../handlers/support/memory-cluster';
import { MemoryStore } from '../handlers/support/memory-store';
import { temporaryMount, useMount } from '../handlers/support/mount';
import { runReplay } from '../handlers/support/replayer';
import { plan } from '../handlers/support/workflow';
import { type Fault, Invocation } from './offset-map/faulty';
import { found, mapped } from './offset-map/followed';

useMount();

const TOPIC = 'orders-replay';
const SOURCES = [0, 1];
const LENGTH = 40;

const FAULT: fc.Arbitrary<Fault> = fc.record({
  kind: fc.constantFrom(
    'none',
    'killed before a request',
    'killed within a request',
    'killed behind a request',
    'a request fails',
    'a request fails halfway',
    'sent under a new producer id',
    'killed before a write',
    'killed behind a write',
  ),
  at: fc.nat(6),
});

const CASE = fc.record({
  /** Source offsets that there are none of: compacted, or a transaction's marker. */
  gaps: fc.uniqueArray(fc.nat(LENGTH - 1), { maxLength: 15 }),
  /** The offsets of records that the broker never takes. */
  bad: fc.uniqueArray(fc.nat(LENGTH - 1), { maxLength: 3 }),
  keys: fc.constantFrom('none', 'some', 'all'),
  preserve: fc.boolean(),
  merged: fc.boolean(),
  filtered: fc.boolean(),
  othersWrite: fc.boolean(),
  /** The part that is invoked, and what goes wrong there; undefined resumes by another run. */
  steps: fc.array(fc.option(fc.record({ part: fc.constantFrom(...SOURCES), fault: FAULT }), { freq: 8 }), {
    maxLength: 14,
  }),
});

test('every source offset maps to its first copy, whatever is killed, fails, is refused, goes out twice or is resumed', async () => {
  await fc.assert(
    fc.asyncProperty(CASE, async (each) => {
      const mount = await temporaryMount();
      for (const partition of SOURCES) {
        const records = Array.from({ length: LENGTH }, (_, offset) => recordOf(partition, offset, each));
        const [first, ...others] = records.filter(({ offset }) => !each.gaps.includes(offset));
        if (first !== undefined) await storeSegment(mount, [first, ...others]);
      }
      const cluster = new MemoryCluster(3);
      cluster.settingsOf = () => ({ maxMessageBytes: 600 });
      cluster.append(TOPIC, [{ partition: 0, key: null, value: Buffer.from('before'), headers: [] }]);
      const store = new MemoryStore();
      const request = {
        dry_run: false,
        on_undeliverable: 'skip',
        preserve_partition: each.preserve,
        ...(each.preserve && each.merged && { partition_mapping: { 1: 0 } }),
        ...(each.filtered && { header: { name: 'half', value: 'yes' } }),
      };
      const run = await replayed(mount, store, cluster, request, each);
      for (const partition of SOURCES) {
        const name = `orders+${partition}`;
        const { first = {}, repeated = {} } = (await mapped(store, run, name, cluster)) ?? {};
        expect({ first, repeated }).toEqual(found(cluster, TOPIC, name));
      }
    }),
    { numRuns: 100, includeErrorInReport: true },
  );
}, 60_000);

/** @returns the name of the last run */
async function replayed(
  mount: string,
  store: MemoryStore,
  cluster: MemoryCluster,
  request: Record<string, unknown>,
  { steps, othersWrite }: Pick<typeof CASE extends fc.Arbitrary<infer T> ? T : never, 'steps' | 'othersWrite'>,
): Promise<string> {
  let number = 0;
  const done = new Set<unknown>();
  const others = (topic: string) => {
    if (othersWrite) {
      const value = Buffer.from(`other ${number++}`);
      cluster.append(topic, [{ partition: number % 3, key: null, value, headers: [] }]);
    }
  };
  const planned = async (run: string, resume?: string) => {
    const options = { store, publisher: cluster, admin: cluster.admin };
    await plan(mount, run, { ...request, ...(resume !== undefined && { resume }) }, options);
    return store.json(partitionsKey(run)) as Record<string, unknown>[];
  };
  const invoked = async (item: Record<string, unknown>, fault: Fault) => {
    const { partition, ...payload } = item;
    const invocation = new Invocation(cluster, store, fault, others);
    const { publisher, store: bucket } = invocation;
    const answer = runReplay(mount, payload, { publisher, admin: cluster.admin, store: bucket }).catch(() => undefined);
    const ended = await Promise.race([answer, invocation.killed]);
    if (ended?.done) done.add(partition);
  };
  let run = 'run-0';
  let items = await planned(run);
  for (const [index, step] of steps.entries()) {
    if (step === null) {
      const earlier = run;
      if (items.every(({ partition }) => done.has(partition))) break;
      run = `run-${index + 1}`;
      items = await planned(run, earlier);
      continue;
    }
    const item = items.find(({ partition }) => partition === `orders+${step.part}`);
    if (item !== undefined && !done.has(item.partition)) await invoked(item, step.fault);
  }
  for (const item of items.filter(({ partition }) => !done.has(partition))) {
    await invoked(item, { kind: 'none', at: 0 });
    expect(done).toContain(item.partition);
  }
  return run;
}

function recordOf(partition: number, offset: number, { keys, bad }: { keys: string; bad: readonly number[] }) {
  const hasKey = keys === 'all' || (keys === 'some' && offset % 3 > 0);
  return numbered(offset, {
    partition,
    key: hasKey ? Buffer.from([offset % 7]) : null,
    value: Buffer.from(`orders+${partition}+${offset}${bad.includes(offset) ? ' bad' : ''}`),
    headers: [{ name: 'half', value: Buffer.from(offset % 2 === 0 ? 'yes' : 'no') }],
  });
}
