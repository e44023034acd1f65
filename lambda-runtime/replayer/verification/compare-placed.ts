import { Comparison } from './comparison';
import type { ExpectedRecord } from './expected-records';
import { changedFields } from './record-digest';
import type { Place, RecordPlaces } from './record-places';
import { settlePlaced } from './settle-placed';
import type { ActualRecord, TargetRecords } from './target-records';
import type { VerificationState } from './verification-state';

export interface PlacedTarget {
  readonly records: TargetRecords;
  readonly places: RecordPlaces;
  /** Tells if no other source partition goes to a target partition: all that stands between its records is too much. */
  readonly isAlone: (partition: number) => boolean;
  /** Tells if the run was asked to go on without records that the topic never takes: they have no place. */
  readonly passesByUndeliverable: boolean;
}

interface Placed {
  readonly expected: ExpectedRecord;
  readonly place: Place;
}

// Records of others, which a topic may have without end, are not held: beyond so many nobody asks what they are copies of.
const MOST_STRANGERS = 10_000;

// A batch is what may come twice, and has no more records than this.
const MOST_BEHIND = 500;

/**
 * Compares records with what stands at the places that the run has kept for them.
 *
 * @param isEnd true if nothing more is expected behind them
 * @returns false if the time is over
 */
export async function comparePlaced(
  chunk: readonly ExpectedRecord[],
  isEnd: boolean,
  target: PlacedTarget,
  state: VerificationState,
  isOver: () => boolean,
): Promise<boolean> {
  const comparison = new Comparison(target.records.topic.name, state);
  const placed = new Map<ExpectedRecord, Place>();
  for (const expected of chunk) {
    const place = await target.places.placeOf(expected.offset);
    if (place !== undefined) {
      placed.set(expected, place);
    }
  }
  const found = new Map<ExpectedRecord, ActualRecord>();
  const strangers: ActualRecord[] = [];
  for (const [partition, group] of byPartition(placed)) {
    if (!(await lookAt(partition, group, target, comparison, { found, strangers, isEnd, isOver }))) {
      return false;
    }
  }
  settlePlaced(chunk, { placed, found, strangers, ...target }, comparison);
  return true;
}

/** Reads one target partition as far as the places of a chunk reach. */
async function lookAt(
  partition: number,
  group: readonly Placed[],
  { records, places, isAlone }: PlacedTarget,
  comparison: Comparison,
  {
    found,
    strangers,
    isEnd,
    isOver,
  }: { found: Map<ExpectedRecord, ActualRecord>; strangers: ActualRecord[]; isEnd: boolean; isOver: () => boolean },
): Promise<boolean> {
  const byOffset = new Map(group.map(({ expected, place }) => [place.offset, expected]));
  const [lowest, highest] = [Math.min(...byOffset.keys()), Math.max(...byOffset.keys())];
  const account = comparison.targetOf(partition, lowest);
  const from = isAlone(partition) ? Math.min(account.next, lowest) : lowest;
  const repeated = places.repeatedIn(partition);
  const end = isEnd && isAlone(partition) ? Math.max(highest, repeated.last) : highest;
  const behind: ActualRecord[] = [];
  for await (const batch of records.read(partition, from, end + 1 + (isEnd && isAlone(partition) ? MOST_BEHIND : 0))) {
    for (const actual of batch) {
      const expected = byOffset.get(actual.offset);
      if (actual.offset > end) {
        behind.push(actual);
      } else if (expected !== undefined) {
        found.set(expected, actual);
      } else if (actual.offset >= account.next && isAlone(partition)) {
        if (places.isRepeated(actual)) {
          account.repeated++;
        } else if (strangers.length < MOST_STRANGERS) {
          strangers.push(actual);
        } else {
          comparison.tooMuch(actual);
        }
      }
    }
    if (isOver()) {
      return false;
    }
  }
  for (const [copy, original] of copiesOfEnd(behind, group)) {
    comparison.tooMuch(copy, original);
  }
  let last = account.last ?? -1;
  for (const { expected, place } of group) {
    if (place.offset < last) {
      comparison.swapped(expected, place);
    }
    last = Math.max(last, place.offset);
  }
  account.next = Math.max(account.next, end + 1);
  account.first = Math.min(account.first ?? lowest, lowest);
  account.last = Math.max(account.last ?? highest, highest);
  account.records += group.length;
  account.end = Math.max(account.last, repeated.last);
  // Among records of others second copies are not looked at: the map alone counts them.
  account.repeated = isAlone(partition) ? account.repeated : repeated.count;
  return true;
}

/**
 * Finds second copies of the last records right behind them. What else stands there is not looked at, as the topic may be in use
 * since.
 */
function copiesOfEnd(behind: readonly ActualRecord[], group: readonly Placed[]): [ActualRecord, ExpectedRecord][] {
  for (let count = Math.min(behind.length, group.length); count > 0; count--) {
    const pairs = group.slice(-count).map(({ expected }, index) => [behind[index] as ActualRecord, expected] as const);
    if (pairs.every(([copy, expected]) => changedFields(expected, copy).length === 0)) {
      return pairs.map(([copy, expected]) => [copy, expected]);
    }
  }
  return [];
}

function byPartition(placed: ReadonlyMap<ExpectedRecord, Place>): Map<number, Placed[]> {
  const groups = new Map<number, Placed[]>();
  for (const [expected, place] of placed) {
    const group = groups.get(place.partition);
    if (group === undefined) {
      groups.set(place.partition, [{ expected, place }]);
    } else {
      group.push({ expected, place });
    }
  }
  return groups;
}
