import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { bringBundlesUpToDate } from '../../local/lambda/bundles';
import { bringNode24 } from '../../local/process/node24';
import { Supervisor } from '../../local/process/supervisor';
import { LAYOUTS_UNDER_FIRE } from './ingest-kills/layouts';
import { ingestUnderFire, recordsSent, recordsStanding } from './ingest-kills/under-fire';
import { startPublishedIngest } from './support/published-ingest';

const KILLS = 200;
const LENGTHS = [1667, 1667, 1666];

const supervisor = new Supervisor().guardThisProcess();
let node24: string;

beforeAll(async () => {
  node24 = await bringNode24(supervisor);
  await bringBundlesUpToDate(supervisor);
});
afterAll(() => supervisor.end());

test.each(LAYOUTS_UNDER_FIRE)(
  `sandboxes are killed at ${KILLS} moments, and all records stand there whole ($name)`,
  async ({ layout }) => {
    const around = supervisor.temporaryFolder();
    const root = join(around, 'outer', 'mount');
    mkdirSync(root, { recursive: true });

    const { kills, midWrite, torn, unexpected } = await ingestUnderFire(root, {
      start: (mount) => startPublishedIngest(supervisor, node24, mount, { LAYOUT: JSON.stringify(layout) }),
      kills: KILLS,
      lengths: LENGTHS,
      seed: 20260413,
      tryOut: supervisor.temporaryFolder(),
    });

    expect([kills, torn, unexpected]).toEqual([KILLS, [], []]);
    process.stdout.write(`${midWrite} of ${KILLS} kills hit in the middle of a write (${layout.type})\n`);
    expect(midWrite).toBeGreaterThan(0);
    const found = recordsStanding(root);
    // Segments may overlap, since batches that come again need not end where they ended: readers go by the offset.
    const read = layout.type === 'segments' ? [...new Set(found)] : found;
    expect(read.sort()).toEqual(recordsSent(LENGTHS).sort());
    expect([readdirSync(around), readdirSync(join(around, 'outer'))]).toEqual([['outer'], ['mount']]);
  },
);
