import type { DrillAnswer, EndDrillStep, Unread } from '../../../src/contract/payload-steps';
import { readValue } from '../../../src/contract/payload-type';
import { RUN_NAME } from '../../../src/contract/payload-values';
import { drillKey, verificationKey } from '../../../src/contract/run-keys';
import { inTime } from '../../deadline/in-time';
import { isObject } from '../../environment';
import { errorMessage } from '../../errors';
import { permanently, permanentName } from '../../permanent-error';
import { SYSTEM_CLOCK } from '../pacing/clock';
import type { ReplayDependencies } from '../replay';
import { type ObjectStore, readJson, uri } from '../runs/object-store';
import { reasonOf } from '../runs/results';
import { withCluster } from '../with-cluster';
import { planId } from '../workflow/plan-id';
import { type BegunDrill, type EndedDrill, readDrill, writeDrill } from './drill-record';
import { writeSuccess } from './drill-success';

/** The last step of a drill, however it went: deletes the topics, and leaves evidence. */
export async function endDrill(payload: Unread<EndDrillStep>, dependencies: ReplayDependencies): Promise<DrillAnswer> {
  const { clock = SYSTEM_CLOCK, log, metrics } = dependencies;
  const run = permanently('InvalidRequest', () => readValue('run', RUN_NAME, payload.run ?? ''));
  const store = dependencies.store();
  const begun = await begunBy(store, run, planId(payload.execution));
  const undeleted = await problemOfDeleting(begun?.made ?? [], dependencies);
  const ended = await endOf(begun, run, { outcome: payload.outcome, undeleted }, store, clock.now());
  if (begun !== undefined) {
    await writeDrill(store, run, { ...begun, ...ended });
    metrics.count('DrillSeconds', ended.seconds);
    if (ended.succeeded && begun.drill !== null) {
      await writeSuccess(store, begun.drill, { run, ended_at: ended.ended_at });
    }
  }
  metrics.count('DrillsSucceeded', ended.succeeded ? 1 : 0);
  if (ended.differences !== null) {
    metrics.count('DrillDifferences', ended.differences);
  }
  const { succeeded, ...told } = ended;
  log.info('ended a drill', { run, drill: begun?.drill, succeeded, topics: begun?.topics.length ?? 0, ...told });
  return { run, drilled: succeeded, evidence: begun === undefined ? null : uri(store, drillKey(run)), ...told };
}

/**
 * Reads what the plan of this execution has begun. Another execution of the same name may have left a record of its
 * own, and that one's topics may belong to somebody else by now.
 *
 * @returns undefined if the plan failed before it made a topic
 */
async function begunBy(store: ObjectStore, run: string, plan: string | undefined): Promise<BegunDrill | undefined> {
  const begun = await readDrill(store, run);
  return begun?.plan === (plan ?? null) ? begun : undefined;
}

/**
 * Tells why topics can never be deleted, such as because a right is missing: that is evidence of a drill that failed.
 * Errors that may pass are tried again.
 */
async function problemOfDeleting(
  topics: readonly string[],
  dependencies: ReplayDependencies,
): Promise<string | undefined> {
  try {
    await deleteTopics(topics, dependencies);
    return undefined;
  } catch (error) {
    if (permanentName(error) === undefined) {
      throw error;
    }
    return `topics of the drill are left, delete them: ${errorMessage(error)}`;
  }
}

async function deleteTopics(topics: readonly string[], dependencies: ReplayDependencies): Promise<void> {
  if (topics.length === 0) {
    return;
  }
  await withCluster(dependencies, async (cluster) => {
    for (const topic of topics) {
      await inTime(dependencies.deadline, cluster.deleteTopic(topic), `deleting the topic '${topic}'`);
    }
  });
}

async function endOf(
  begun: BegunDrill | undefined,
  run: string,
  { outcome, undeleted }: { readonly outcome: unknown; readonly undeleted: string | undefined },
  store: ObjectStore,
  now: number,
): Promise<Omit<EndedDrill, keyof BegunDrill>> {
  const given = isObject(outcome) ? outcome : {};
  const totals = isObject(given.totals) ? given.totals : {};
  const verification = given.verified === undefined ? undefined : await readJson(store, verificationKey(run));
  const found = isObject(verification) && isObject(verification.differences) ? verification.differences.count : null;
  const isVerified = begun !== undefined && given.verified === true;
  const problems = [...(isVerified ? [] : [problemOf(given)]), ...(undeleted === undefined ? [] : [undeleted])];
  return {
    ended_at: new Date(now).toISOString(),
    seconds: begun === undefined ? 0 : Math.round((now - Date.parse(begun.started_at)) / 100) / 10,
    records: typeof totals.published === 'number' ? totals.published : 0,
    succeeded: problems.length === 0,
    differences: typeof found === 'number' ? found : null,
    verification: given.verification ?? null,
    ...(problems.length > 0 && { problem: problems.join('; ') }),
  };
}

/** @param outcome the answer of a step, or the error of one that failed */
function problemOf({ problem, Error: error, Cause: cause }: Readonly<Record<string, unknown>>): string {
  if (typeof problem === 'string') {
    return problem;
  }
  return typeof error === 'string' ? `${error}: ${reasonOf(String(cause ?? ''))}` : 'it was not verified';
}
