import { checkpointKey, manifestKey, summaryKey } from '../../../src/contract/run-keys';
import { type ObjectStore, readJson } from '../runs/object-store';
import { fieldsOf, type RunPlan } from '../runs/run-plan';
import { parseTotals } from '../runs/totals';

/** Counts the records of which a run, and those that it resumes, have told that they passed them by. */
export async function toldUndelivered(store: ObjectStore, chain: readonly RunPlan[]): Promise<number> {
  let told = 0;
  for (const each of chain) {
    told += await toldBy(store, each);
  }
  return told;
}

/** A run that was stopped has no summary, but its parts have kept what they had counted. */
async function toldBy(store: ObjectStore, { run, plan, items }: RunPlan): Promise<number> {
  const summary = fieldsOf(await readJson(store, summaryKey(run)));
  if (plan === undefined || summary.plan === plan) {
    return undeliveredIn(summary.totals);
  }
  let told = 0;
  for (const { partition } of items) {
    const kept = fieldsOf(await readJson(store, checkpointKey(manifestKey(run, String(partition)))));
    told += kept.plan === plan ? undeliveredIn(kept.totals) : 0;
  }
  return told;
}

function undeliveredIn(totals: unknown): number {
  return parseTotals(totals ?? {})?.undeliverable ?? 0;
}
