import { align, stretchesOf } from './align';
import { ByContent, Comparison } from './comparison';
import type { ExpectedRecord } from './expected-records';
import type { ActualRecord, TargetRecords } from './target-records';
import type { TargetAccount, VerificationState } from './verification-state';

/** The records that are looked at beyond as many as are expected, to find the place where both sides agree again. */
const MOST_BEYOND = 10_000;

/**
 * Compares records with the whole of the target partition that they went to, for a run that has kept no places. Where the
 * two sides differ, the nearest records are looked for that agree again.
 *
 * @param isEnd true if nothing more is expected behind them
 * @returns false if the time is over
 */
export async function compareInOrder(
  chunk: readonly ExpectedRecord[],
  isEnd: boolean,
  partition: number,
  target: TargetRecords,
  state: VerificationState,
  isOver: () => boolean,
): Promise<boolean> {
  const comparison = new Comparison(target.topic.name, state);
  const account = comparison.targetOf(partition, 0);
  const window = await firstRecords(target, partition, account.next, chunk.length + MOST_BEYOND, isOver);
  if (window === undefined) {
    return false;
  }
  settle({ chunk, window, isEnd }, comparison, account, partition, target);
  return true;
}

/** Counts what stands in the partition behind all that was expected. @returns false if there may be more, and the time is over */
export async function countRest(
  partition: number,
  target: TargetRecords,
  state: VerificationState,
  isOver: () => boolean,
): Promise<boolean> {
  const comparison = new Comparison(target.topic.name, state);
  const account = comparison.targetOf(partition, 0);
  for await (const records of target.read(partition, account.next, Number.POSITIVE_INFINITY)) {
    for (const actual of records) {
      comparison.takeActual(actual, undefined);
      comparison.tooMuch(actual);
      account.next = actual.offset + 1;
    }
    if (isOver()) {
      return false;
    }
  }
  return true;
}

async function firstRecords(
  target: TargetRecords,
  partition: number,
  from: number,
  most: number,
  isOver: () => boolean,
): Promise<ActualRecord[] | undefined> {
  const records: ActualRecord[] = [];
  for await (const batch of target.read(partition, from, Number.POSITIVE_INFINITY)) {
    records.push(...batch);
    if (isOver()) {
      return undefined;
    }
    if (records.length >= most) {
      break;
    }
  }
  return records;
}

interface BothSides {
  readonly chunk: readonly ExpectedRecord[];
  readonly window: readonly ActualRecord[];
  readonly isEnd: boolean;
}

function settle(
  { chunk, window, isEnd }: BothSides,
  comparison: Comparison,
  account: TargetAccount,
  partition: number,
  target: TargetRecords,
): void {
  const pairs = align(chunk, window);
  const behind = pairs.at(-1) ?? { expected: -1, actual: -1 };
  // Behind the last pair the window may reach far beyond what is expected yet: the next chunk begins there.
  const end = isEnd ? window.length : Math.min(window.length, behind.actual + chunk.length - behind.expected);
  const stretches = stretchesOf(pairs, chunk.length, end).map(({ expected, actual }, index) => ({
    expected: expected.map((at) => chunk[at] as ExpectedRecord),
    actual: actual.map((at) => window[at] as ActualRecord),
    isOpen: index === pairs.length && !isEnd,
    isLast: index === pairs.length,
    // What the partition has lost at its beginning was before the first record that it still has.
    isDeleted: index === 0 && account.first === null && target.offsetsOf(partition).start > 0,
  }));
  const counterparts = new Map(pairs.map((pair) => [chunk[pair.expected], window[pair.actual]]));
  const misplaced = new ByContent(stretches.flatMap(({ actual }) => actual));
  const originals = new ByContent(chunk);
  const taken = new Set(counterparts.values());
  for (const record of stretches.flatMap(({ expected }) => expected)) {
    const found = misplaced.take(record);
    if (found !== undefined) {
      comparison.swapped(record, found);
      counterparts.set(record, found);
      taken.add(found);
    }
  }
  for (const { expected, actual, isOpen, isLast, isDeleted } of stretches) {
    const [absent, strangers] = [expected.filter((e) => !counterparts.has(e)), actual.filter((a) => !taken.has(a))];
    for (const [index, record] of absent.entries()) {
      const [stranger] = strangers;
      const isLikely =
        stranger !== undefined &&
        (isSimilar(record, stranger) || (!isLast && absent.length - index <= strangers.length));
      if (isLikely) {
        comparison.changed(record, stranger);
        counterparts.set(record, stranger);
        taken.add(stranger);
        strangers.shift();
      } else {
        comparison.absent(isDeleted ? 'deleted' : target.absenceOf(record), record);
      }
    }
    for (const stranger of isOpen ? [] : strangers) {
      comparison.tooMuch(stranger, originals.find(stranger));
      taken.add(stranger);
    }
  }
  for (const record of chunk) {
    comparison.takeExpected(record, counterparts.get(record));
  }
  const originalOf = new Map([...counterparts].map(([expected, actual]) => [actual, expected]));
  for (const record of window.filter((each) => taken.has(each))) {
    comparison.takeActual(record, originalOf.get(record));
    account.next = record.offset + 1;
    account.records++;
    account.first ??= record.offset;
    account.last = record.offset;
  }
}

/** Tells if a record is probably another one that was changed. */
function isSimilar(one: ExpectedRecord, other: ActualRecord): boolean {
  return one.value === other.value || (one.key !== '-' && one.key === other.key) || one.timestamp === other.timestamp;
}
