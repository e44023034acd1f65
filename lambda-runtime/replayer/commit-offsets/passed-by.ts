import { listedNames } from '../../../src/contract/listed';
import type { PayloadKeyName } from '../../../src/contract/payload';
import type { CommittedOffset } from '../../kafka/cluster-admin';
import type { RunPlan } from '../runs/run-plan';
import { nameOf, type ReplayedPartition } from './translate';
import { count } from './words';

/** The keys of a request that leave records out. */
const LEAVE_OUT: readonly PayloadKeyName[] = [
  'from',
  'to',
  'lookback_seconds',
  'offsets',
  'key',
  'header',
  'only',
  'exclude',
  'suppress',
];

/**
 * Warns of groups that go on after offsets which they had not consumed, because the run was told to leave those records
 * out. If a run takes all records, the gaps between its offsets hold none.
 */
export function passedBy(
  chain: readonly RunPlan[],
  committed: readonly CommittedOffset[],
  replayed: ReadonlyMap<string, ReplayedPartition>,
): string[] {
  const keys = LEAVE_OUT.filter((key) => chain.some(({ items }) => items.some((item) => item[key] != null)));
  if (keys.length === 0) {
    return [];
  }
  const passed = committed.flatMap((each) => {
    const offsets = replayed.get(nameOf(each))?.progress.passed.get(each.offset) ?? 0;
    return offsets > 0 ? [{ offsets, place: `${nameOf(each)} from ${each.offset}` }] : [];
  });
  const all = passed.reduce((sum, { offsets }) => sum + offsets, 0);
  return all === 0
    ? []
    : [
        `${count(all, 'offset')} that groups had not consumed lie before the first record that the run has published, and it was told to leave records out (${keys.join(', ')}): ` +
          `${listedNames(passed.map(({ place }) => place))}; the groups go on behind them, and never read what was left out`,
      ];
}
