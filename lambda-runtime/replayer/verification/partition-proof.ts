import type { DescribedTopic } from '../../kafka/cluster-admin';
import { describeOther, otherTargets } from '../runs/same-targets';
import { describeKinds } from './differences';
import type { VerificationState } from './verification-state';
import type { VerifiedRun } from './verified-run';
import type { PartitionToVerify } from './verify-partition';

/** The findings about one source partition, as they are kept in the bucket. */
export interface PartitionProof extends VerificationState {
  readonly format: 1;
  readonly run: string;
  readonly plan: string | null;
  /** The source partition. */
  readonly partition: string;
  readonly verified: boolean;
  /** The places that records were looked for at: those of the run's offset map, or the whole of their target partition. */
  readonly compared_by: 'offset_map' | 'whole_partition';
  /** False if second copies may stand in the target that the map does not name; null where there is no map. */
  readonly offset_map_exact: boolean | null;
  /** The digest of the map; null where the run has kept none. */
  readonly offset_map_sha256: string | null;
  readonly target: Pick<DescribedTopic, 'name' | 'id' | 'partitions'>;
  /** The id of the topic that the run wrote to, where that of its name is another by now; else null. */
  readonly target_id_before: string | null;
  /** The offsets that the target's partitions had when the verification looked at them last. */
  readonly target_offsets: Readonly<Record<string, { readonly start: number; readonly end: number }>>;
  /** Sentences on what was found, and what it does not prove. */
  readonly notes: readonly string[];
}

const NOT_KEPT =
  'timestamps were not compared: the run was asked not to keep them (preserve_timestamp is false); this is no difference';

export function proofOf(
  { run, plan, chain }: VerifiedRun,
  { name: partition, keepsTimestamps, target, basis }: PartitionToVerify,
  state: VerificationState,
): PartitionProof {
  const { name, id, partitions } = target.topic;
  const [other] = otherTargets(chain, new Map([[name, id]]));
  return {
    format: 1,
    run,
    plan: plan ?? null,
    partition,
    verified: state.differences.count === 0,
    compared_by: 'places' in basis ? 'offset_map' : 'whole_partition',
    offset_map_exact: 'places' in basis ? basis.places.exact : null,
    offset_map_sha256: 'places' in basis ? basis.places.sha256 : null,
    target: { name, id, partitions },
    target_id_before: other?.before ?? null,
    target_offsets: Object.fromEntries(Object.keys(state.targets).map((key) => [key, target.offsetsOf(Number(key))])),
    ...state,
    notes: [
      ...(other === undefined ? [] : [describeOther(other)]),
      ...(keepsTimestamps ? [] : [NOT_KEPT]),
      ...notesOn(state, name),
    ],
  };
}

function notesOn(
  { source, found_by_content: found, log_append_times: untimed, differences, targets }: VerificationState,
  topic: string,
): string[] {
  const { kinds } = differences;
  const repeated = Object.values(targets).reduce((sum, target) => sum + target.repeated, 0);
  const notes: (string | false)[] = [
    differences.count > 0 && `differences: ${describeKinds(differences)}`,
    source.gaps.offsets > 0 &&
      `${source.gaps.offsets} offsets of the source are in no file, in ${source.gaps.ranges} gaps: they were compacted away, were markers ` +
        'of transactions, were never ingested, or the names of their files left them out; this is no difference',
    repeated > 0 &&
      `${repeated} records of the target are second copies, which the offset map names: an invocation was killed, or lost the ` +
        'brokers, before it knew that they had arrived; this is no difference',
    found > 0 &&
      `the offset map has no places for ${found} records, as no broker has told them; they were found by what they hold, among the others ` +
        'of the run',
    untimed > 0 &&
      `the timestamps of ${untimed} records were not compared: the topic '${topic}' puts in the time of arrival ` +
        '(message.timestamp.type is LogAppendTime); this is no difference',
    source.passed_by > 0 &&
      `${source.passed_by} files, or parts of files, cannot be read, and the run was asked to pass them by (on_unreadable is "skip")`,
    kinds.deleted > 0 &&
      `${kinds.deleted} records stood before the first offset that the topic '${topic}' still keeps: its retention, or somebody, has ` +
        'deleted them, so that nobody can tell any more',
    kinds.compacted > 0 &&
      `${kinds.compacted} records are not in the topic '${topic}', which is compacted (cleanup.policy): that a later record of the same ` +
        'key took their place is to be expected, and cannot be told from a loss; verify before the topic is cleaned',
    source.undeliverable > 0 &&
      `${source.undeliverable} records have no place in the offset map, and the run was asked to pass by what the topic never takes ` +
        '(on_undeliverable is "skip")',
    kinds.not_published > 0 &&
      `${kinds.not_published} records have no place in the offset map: nobody has acknowledged them`,
  ];
  return notes.filter((note) => note !== false);
}
