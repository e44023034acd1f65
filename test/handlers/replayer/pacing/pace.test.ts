import { OpenDirectories } from '../../../../lambda-runtime/files/open-directories';
import type { Clock } from '../../../../lambda-runtime/replayer/pacing/clock';
import { firstTime } from '../../../../lambda-runtime/replayer/reading/first-time';
import { SharedReads } from '../../../../lambda-runtime/replayer/reading/shared-reads';
import type { ReplayAnswer } from '../../../../lambda-runtime/replayer/replay';
import { NO_DEADLINE } from '../../support/deadline';
import { store } from '../../support/files';
import { MemoryPublisher } from '../../support/memory-publisher';
import { useMount } from '../../support/mount';
import { MORNING } from '../../support/records';
import { runReplay } from '../../support/replayer';
import { numbered, storeSegment } from '../store-segment';

const SECOND = 1000;
const NOON = Date.UTC(2026, 5, 1, 12);

const mount = useMount();
let clock: SimulatedClock;
let publisher: MemoryPublisher;
/** The time at which each value went out, in milliseconds after noon. */
let sent: Map<string, number>;

/** True while a file is opened, read or listed. */
function isReading(): boolean {
  return process.getActiveResourcesInfo().some((resource) => resource.startsWith('FSReq'));
}

/** Passes only while somebody sleeps, and nobody reads: on a busy machine a file may take longer than a sleep. */
class SimulatedClock implements Clock {
  private time = NOON;
  public slept = 0;

  public now(): number {
    return this.time;
  }

  public async sleep(milliseconds: number): Promise<void> {
    const until = this.time + milliseconds;
    do {
      await new Promise((resolve) => setTimeout(resolve, 1));
    } while (isReading());
    this.slept += Math.max(0, until - this.time);
    this.time = Math.max(this.time, until);
  }

  public pass(milliseconds: number): void {
    this.time += milliseconds;
  }
}

beforeEach(() => {
  clock = new SimulatedClock();
  publisher = new MemoryPublisher();
  sent = new Map();
  publisher.beforeAcknowledging = (batch) => {
    for (const { value } of batch) {
      sent.set(String(value), clock.now() - NOON);
    }
  };
});

function paced(payload: Record<string, unknown>, deadline = NO_DEADLINE): Promise<ReplayAnswer> {
  return runReplay(mount.root, { dry_run: false, ...payload }, { publisher, deadline, clock });
}

function numbers(count: number) {
  return Array.from({ length: count }, (_, offset) => offset);
}

/** A record of each second that is given, on some partition. */
async function storeAt(partition: number, ...seconds: number[]): Promise<void> {
  await storeSegment(
    mount.root,
    seconds.map((second, offset) =>
      numbered(offset, {
        partition,
        timestamp: MORNING + second * SECOND,
        value: Buffer.from(`${partition}@${second}`),
      }),
    ),
  );
}

describe('a rate limit', () => {
  test('of records holds over all partitions together', async () => {
    for (const partition of [0, 1]) {
      await storeSegment(
        mount.root,
        numbers(50).map((offset) => numbered(offset, { partition, value: Buffer.from(`${partition}/${offset}`) })),
      );
    }
    const answer = await paced({ rate_limit_per_second: 20 });
    expect(answer).toMatchObject({ published: 100, done: true, wait_seconds: 0 });
    for (const second of numbers(5)) {
      const soFar = [...sent.values()].filter((time) => time < second * SECOND).length;
      expect(soFar).toBeLessThanOrEqual(second * 20 + 1);
    }
    expect(Math.max(...sent.values())).toBeGreaterThanOrEqual(4900);
    expect(Math.max(...sent.values())).toBeLessThan(6000);
  });

  test('of bytes holds as well', async () => {
    await storeSegment(
      mount.root,
      numbers(10).map((offset) => numbered(offset, { value: Buffer.alloc(10_000, String(offset)) })),
    );
    await paced({ rate_limit_bytes_per_second: 20_000 });
    const last = Math.max(...sent.values());
    expect(last).toBeGreaterThan(4500);
    expect(last).toBeLessThan(5500);
  });

  test('that leaves nothing due for long answers with the time to wait and a cursor, and never sleeps that long', async () => {
    await storeSegment(
      mount.root,
      numbers(3).map((offset) => numbered(offset)),
    );
    const first = await paced({ rate_limit_per_second: 0.1 });
    expect(first).toMatchObject({ published: 1, done: false, wait_seconds: 10, errors: 0 });
    const early = await paced({ rate_limit_per_second: 0.1, cursor: first.cursor });
    expect(early).toMatchObject({ published: 0, done: false, wait_seconds: 10 });
    clock.pass(first.wait_seconds * SECOND);
    const second = await paced({ rate_limit_per_second: 0.1, cursor: early.cursor });
    expect(second).toMatchObject({ published: 1, wait_seconds: 10 });
    expect(clock.slept).toBe(0);
    const faster = await paced({ rate_limit_per_second: 1000, cursor: second.cursor });
    expect(faster.wait_seconds).toBeGreaterThan(0);
    expect(publisher.valuesOf(0)).toEqual(['0', '1']);
  });

  test('does not count what the filters leave out, nor hold back a dry run', async () => {
    await storeSegment(
      mount.root,
      numbers(100).map((offset) => numbered(offset, { key: Buffer.from(offset === 99 ? 'a' : 'b') })),
    );
    expect(await paced({ rate_limit_per_second: 0.1, key: 'a' })).toMatchObject({ published: 1, done: true });
    expect(await paced({ rate_limit_per_second: 0.1, dry_run: true })).toMatchObject({ matched: 100, done: true });
    expect(clock.slept).toBe(0);
  });
});

