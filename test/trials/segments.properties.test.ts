import fc from 'fast-check';
import type { Deadline } from '../../lambda-runtime/deadline/deadline';
import { numbered, storeSegment } from '../handlers/replayer/store-segment';
import { NO_DEADLINE } from '../handlers/support/deadline';
import { store } from '../handlers/support/files';
import { MemoryPublisher } from '../handlers/support/memory-publisher';
import { temporaryMount, useMount } from '../handlers/support/mount';
import { runReplay } from '../handlers/support/replayer';

const mount = useMount();

const PUBLISH = { dry_run: false };

const texts = (offsets: readonly number[]) => offsets.map(String);
const all = (offsets: readonly number[]) => offsets.map((offset) => numbered(offset));

/** Reached once it has been asked about so many times. */
function deadlineAfter(questions: number): Deadline {
  let asked = 0;
  return { ...NO_DEADLINE, reached: () => asked++ >= questions };
}

test('however records are spread over files, and however often a replay is cut, each goes out once and in order', async () => {
  const offsets = fc.uniqueArray(fc.nat(60), { minLength: 1, maxLength: 25 });
  const files = fc.array(fc.record({ offsets, gzip: fc.boolean(), single: fc.boolean() }), {
    minLength: 1,
    maxLength: 6,
  });
  await fc.assert(
    fc.asyncProperty(files, fc.integer({ min: 1, max: 4 }), fc.boolean(), async (stored, questions, narrow) => {
      mount.root = await temporaryMount();
      for (const [index, file] of stored.entries()) {
        const records = all([...file.offsets].sort((a, b) => a - b));
        const where = { prefix: `class-${index}/`, compression: file.gzip ? 'GZIP' : 'NONE' } as const;
        await (file.single
          ? Promise.all(records.map((record) => store(mount.root, record, where)))
          : storeSegment(mount.root, records, where));
      }
      const publisher = new MemoryPublisher();
      publisher.mostBatchBytes = 600;
      const limits = narrow ? { maxFiles: 1, maxBytes: 1 } : { maxFiles: 8, maxBytes: 2 ** 20 };
      let cursor: unknown = null;
      for (let done = false; !done; ) {
        const deadline = deadlineAfter(questions);
        ({ done, cursor } = await runReplay(mount.root, { ...PUBLISH, cursor }, { publisher, deadline, limits }));
      }
      const expected = [...new Set(stored.flatMap((file) => file.offsets))].sort((a, b) => a - b);
      expect(publisher.valuesOf(0)).toEqual(texts(expected));
    }),
    { numRuns: 60 },
  );
}, 60_000);
