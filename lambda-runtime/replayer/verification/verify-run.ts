import type { ActionValues } from '../../../src/contract/actions';
import type {
  ConcludeStep,
  ConclusionAnswer,
  PartAnswer,
  Unread,
  VerifyPartitionStep,
} from '../../../src/contract/payload-steps';
import { readValue } from '../../../src/contract/payload-type';
import { PART_NAME, RUN_NAME } from '../../../src/contract/payload-values';
import { isObject } from '../../environment';
import { cut } from '../../errors';
import { PermanentError, permanently } from '../../permanent-error';
import type { ActionAnswer } from '../action-answer';
import { SYSTEM_CLOCK } from '../pacing/clock';
import type { ObjectStore } from '../runs/object-store';
import { partResults } from '../runs/results';
import { addToSummary, type Conclusion, conclude, type Unverified } from './conclude';
import { parseVerificationCursor } from './verification-cursor';
import { readRun } from './verified-run';
import { type Verified, type VerifyDependencies, verifyPartitions } from './verify';

/** The answer to one invocation that verifies; of a whole run that is compared, what was found. */
export type VerifyAnswer = PartAnswer & Verified & Partial<Conclusion> & ActionAnswer;

/** Verifies a run as far as the time allows, and puts together what was found once all of it is compared. */
export async function verifyRun(
  { run, cursor }: Partial<ActionValues<'verify'>>,
  dependencies: VerifyDependencies,
): Promise<VerifyAnswer> {
  if (run === undefined) {
    throw new PermanentError('InvalidRequest', `run is missing; ${RUN_NAME.advice} that is to be verified`);
  }
  const store = dependencies.store();
  const verified = await readRun(store, run);
  const names = [...verified.parts.keys()].sort();
  const answer = await verifyPartitions(verified, names, parseVerificationCursor(cursor), dependencies);
  const { clock = SYSTEM_CLOCK } = dependencies;
  const conclusion = answer.done ? await conclude(store, verified, new Map(), clock.now()) : undefined;
  dependencies.log.info('verified', { run, done: answer.done, ...conclusion });
  return { warnings: [], ...answer, ...conclusion };
}

/** Verifies one source partition of a run, as far as the time allows. */
export async function verifyPartition(
  payload: Unread<VerifyPartitionStep>,
  dependencies: VerifyDependencies,
): Promise<PartAnswer & Verified> {
  const { run, partition } = permanently('InvalidRequest', () => ({
    run: readValue('run', RUN_NAME, payload.run ?? ''),
    partition: readValue('partition', PART_NAME, payload.partition ?? ''),
  }));
  const verified = await readRun(dependencies.store(), run);
  const answer = await verifyPartitions(verified, [partition], parseVerificationCursor(payload.cursor), dependencies);
  dependencies.log.info('verified', { run, partition, done: answer.done });
  return answer;
}

/** The last step of a workflow that verifies: puts together what was found of all partitions. */
export async function concludeRun(
  payload: Unread<ConcludeStep>,
  { clock = SYSTEM_CLOCK, log, ...dependencies }: Pick<VerifyDependencies, 'store' | 'clock' | 'log'>,
): Promise<ConclusionAnswer> {
  const run = permanently('InvalidRequest', () => readValue('run', RUN_NAME, payload.run ?? ''));
  const store = dependencies.store();
  const verified = await readRun(store, run);
  const failed = await failedParts(store, payload.results);
  const conclusion = await conclude(store, verified, failed, clock.now());
  log.info('verified', { ...conclusion });
  const { problem } = conclusion;
  return {
    ...(await addToSummary(store, run, conclusion)),
    verified: conclusion.verified,
    ...(problem !== undefined && { problem }),
  };
}

/** The source partitions that could not be compared to the end. */
async function failedParts(store: ObjectStore, results: unknown): Promise<Map<string, Unverified>> {
  const failed = new Map<string, Unverified>();
  if (results == null) {
    return failed;
  }
  if (!isObject(results) || typeof results.Key !== 'string' || results.Bucket !== store.bucket) {
    throw new Error(
      `results is ${cut(JSON.stringify(results))}; give what the map state's writer of results answers, from the bucket ${store.bucket}`,
    );
  }
  for await (const { part, done, error, cause } of partResults(store, results.Key)) {
    if (!done) {
      failed.set(part, { partition: part, error, cause });
    }
  }
  return failed;
}
