import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { LAYOUTS_UNDER_FIRE } from '../../../e2e/ingest-kills/layouts';
import { ingestUnderFire, recordsSent, recordsStanding } from '../../../e2e/ingest-kills/under-fire';
import type { Outcome, ProveContext } from '../../case';
import { outcome, together } from '../../support/outcomes';

const RECORDS_PER_KILL = 8;

/** Kills the ingest within batches, so often in each layout. */
export async function killIngest(context: ProveContext, kills: number): Promise<Outcome> {
  return together(
    await Promise.all(LAYOUTS_UNDER_FIRE.map(({ name, layout }) => killInLayout(context, kills, name, layout))),
  );
}

async function killInLayout(context: ProveContext, kills: number, name: string, layout: object): Promise<Outcome> {
  const { supervisor, machinery, seed, say } = context;
  const around = supervisor.temporaryFolder();
  const root = join(around, 'outer', 'mount');
  mkdirSync(root, { recursive: true });
  const lengths = [0, 1, 2].map(() => kills * RECORDS_PER_KILL);
  const damage = await ingestUnderFire(root, {
    start: (mount) => machinery.ingest(mount, { LAYOUT: JSON.stringify(layout) }, 60_000),
    kills,
    lengths,
    seed,
    tryOut: supervisor.temporaryFolder(),
    onKill: (count) => say(`ingest, ${name}: ${count} of ${kills} kills`),
  });
  const found = recordsStanding(root);
  const unique = new Set(found);
  // One file a record is one file, however often it is delivered; segments may overlap, and readers go by the offset.
  const isSegments = name === 'segments';
  return outcome({
    tries: damage.kills,
    lost: recordsSent(lengths).filter((record) => !unique.has(record)).length,
    torn: damage.torn.length,
    twice: isSegments ? 0 : found.length - unique.size,
    escaped: [...readdirSync(around), ...readdirSync(join(around, 'outer'))].length - 2,
    broken: [
      ...damage.unexpected.map(
        (answer) => `ingest, ${name}: a sound batch was answered with ${JSON.stringify(answer)}`,
      ),
      ...(!isSegments && found.length > unique.size ? [`ingest, ${name}: a record stands in two files`] : []),
      ...(damage.midWrite === 0
        ? [`ingest, ${name}: no kill hit in the middle of a write, so this shows nothing`]
        : []),
    ],
    notes: [
      `ingest, ${name}: ${damage.kills} kills, ${damage.midWrite} of them in the middle of a write; ${unique.size} records` +
        (isSegments ? `, ${found.length - unique.size} of them in overlapping segments` : ''),
    ],
  });
}
