import type { ActionValues } from '../../../src/contract/actions';
import { permissionInWords } from '../../../src/contract/kafka-permissions';
import { listed, listedNames } from '../../../src/contract/listed';
import { committedOffsetsKey } from '../../../src/contract/run-keys';
import { inTime } from '../../deadline/in-time';
import { Budget } from '../../in-flight';
import type { ClusterAdmin, CommittedOffset } from '../../kafka/cluster-admin';
import { PermanentError } from '../../permanent-error';
import type { ActionAnswer } from '../action-answer';
import { type Clock, SYSTEM_CLOCK } from '../pacing/clock';
import type { ReplayDependencies } from '../replay';
import { parseRequest } from '../request/request';
import { uri, writeJson } from '../runs/object-store';
import type { RunPlan } from '../runs/run-plan';
import { chooseNames } from '../snapshots/chosen-names';
import { findSnapshot } from '../snapshots/find-snapshot';
import { warningsOfRecreated } from '../snapshots/recreated-topics';
import type { GroupWithOffsets } from '../snapshots/snapshot';
import { passedBy } from './passed-by';
import { replayedPartitions } from './replayed-partitions';
import { deletedProblem, TargetState } from './target-state';
import { nameOf, type TranslatedOffset, type Translation, translate } from './translate';
import { count } from './words';

export interface CommitOffsetsAnswer extends ActionAnswer {
  readonly run: string;
  readonly dry_run: boolean;
  /** The key of the snapshot whose offsets were translated. */
  readonly snapshot: string;
  readonly taken_at: string;
  readonly groups: number;
  /**
   * The number of offsets in the table, and the number of those that the group has not committed at the target already.
   */
  readonly offsets: number;
  readonly changed: number;
  /** The number of committed partitions of the source of which the run has replayed no record. */
  readonly not_replayed: number;
  /** The place of the table in the bucket. */
  readonly table: string;
}

/** One line of the table. */
interface Row extends TranslatedOffset {
  readonly group: string;
  /** The offsets that the group has committed at the target already. */
  readonly old: number | undefined;
}

const GROUPS_AT_A_TIME = 10;
/** Kafka's names of the states of a group without members, and of one that there is not. */
const WITHOUT_MEMBERS = ['Empty', 'Dead'];

type Request = ActionValues<'commit_offsets'>;
/** A request that has all that the action needs. */
type WholeRequest = Request & { readonly [Name in 'run' | 'groups']: Exclude<Request[Name], undefined> };

/** Commits at the target what groups had committed at the source, translated by the offset map of a run. */
export async function commitOffsets(request: Request, dependencies: ReplayDependencies): Promise<CommitOffsetsAnswer> {
  const { admin, deadline, log } = dependencies;
  const { run, groups } = request;
  if (run === undefined || groups === undefined) {
    throw refused(
      `the action "commit_offsets" needs run and groups; give ${run === undefined ? 'run' : 'groups'}, too`,
    );
  }
  const cluster = await inTime(deadline, admin(), 'connecting to Kafka');
  try {
    const what = 'translating offsets; choose fewer groups';
    const answer = await inTime(deadline, committing({ ...request, run, groups }, cluster, dependencies), what);
    log.info(request.dry_run ? 'translated offsets' : 'committed offsets', { ...answer });
    return answer;
  } finally {
    await cluster.close().catch(() => undefined);
  }
}