describe('the original pace', () => {
  test('keeps the gaps between records, across partitions', async () => {
    await storeAt(0, 2, 3, 7);
    await storeAt(1, 0, 5);
    const answer = await paced({ speed: 1 });
    expect(answer).toMatchObject({ published: 5, done: true });
    expect(Object.fromEntries(sent)).toEqual({ '1@0': 0, '0@2': 2000, '0@3': 3000, '1@5': 5000, '0@7': 7000 });
  });

  test('twice as fast halves them', async () => {
    await storeAt(0, 0, 4, 10);
    await paced({ speed: 2 });
    expect([...sent.values()]).toEqual([0, 2000, 5000]);
  });

  test('leaves a long gap to the caller, and hangs on the clock of its first invocation', async () => {
    await storeAt(0, 0, 3600, 3601);
    const first = await paced({ speed: 1 });
    expect(first).toMatchObject({ published: 1, done: false, wait_seconds: 3600 });
    // The caller comes back half a second late.
    clock.pass(3600 * SECOND + 500);
    const second = await paced({ speed: 1, cursor: JSON.parse(JSON.stringify(first.cursor)) });
    expect(second).toMatchObject({ published: 2, done: true, wait_seconds: 0 });
    expect(sent.get('0@3601')).toBe(3601 * SECOND);
  });

  test('leaves no gap that is longer than a workflow can wait', async () => {
    await storeAt(0, 0, 5 * 365 * 24 * 3600);
    expect(await paced({ speed: 1 })).toMatchObject({ published: 1, done: false, wait_seconds: 99_999_999 });
  });

  test('waits for a long gap while another partition has something to do', async () => {
    await storeAt(0, ...numbers(30));
    await storeAt(1, 0, 20);
    const answer = await paced({ speed: 1 });
    expect(answer).toMatchObject({ published: 32, done: true });
    expect(sent.get('1@20')).toBeGreaterThanOrEqual(20 * SECOND);
  });

  test('cut by the deadline while it waits goes on by the cursor', async () => {
    await storeAt(0, 0, 4, 8);
    const until = NOON + 2 * SECOND;
    const first = await paced({ speed: 1 }, { ...NO_DEADLINE, reached: () => clock.now() >= until });
    expect(first).toMatchObject({ published: 1, done: false, wait_seconds: 2 });
    await paced({ speed: 1, cursor: first.cursor });
    expect([...sent.values()]).toEqual([0, 4000, 8000]);
  });

  test('sends records without a time at once', async () => {
    await store(mount.root, numbered(0, { timestamp: null, value: Buffer.from('none') }));
    await store(mount.root, numbered(1, { timestamp: -1, value: Buffer.from('-1') }));
    expect(await paced({ speed: 1 })).toMatchObject({ published: 2, done: true });
    expect(Object.fromEntries(sent)).toEqual({ none: 0, '-1': 0 });
  });

  test('begins where the window of time does, if that is later than the first record', async () => {
    await storeAt(0, 0, 60, 62);
    await paced({ speed: 1, from: MORNING + 60 * SECOND });
    expect(Object.fromEntries(sent)).toEqual({ '0@60': 0, '0@62': 2000 });
  });
});

test('a file that cannot be read tells no time to begin with', async () => {
  const files = { directory: '', extension: '.record.json', prefix: '', first: 0, last: 0 } as const;
  const gone = { key: 'orders+0', topic: 'orders', partition: 0, from: 0, to: 1, files: [files] };
  const inFlight = new SharedReads(new OpenDirectories(mount.root), { maxFiles: 1, maxBytes: 1, maxFileBytes: 1000 });
  expect(await firstTime([gone], {}, inFlight)).toBeUndefined();
});

test.each([[7], [{}], [{ records: 'soon', bytes: 0 }], [{ records: 0, bytes: 0, origin: { at: 0 } }]])(
  'a cursor whose clock is %j is refused',
  async (pace) => {
    await storeAt(0, 0, 3600);
    const { cursor } = await paced({ speed: 1 });
    await expect(paced({ speed: 1, cursor: { ...cursor, pace } })).rejects.toThrow('the cursor has no usable clock');
  },
);
