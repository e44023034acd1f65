import { truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { NO_DEADLINE } from '../support/deadline';
import { store } from '../support/files';
import { MemoryPublisher } from '../support/memory-publisher';
import { MemoryStore } from '../support/memory-store';
import { useMount } from '../support/mount';
import { runReplay } from '../support/replayer';
import { runWorkflow } from '../support/workflow';
import { numbered, storeSegment } from './store-segment';

const mount = useMount();

async function breakFile(path: string): Promise<string> {
  await truncate(join(mount.root, path), 20);
  return path;
}

/** A record's file in one of two directories: these are read in the order of their names. */
const inDirectory = (prefix: 'large/' | 'small/') => store(mount.root, numbered(5), { prefix });
const RAW = { format: { type: 'value', extension: '.json' } } as const;

const COPIES: [string, () => Promise<{ broken: string }>][] = [
  [
    'the first of two files',
    async () => ({ broken: await breakFile(await inDirectory('large/')), good: await inDirectory('small/') }),
  ],
  [
    'the second of two files',
    async () => ({ good: await inDirectory('large/'), broken: await breakFile(await inDirectory('small/')) }),
  ],
  [
    'a file beside a segment',
    async () => ({
      good: await storeSegment(mount.root, [numbered(5)]),
      broken: await breakFile(await inDirectory('small/')),
    }),
  ],
  [
    'an envelope beside a raw value',
    async () => ({
      good: await store(mount.root, numbered(5), RAW),
      broken: await breakFile(await inDirectory('small/')),
    }),
  ],
];

describe.each(COPIES)('of a record, %s is broken', (name, make) => {
  const isRead = name !== 'the second of two files';

  test.each<[string, Record<string, unknown>, string[]]>([
    ['with fail', { dry_run: false }, ['4', '5', '6']],
    ['with skip', { dry_run: false, on_unreadable: 'skip' }, ['4', '5', '6']],
    ['in a dry run', { dry_run: true }, []],
  ])('%s the good copy counts, and the broken one is named', async (_, payload, published) => {
    await store(mount.root, numbered(4));
    await store(mount.root, numbered(6));
    const { broken } = await make();
    const publisher = new MemoryPublisher();
    const answer = await runReplay(mount.root, payload, { publisher });
    expect(publisher.valuesOf(0)).toEqual(published);
    expect(answer).toMatchObject({ done: true, errors: isRead ? 1 : 0 });
    expect(answer.error_messages ?? []).toEqual(
      isRead ? [expect.stringMatching(new RegExp(`^${broken.replaceAll('+', '\\+')} cannot be read`))] : [],
    );
  });

  test('in a workflow, too', async () => {
    await make();
    const publisher = new MemoryPublisher();
    const summary = await runWorkflow(mount.root, 'run', { dry_run: false }, { store: new MemoryStore(), publisher });
    expect(publisher.valuesOf(0)).toEqual(['5']);
    expect(summary).toMatchObject({ done: true });
  });
});

test('where all copies are broken, all of them are named', async () => {
  const paths = [await breakFile(await inDirectory('large/')), await breakFile(await inDirectory('small/'))];
  await store(mount.root, numbered(6));
  const answer = await runReplay(
    mount.root,
    { dry_run: false, on_unreadable: 'skip' },
    { publisher: new MemoryPublisher() },
  );
  expect(answer).toMatchObject({ done: true, errors: 2, published: 1 });
  for (const path of paths) {
    expect(answer.error_messages).toContainEqual(expect.stringContaining(path));
  }
});

describe('a broken segment', () => {
  const range = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index);
  const segment = (offsets: number[], prefix = 'small/', damage?: (lines: Buffer) => Buffer) =>
    storeSegment(
      mount.root,
      offsets.map((offset) => numbered(offset)),
      { prefix, ...(damage && { damage }) },
    );
  const nothing = () => Buffer.from('not a line');
  const half = (lines: Buffer) => lines.subarray(0, Math.floor(lines.length * 0.55));
  const atTheEnd = (lines: Buffer) => lines.subarray(0, lines.length - 3);
  const single = (offset: number, prefix = 'small/') => store(mount.root, numbered(offset), { prefix });
  const GAPS = [10, 15, 20];

  /** Cases that make one broken segment and return its path. All records from the first to the last can be read. */
  const COVERED: [string, readonly number[], () => Promise<string>][] = [
    ...([nothing, half, atTheEnd].flatMap((damage) => [
      [
        `(${damage.name}) before a good one of the same name`,
        range(0, 10),
        async () => {
          await segment(range(0, 10), 'small/');
          return segment(range(0, 10), 'large/', damage);
        },
      ],
      [
        `(${damage.name}) behind a good one of the same name`,
        range(0, 10),
        async () => {
          await segment(range(0, 10), 'large/');
          return segment(range(0, 10), 'small/', damage);
        },
      ],
      [
        `(${damage.name}) beside segments that overlap it`,
        range(0, 14),
        async () => {
          await segment(range(0, 6), 'large/');
          await segment(range(4, 14));
          return segment(range(1, 10), 'small/', damage);
        },
      ],
      [
        `(${damage.name}) with gaps, before a good one of the same name`,
        GAPS,
        async () => {
          await segment(GAPS, 'small/');
          return segment(GAPS, 'large/', damage);
        },
      ],
      [
        `(${damage.name}) with gaps, beside one that goes on behind it`,
        [...GAPS, 21, 25],
        async () => {
          await segment([...GAPS, 21, 25]);
          return segment(GAPS, 'small/', damage);
        },
      ],
      [
        `(${damage.name}) with gaps, beside one without`,
        range(8, 30),
        async () => {
          await segment(range(8, 30));
          return segment(GAPS, 'small/', damage);
        },
      ],
    ]) as [string, readonly number[], () => Promise<string>][]),
    [
      'whose last record has a file of its own',
      range(0, 10),
      async () => {
        await single(9, 'large/');
        return segment(range(0, 10), 'small/', atTheEnd);
      },
    ],
    [
      'whose records all have files of their own, one of which is broken beside a good copy',
      range(0, 6),
      async () => {
        await Promise.all(range(0, 6).map((offset) => single(offset)));
        await single(3, 'huge/');
        await breakFile(await single(3, 'large/'));
        return segment(range(0, 6), 'small/', nothing);
      },
    ],
  ];

  describe.each(COVERED)('%s', (_, offsets, make) => {
    test.each<[string, Record<string, unknown>]>([
      ['with fail', { dry_run: false }],
      ['with skip', { dry_run: false, on_unreadable: 'skip' }],
      ['in a dry run', { dry_run: true }],
    ])('%s is named, and all records go out once and in order', async (__, payload) => {
      const broken = await make();
      await segment([100]);
      const publisher = new MemoryPublisher();
      const answer = await runReplay(mount.root, payload, { publisher });
      expect(publisher.valuesOf(0)).toEqual(payload.dry_run ? [] : [...offsets, 100].map(String));
      expect(answer).toMatchObject({ done: true, matched: offsets.length + 1 });
      expect(answer.error_messages).toContainEqual(expect.stringContaining(`${broken} from offset`));
    });

    test('in a workflow, too', async () => {
      await make();
      const publisher = new MemoryPublisher();
      const summary = await runWorkflow(mount.root, 'run', { dry_run: false }, { store: new MemoryStore(), publisher });
      expect(publisher.valuesOf(0)).toEqual(offsets.map(String));
      expect(summary).toMatchObject({ done: true });
    });
  });

  const UNCOVERED: [string, readonly number[], () => Promise<string>][] = [
    [
      'beside one that lacks its last record',
      [],
      async () => {
        await segment(range(0, 9));
        return segment(range(0, 10), 'large/', nothing);
      },
    ],
    [
      'whose copy is broken at the same place',
      range(0, 9),
      async () => {
        await segment(range(0, 10), 'small/', atTheEnd);
        return segment(range(0, 10), 'large/', atTheEnd);
      },
    ],
    [
      'with gaps, beside one that lacks a record of it',
      [],
      async () => {
        await segment([10, 20, 21]);
        return segment(GAPS, 'small/', nothing);
      },
    ],
    [
      'with gaps, beside one that has more, so that nobody can tell which were its own',
      [],
      async () => {
        await segment([10, 12, 15, 20]);
        return segment(GAPS, 'large/', nothing);
      },
    ],
    [
      'whose last record has a file that is broken, too',
      range(0, 9),
      async () => {
        await breakFile(await single(9));
        return segment(range(0, 10), 'small/', atTheEnd);
      },
    ],
  ];

  test.each(UNCOVERED)('%s stops its partition before what may be missing', async (_, published, make) => {
    const broken = await make();
    await segment([100]);
    const publisher = new MemoryPublisher();
    const answer = await runReplay(mount.root, { dry_run: false }, { publisher });
    expect(publisher.valuesOf(0)).toEqual(published.map(String));
    expect(answer).toMatchObject({ done: false });
    expect(answer.error_messages).toContainEqual(expect.stringContaining(broken));
  });

  test('for which there is no time left to look at others is looked at by the next invocation', async () => {
    await segment(range(0, 10));
    await segment(range(0, 10), 'large/', nothing);
    const publisher = new MemoryPublisher();
    let asked = 0;
    const deadline = { ...NO_DEADLINE, reached: () => ++asked > 3 };
    const first = await runReplay(mount.root, { dry_run: false }, { publisher, deadline });
    expect(first).toMatchObject({ done: false, errors: 0, published: 0 });
    const rest = await runReplay(mount.root, { dry_run: false, cursor: first.cursor }, { publisher });
    expect(rest).toMatchObject({ done: true, errors: 1, published: 10 });
  });
});