async function committing(
  { run, groups: wanted, at, snapshot: key, source_cluster, allow_beyond, allow_deleted, dry_run }: WholeRequest,
  cluster: ClusterAdmin,
  { store, configuration, clock = SYSTEM_CLOCK }: ReplayDependencies & { readonly clock?: Clock },
): Promise<CommitOffsetsAnswer> {
  const bucket = store();
  const snapshot = await findSnapshot(bucket, {
    ...(key !== undefined && { snapshot: key }),
    ...(source_cluster !== undefined && { sourceCluster: source_cluster }),
    ...(at !== undefined && { at }),
    needs: { groups: wanted },
  });
  const chosen = chooseGroups(snapshot.groups, wanted, uri(bucket, snapshot.key));
  const committed = chosen.flatMap(({ offsets }) => offsets);
  const { chain, replayed, inexact } = await replayedPartitions(bucket, run, committed, cluster);
  const translated = new Map(chosen.map(({ id, offsets }) => [id, translate(offsets, replayed)] as const));
  const beyond = [...translated].flatMap(([group, each]) => each.beyond.map((offset) => ({ group, ...offset })));
  const problem = beyond.length === 0 ? undefined : beyondProblem(beyond, run, replayed);
  if (problem !== undefined && !allow_beyond && !dry_run) {
    throw refused(problem);
  }
  const rows = await tableOf(translated, cluster, dry_run);
  if (rows.table.length === 0) {
    throw refused(
      `the run '${run}' has replayed no partition that ${listedNames(chosen.map(({ id }) => id))} had committed an offset of (such as ` +
        `${committed[0] === undefined ? 'none' : nameOf(committed[0])}); is it the run of these topics?`,
    );
  }
  await assertReadable(
    cluster,
    rows.table.map(({ topic }) => topic),
  );
  const target = await TargetState.of(
    cluster,
    rows.table.map(({ topic }) => topic),
  );
  const lost = target.problem(chain, [...replayed.values()]);
  const deleted = target.deleted(rows.table);
  const gone = deleted.length === 0 ? undefined : deletedProblem(deleted);
  const [unfit] = [lost, allow_deleted ? undefined : gone].filter((each) => each !== undefined);
  if (unfit !== undefined && !dry_run) {
    throw refused(`${unfit}; no offset was committed`);
  }
  const table = rows.table.map((row) => target.withinLog(row));
  const changed = table.filter(({ old, offset }) => old !== offset);
  const notReplayed = [...translated].flatMap(([group, each]) =>
    each.notReplayed.map((offset) => ({ group, ...offset })),
  );
  const warnings = [
    ...snapshot.passedOver,
    ...rows.warnings,
    ...(problem === undefined ? [] : [allow_beyond ? problem : `without a dry run this would be refused: ${problem}`]),
    ...[lost, gone].flatMap((each) =>
      each === undefined
        ? []
        : [each === gone && allow_deleted ? each : `without a dry run this would be refused: ${each}`],
    ),
    ...(notReplayed.length === 0
      ? []
      : [
          `${count(notReplayed.length, 'offset')} of partitions that the run has replayed no record of: ${listedNames(notReplayed.map(nameOf))}; none is committed for them`,
        ]),
    ...(inexact.length === 0
      ? []
      : [
          `the maps of ${listedNames(inexact)} may name second copies of records in the place of first ones, as the target could not be read back`,
        ]),
    ...passedBy(chain, committed, replayed),
    ...warningsOfRecreated(
      snapshot,
      committed.map(({ topic }) => topic),
      beginningOf(chain, configuration),
    ),
    ...movedBack(changed),
  ];
  const tableKey = committedOffsetsKey(run, clock.now(), dry_run);
  if (!dry_run) {
    // Group by group: each is moved as a whole.
    for (const { id } of chosen) {
      const offsets = changed.filter(({ group }) => group === id);
      if (offsets.length > 0) {
        await cluster.commitOffsets(
          id,
          offsets.map(({ topic, partition, offset, metadata }) => ({ topic, partition, offset, metadata })),
        );
      }
    }
  }
  await writeJson(bucket, tableKey, {
    ...{ run, dry_run, snapshot: snapshot.key, taken_at: new Date(snapshot.takenAt).toISOString() },
    offsets: table.map(({ group, topic, partition, old = null, offset, sources }) => ({
      ...{ group, topic, partition, old, new: offset },
      sources: sources.map((source) => ({ topic: source.topic, partition: source.partition, offset: source.offset })),
    })),
    not_replayed: notReplayed,
    beyond,
    warnings,
  });
  return {
    run,
    dry_run,
    snapshot: snapshot.key,
    taken_at: new Date(snapshot.takenAt).toISOString(),
    groups: chosen.length,
    offsets: table.length,
    changed: changed.length,
    not_replayed: notReplayed.length,
    table: uri(bucket, tableKey),
    warnings,
  };
}

function chooseGroups(
  groups: readonly GroupWithOffsets[],
  wanted: readonly string[],
  snapshot: string,
): GroupWithOffsets[] {
  const { names, without } = chooseNames(
    wanted,
    groups.map(({ id }) => id),
  );
  if (without.length > 0) {
    throw refused(
      `the snapshot ${snapshot} has no group ${listedNames(without)}; it has ${groups.length === 0 ? 'none: take one with "groups"' : listedNames(groups.map(({ id }) => id))}`,
    );
  }
  return groups.filter(({ id }) => names.includes(id));
}

