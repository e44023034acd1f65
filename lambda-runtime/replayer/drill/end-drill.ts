import type { DrillAnswer, EndDrillStep, Unread } from '../../../src/contract/payload-steps';
import { readValue } from '../../../src/contract/payload-type';
import { RUN_NAME } from '../../../src/contract/payload-values';
import { drillKey, verificationKey } from '../../../src/contract/run-keys';
import { inTime } from '../../deadline/in-time';
import { isObject } from '../../environment';
import { permanently } from '../../permanent-error';
import { SYSTEM_CLOCK } from '../pacing/clock';
import type { ReplayDependencies } from '../replay';
import { type ObjectStore, readJson, uri } from '../runs/object-store';
import { withCluster } from '../with-cluster';
import { type BegunDrill, type EndedDrill, readDrill, writeDrill } from './drill-record';

/** The last step of a drill, however its replay and its verification went: deletes the topics, and leaves evidence. */
export async function endDrill(payload: Unread<EndDrillStep>, dependencies: ReplayDependencies): Promise<DrillAnswer> {
  const { clock = SYSTEM_CLOCK, log, metrics } = dependencies;
  const run = permanently('InvalidRequest', () => readValue('run', RUN_NAME, payload.run ?? ''));
  const store = dependencies.store();
  const begun = await readDrill(store, run);
  if (begun === undefined) {
    throw new Error(`${uri(store, drillKey(run))} is missing, which the plan of a drill writes: nothing was deleted`);
  }
  await deleteTopics(begun.topics, dependencies);
  const ended = await endOf(begun, run, payload.outcome, store, clock.now());
  await writeDrill(store, run, ended);
  metrics.count('DrillSeconds', ended.seconds);
  metrics.count('DrillsSucceeded', ended.succeeded ? 1 : 0);
  if (ended.differences !== null) {
    metrics.count('DrillDifferences', ended.differences);
  }
  const { plan: _plan, succeeded, topics, ...told } = ended;
  log.info('ended a drill', { run, succeeded, topics: topics.length, ...told });
  return { run, drilled: succeeded, evidence: uri(store, drillKey(run)), ...told };
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
  begun: BegunDrill,
  run: string,
  outcome: unknown,
  store: ObjectStore,
  now: number,
): Promise<EndedDrill> {
  const given = isObject(outcome) ? outcome : {};
  const totals = isObject(given.totals) ? given.totals : {};
  const verification = given.verified === undefined ? undefined : await readJson(store, verificationKey(run));
  const found = isObject(verification) && isObject(verification.differences) ? verification.differences.count : null;
  const succeeded = given.verified === true;
  const problem = typeof given.problem === 'string' ? given.problem : 'it was not verified';
  return {
    ...begun,
    ended_at: new Date(now).toISOString(),
    seconds: Math.round((now - Date.parse(begun.started_at)) / 100) / 10,
    records: typeof totals.published === 'number' ? totals.published : 0,
    succeeded,
    differences: typeof found === 'number' ? found : null,
    verification: given.verification ?? null,
    ...(!succeeded && { problem }),
  };
}
