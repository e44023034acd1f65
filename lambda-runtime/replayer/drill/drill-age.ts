import type { ActionValues } from '../../../src/contract/actions';
import { drillWatchKey } from '../../../src/contract/drill-keys';
import { PermanentError } from '../../permanent-error';
import type { ActionAnswer } from '../action-answer';
import { SYSTEM_CLOCK } from '../pacing/clock';
import type { ReplayDependencies } from '../replay';
import { type ObjectStore, writeJson } from '../runs/object-store';
import { type DrillSuccess, FORMAT, readSuccess, readTimed } from './drill-success';

/** One drill as a look has found it. */
interface DrillAge {
  readonly drill: string;
  /** The time since its last success, or since the first look where there was none. */
  readonly seconds: number;
  /** The end of its last success; null if it has never succeeded. */
  readonly succeeded_at: string | null;
  /** The run of the last success, whose `drill.json` tells of it. */
  readonly run: string | null;
  /** The time of the first look. */
  readonly watched_since: string;
}

export interface DrillAgeAnswer extends ActionAnswer {
  /** The longest time. */
  readonly seconds: number;
  readonly drills: readonly DrillAge[];
}

/** The findings about a drill, as each look writes them down for the next one. */
interface DrillWatch {
  readonly since: string;
  readonly success: DrillSuccess | null;
}

/** Tells how long ago drills have succeeded, and sends the longest time as a metric. */
export async function drillAge(
  { drills: names }: ActionValues<'drill_age'>,
  { clock = SYSTEM_CLOCK, log, metrics, store }: ReplayDependencies,
): Promise<DrillAgeAnswer> {
  if (names === undefined) {
    throw new PermanentError(
      'InvalidRequest',
      'the action "drill_age" needs drills; give the ids of drills of the replayer',
    );
  }
  const bucket = store();
  const drills = await Promise.all(names.map((name) => look(bucket, name, clock.now())));
  const seconds = Math.max(...drills.map((drill) => drill.seconds));
  metrics.count('SecondsSinceDrill', seconds);
  const answer = { seconds, drills, warnings: [] };
  log.info('looked after drills', answer);
  return answer;
}

/**
 * Looks at a drill, and writes down the findings. A drill that never succeeds is counted from the first look on. A
 * success is kept even if the rules of a bucket let objects expire, since this object is written again at each look.
 */
async function look(store: ObjectStore, drill: string, now: number): Promise<DrillAge> {
  const key = drillWatchKey(drill);
  const [watched, latest] = await Promise.all([readTimed<DrillWatch>(store, key, 'since'), readSuccess(store, drill)]);
  const since = watched?.since ?? new Date(now).toISOString();
  const known = watched?.success ?? null;
  const success = latest !== undefined && (known === null || latest.ended_at > known.ended_at) ? latest : known;
  await writeJson(store, key, { format: FORMAT, drill, since, success } satisfies DrillWatch & Record<string, unknown>);
  return {
    drill,
    seconds: Math.max(0, Math.round((now - Date.parse(success?.ended_at ?? since)) / 1000)),
    succeeded_at: success?.ended_at ?? null,
    run: success?.run ?? null,
    watched_since: since,
  };
}