/** Makes the table. It looks at all groups before any of them is changed. */
async function tableOf(
  translated: ReadonlyMap<string, Translation>,
  cluster: ClusterAdmin,
  dryRun: boolean,
): Promise<{ readonly table: readonly Row[]; readonly warnings: readonly string[] }> {
  const budget = new Budget(GROUPS_AT_A_TIME);
  const alive: string[] = [];
  const forbidden: string[] = [];
  const rows = await Promise.all(
    [...translated].map(([group, { offsets }]) =>
      budget.with(1, async () => {
        const { state, members } = await cluster.describeGroup(group);
        if (members > 0 || !WITHOUT_MEMBERS.includes(state)) {
          alive.push(`'${group}' (${state}, ${count(members, 'member')})`);
        }
        if (!(await cluster.mayCommit(group))) {
          forbidden.push(group);
        }
        const known = await cluster.committedOffsets(group);
        const old = new Map(known.map((each) => [nameOf(each), each.offset] as const));
        return offsets.map((each): Row => ({ ...each, group, old: old.get(nameOf(each)) }));
      }),
    ),
  );
  const problems = [
    ...(alive.length === 0
      ? []
      : [
          `groups that have members keep their own offsets, and would take others for theirs: ${listed(alive.sort())}; stop their consumers first`,
        ]),
    ...(forbidden.length === 0
      ? []
      : [
          `the user, or role, lacks the permission ${listed(forbidden.sort().map((group) => permissionInWords('commitGroup', group)))}`,
        ]),
  ];
  const [problem] = problems;
  if (problem !== undefined && !dryRun) {
    const message = `${problem}; no offset was committed`;
    throw alive.length > 0 ? refused(message) : new PermanentError('AccessRefused', message);
  }
  return { table: rows.flat(), warnings: problems.map((each) => `without a dry run this would be refused: ${each}`) };
}

/**
 * Refuses to commit unless the user may read each topic, which committing needs: otherwise only some partitions would
 * be committed.
 */
async function assertReadable(cluster: ClusterAdmin, topics: Iterable<string>): Promise<void> {
  for (const topic of new Set(topics)) {
    const filled = [...(await cluster.offsets(topic))].find(([, { start, end }]) => start < end);
    if (filled !== undefined) {
      const [partition, { start }] = filled;
      for await (const records of cluster.read(topic, partition, start, start + 1)) {
        if (records.length > 0) {
          break;
        }
      }
    }
  }
}

function beyondProblem(
  beyond: readonly (CommittedOffset & { readonly group: string })[],
  run: string,
  replayed: ReadonlyMap<string, { readonly next: number }>,
): string {
  const [first] = beyond as [CommittedOffset & { readonly group: string }];
  return (
    `the snapshot is newer than what the run '${run}' has replayed: ${count(beyond.length, 'offset')} behind all that it has come by, such as ` +
    `${first.offset} of ${nameOf(first)} (group '${first.group}'), where it came to ${replayed.get(nameOf(first))?.next ?? 0}; go on with the run ("resume"), give an ` +
    'earlier snapshot by "at", or give "allow_beyond": true if the rest was never ingested or holds no records, such as the markers of transactions'
  );
}

/** The beginning of the window of a run, which all of its parts, and those of the runs that it resumes, have in common. */
function beginningOf(
  [last]: readonly RunPlan[],
  { targetTopic, sourceFormat }: ReplayDependencies['configuration'],
): number | undefined {
  const part = last?.items[0];
  return part && parseRequest(part, targetTopic, sourceFormat).filters.time?.from;
}

function movedBack(changed: readonly Row[]): string[] {
  const back = changed.filter(({ old, offset }) => old !== undefined && offset < old);
  return back.length === 0
    ? []
    : [
        `${count(back.length, 'offset')} would go back from what was committed at the target since: ${listedNames(back.map((row) => `${row.group} at ${nameOf(row)}`))}`,
      ];
}

function refused(message: string): PermanentError {
  return new PermanentError('InvalidRequest', message);
}
