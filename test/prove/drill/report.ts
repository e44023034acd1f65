import type { ReadByGroup } from './groups';

export interface DrillResult {
  readonly records: number;
  readonly partitions: number;
  readonly brokers: number;
  readonly seed: number;
  /** The way the restoring execution ended. */
  readonly status: string;
  readonly cause?: string;
  readonly published: number;
  /** The kills that were asked for, of which fewer may have come. */
  readonly kills: number;
  readonly killedFunctions: number;
  readonly killedBrokers: number;
  /** True if the workflow's own verification found no difference. */
  readonly verified: boolean;
  /** Settings and partitions of restored topics that are not those of the source. */
  readonly topicDifferences: readonly string[];
  /** The records that each group has read, before the source was lost and after the restore. */
  readonly before: ReadByGroup;
  readonly after: ReadByGroup;
  /** The numbers of all records. */
  readonly all: readonly number[];
  readonly seconds: Readonly<Record<'ingest' | 'restore' | 'commit', number>>;
}

/** The result of a group. */
export interface GroupResult {
  readonly group: string;
  readonly before: number;
  readonly after: number;
  /** Records that it has read neither before nor after. */
  readonly lost: number;
  /** Records that it has read more than once. */
  readonly twice: number;
}

export function groupResults({ before, after, all }: DrillResult): GroupResult[] {
  return [...before].map(([group, first]) => {
    const later = after.get(group) ?? [];
    const read = new Set([...first, ...later]);
    return {
      group,
      before: first.length,
      after: later.length,
      lost: all.filter((id) => !read.has(id)).length,
      twice: first.length + later.length - read.size,
    };
  });
}

/** A record may be read twice where a batch went out twice: at most 500 records a kill. */
const MOST_IN_BATCH = 500;

export function isGood(result: DrillResult): boolean {
  const groups = groupResults(result);
  const kills = result.killedFunctions + result.killedBrokers;
  return (
    result.status === 'SUCCEEDED' &&
    result.verified &&
    kills === result.kills &&
    result.topicDifferences.length === 0 &&
    groups.every(({ lost, twice }) => lost === 0 && twice <= kills * MOST_IN_BATCH * result.partitions)
  );
}

export function table(result: DrillResult): string {
  const { seconds } = result;
  const rows = [
    ['records, partitions, brokers a side', `${result.records}, ${result.partitions}, ${result.brokers}`],
    ['restoring execution', `${result.status}${result.cause === undefined ? '' : `: ${result.cause}`}`],
    ['records published', String(result.published)],
    ['killed on the way', `${result.killedFunctions} functions, ${result.killedBrokers} brokers, of ${result.kills}`],
    ['verified against the files', result.verified ? 'yes' : 'NO'],
    [
      'topics as the source had them',
      result.topicDifferences.length === 0 ? 'yes' : result.topicDifferences.join('; '),
    ],
    ...Object.entries(seconds).map(([what, took]) => [`seconds: ${what}`, took.toFixed(1)]),
    ['seed', String(result.seed)],
  ];
  const groups = groupResults(result).map(({ group, before, after, lost, twice }) =>
    [group, before, after, lost, twice].map((cell) => String(cell).padStart(9)).join('  '),
  );
  const width = Math.max(...rows.map(([name]) => String(name).length));
  return [
    ...rows.map(([name, value]) => `${String(name).padEnd(width)}  ${value}`),
    '',
    ['group', 'before', 'after', 'lost', 'twice'].map((name) => name.padStart(9)).join('  '),
    ...groups,
  ].join('\n');
}
