import { ByContent, type Comparison } from './comparison';
import type { ExpectedRecord } from './expected-records';
import { changedFields } from './record-digest';
import type { Place } from './record-places';
import type { ActualRecord, TargetRecords } from './target-records';

/** Findings about some records, and beside them. */
export interface Found {
  readonly placed: ReadonlyMap<ExpectedRecord, Place>;
  /** The records at these places. */
  readonly found: ReadonlyMap<ExpectedRecord, ActualRecord>;
  /** Records among them that stand at nobody's place. */
  readonly strangers: readonly ActualRecord[];
  readonly records: TargetRecords;
  readonly passesByUndeliverable: boolean;
}

/**
 * Says of each record what became of it, in the order of the source. A record that stands at the place of another is looked for
 * by what it holds, among all that is not where it should be.
 */
export function settlePlaced(chunk: readonly ExpectedRecord[], all: Found, comparison: Comparison): void {
  const { placed, found, strangers } = all;
  const isRight = (expected: ExpectedRecord) => {
    const actual = found.get(expected);
    return actual !== undefined && changedFields(expected, actual).length === 0;
  };
  const wrong = chunk.filter((expected) => !isRight(expected));
  const left = new Set([...wrong.flatMap((expected) => found.get(expected) ?? []), ...strangers]);
  const misplaced = new ByContent(left);
  const elsewhere = new Map<ExpectedRecord, ActualRecord>();
  for (const expected of wrong) {
    const other = misplaced.take(expected);
    if (other !== undefined) {
      elsewhere.set(expected, other);
      left.delete(other);
    }
  }
  for (const expected of chunk) {
    const counterpart = placed.has(expected) ? found.get(expected) : elsewhere.get(expected);
    comparison.takeExpected(expected, counterpart);
    if (counterpart !== undefined) {
      comparison.takeActual(counterpart, expected);
    }
  }
  for (const expected of wrong) {
    settleOne(expected, elsewhere.get(expected), left, all, comparison);
  }
  const originals = new ByContent(chunk);
  for (const actual of left) {
    comparison.tooMuch(actual, originals.find(actual));
  }
}

/** @param left the records that are nobody's until now */
function settleOne(
  expected: ExpectedRecord,
  elsewhere: ActualRecord | undefined,
  left: Set<ActualRecord>,
  { placed, found, records, passesByUndeliverable }: Found,
  comparison: Comparison,
): void {
  const [place, actual] = [placed.get(expected), found.get(expected)];
  if (place === undefined) {
    comparison.withoutPlace(expected, elsewhere, passesByUndeliverable);
  } else if (elsewhere !== undefined) {
    comparison.swapped(expected, elsewhere, place);
  } else if (actual !== undefined && left.has(actual)) {
    comparison.changed(expected, actual);
    left.delete(actual);
  } else {
    comparison.absent(records.absenceOf(expected, place), expected, place);
  }
}
