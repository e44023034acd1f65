import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { LambdaFunction } from '../../../../local/lambda/lambda-function';
import { SlowMount } from '../../../../local/slow-mount/slow-mount';
import type { SlowOperation } from '../../../../local/slow-mount/slow-mount-options';
import type { Outcome, ProveContext } from '../../case';
import { outcome, together } from '../../support/outcomes';
import { type Combination, combinations } from './combinations';
import { Delivery } from './delivery';

const OPERATIONS: readonly SlowOperation[] = [
  'lookup',
  'getattr',
  'create',
  'write',
  'commit',
  'mkdir',
  'rename',
  'unlink',
];
const HANGING: readonly SlowOperation[] = ['lookup', 'create', 'write', 'commit', 'mkdir', 'rename'];
const DELIVERIES_UNDER_FAULT = 3;
const DELIVERIES_AFTER = 3;
const TIMEOUT_MS = 6000;

export const INGEST_LAYOUTS = {
  perRecord: { type: 'perRecord', shards: 4, directories: [{ by: 'topicPartition' }] },
  segments: { type: 'segments', maxBytes: 1000, directories: [{ by: 'topicPartition' }] },
} as const;

export type LayoutName = keyof typeof INGEST_LAYOUTS;

/** Delivers batches to the ingest over a mount with each fault, and again when it is over. */
export async function faultyIngest(context: ProveContext, layout: LayoutName): Promise<Outcome> {
  const { supervisor, machinery, say } = context;
  const around = supervisor.temporaryFolder();
  const backing = join(around, 'backing');
  mkdirSync(backing);
  const mount = await SlowMount.start({ scale: 0, backing, attributeCache: 0 }, supervisor);
  const start = () => machinery.ingest(mount.path, { LAYOUT: JSON.stringify(INGEST_LAYOUTS[layout]) }, TIMEOUT_MS);
  const outcomes: Outcome[] = [];
  let ingest = await start();
  for (const combination of combinations(OPERATIONS, HANGING, context)) {
    say(`ingest, ${layout}: ${combination.name}`);
    const tried = await tryCombination(ingest, mount, combination);
    outcomes.push(tried.outcome);
    if (tried.died) ingest = await start();
  }
  await ingest.stop();
  const { faults: struck } = await mount.counters();
  await mount.stop();
  const all = together(outcomes);
  return together([
    {
      ...all,
      notes: [`ingest, ${layout}: ${all.tries} faults, which struck ${struck} operations`],
    },
    outcome({ escaped: readdirSync(around).length - 1 }),
  ]);
}

async function tryCombination(
  ingest: LambdaFunction,
  mount: SlowMount,
  { name, fault }: Combination,
): Promise<{ outcome: Outcome; died: boolean }> {
  const delivery = new Delivery(name, mount.backing);
  await mount.inject(fault);
  const deliveries = fault.error === 'HANG' ? 1 : DELIVERIES_UNDER_FAULT;
  for (let count = 0; count < deliveries && !delivery.died; count++) await delivery.deliver(ingest);
  await mount.clearFaults();
  for (let count = 0; count < DELIVERIES_AFTER && !delivery.done && !delivery.died; count++)
    await delivery.deliver(ingest);
  return { outcome: delivery.outcome(), died: delivery.died };
}
