import fc from 'fast-check';
import { summaryKey } from '../../src/contract/run-keys';
import { numbered, storeSegment } from '../handlers/replayer/store-segment';
import { NO_DEADLINE } from '../handlers/support/deadline';
import { store as storeFile } from '../handlers/support/files';
import { MemoryPublisher } from '../handlers/support/memory-publisher';
import { MemoryStore } from '../handlers/support/memory-store';
import { temporaryMount, useMount } from '../handlers/support/mount';
import { HOUR, MORNING } from '../handlers/support/records';
import { runReplay } from '../handlers/support/replayer';
import { runWorkflow } from '../handlers/support/workflow';

const HUNDREDS_OF_REPLAYS_MS = 60_000;

const PARTITION = fc.nat(2);
const TIMESTAMP = fc.nat(3).map((hours) => MORNING + hours * HOUR);

/** Files as they come of retries and changed settings: segments that overlap, records that stand twice. */
const SEGMENT = fc.record({
  partition: PARTITION,
  first: fc.nat(20),
  length: fc.integer({ min: 1, max: 8 }),
  timestamp: TIMESTAMP,
});
const FILE = fc.record({
  partition: PARTITION,
  offset: fc.nat(25),
  prefix: fc.constantFrom('small/', 'large/'),
  timestamp: TIMESTAMP,
});

const REQUEST = fc.record(
  {
    source_prefix: fc.constantFrom('', 'small', 'large/'),
    from: TIMESTAMP,
    to: fc.constant(MORNING + 4 * HOUR),
    partitions: fc.constantFrom([0], [1, 2]),
    offsets: fc.constant({ '0': { from: 5, to: 15 } }),
    topic_mapping: fc.constant({ orders: 'elsewhere' }),
    preserve_partition: fc.constant(true),
  },
  { requiredKeys: [] },
);

useMount();

test(
  'a workflow publishes what one long replay would, in the same order, and counts the same',
  async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(SEGMENT, { maxLength: 4 }),
        fc.array(FILE, { maxLength: 12 }),
        REQUEST,
        fc.integer({ min: 3, max: 40 }),
        async (segments, files, options, questions) => {
          const root = await temporaryMount();
          await storeSegment(root, [numbered(0)]);
          await storeSegment(root, [numbered(0)], { prefix: 'large/' });
          for (const { partition, first, length, timestamp } of segments) {
            const offsets = Array.from({ length }, (_, index) => first + index);
            await storeSegment(
              root,
              offsets.map((offset) => numbered(offset, { partition, timestamp })),
            );
          }
          for (const { prefix, ...record } of files) {
            await storeFile(root, numbered(record.offset, record), { prefix });
          }
          const request = { dry_run: false, ...options };
          const [one, parts, cut] = [new MemoryPublisher(), new MemoryPublisher(), new MemoryPublisher()];

          const { progress, skipped } = await runReplay(root, request, { publisher: one });
          const summary = await runWorkflow(root, 'whole', request, { store: new MemoryStore(), publisher: parts });
          const { invocations: _, skipped: _copies, ...totals } = summary.totals;
          expect(summary).toMatchObject({ done: true, skipped });
          expect(progress.totals).toMatchObject(totals);

          // Once more with children that are cut short again and again.
          const store = new MemoryStore();
          await runWorkflow(root, 'cut', request, { store, publisher: cut }, () => {
            let asked = 0;
            return { deadline: { ...NO_DEADLINE, reached: () => asked++ % questions === questions - 1 } };
          });
          expect(store.json(summaryKey('cut'))).toMatchObject({
            done: true,
            totals: { published: totals.published },
          });
          for (const published of [parts, cut]) {
            expect([...published.byTopic.keys()]).toEqual([...one.byTopic.keys()]);
            for (const partition of [0, 1, 2]) {
              expect(published.valuesOf(partition)).toEqual(one.valuesOf(partition));
            }
          }
        },
      ),
      { numRuns: 60 },
    );
  },
  HUNDREDS_OF_REPLAYS_MS,
);
