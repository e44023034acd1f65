import type { ClusterAdmin, PartitionOffsets } from '../../kafka/cluster-admin';
import type { RunPlan } from '../runs/run-plan';
import { describeOther, otherTargets } from '../runs/same-targets';
import { nameOf, type ReplayedPartition } from './translate';
import { count } from './words';

interface Place {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
}

interface PlaceOfGroup extends Place {
  readonly group: string;
}

/** An offset of a group before which the target has deleted records that the group had not consumed. */
export type Deleted = PlaceOfGroup & { readonly start: number };

/** The target topics as they are now. A run may have written to them long ago, or to other topics of the same names. */
export class TargetState {
  private constructor(
    private readonly ids: ReadonlyMap<string, string>,
    private readonly offsets: ReadonlyMap<string, PartitionOffsets>,
  ) {}

  public static async of(
    cluster: Pick<ClusterAdmin, 'topicIds' | 'offsets'>,
    names: Iterable<string>,
  ): Promise<TargetState> {
    const topics = [...new Set(names)];
    const offsets = topics.map(async (topic) =>
      [...(await cluster.offsets(topic))].map(([partition, each]) => [nameOf({ topic, partition }), each] as const),
    );
    return new TargetState(await cluster.topicIds(topics), new Map((await Promise.all(offsets)).flat()));
  }

  /** @returns why the target does not have what the run wrote; undefined if nothing speaks against it */
  public problem(chain: readonly RunPlan[], replayed: readonly ReplayedPartition[]): string | undefined {
    const [other] = otherTargets(chain, this.ids);
    if (other !== undefined) {
      return `${describeOther(other)}; no offset of it stands for a record of the run: restore it again, and name that run`;
    }
    for (const { targetTopic: topic, progress } of replayed) {
      for (const [partition, end] of progress.ends) {
        const now = this.offsets.get(nameOf({ topic, partition }));
        if (this.ids.has(topic) && end > (now?.end ?? 0)) {
          return (
            `${nameOf({ topic, partition })} ends at ${now?.end ?? 0}, and the run '${chain[0]?.run}' wrote to it up to ${end}: it has lost records, ` +
            "was made again, or the function's cluster is another; restore it again, and name that run"
          );
        }
      }
    }
    return undefined;
  }

  public deleted(places: readonly PlaceOfGroup[]): Deleted[] {
    return places
      .map((place) => ({ ...place, start: this.startOf(place) }))
      .filter(({ offset, start }) => offset < start);
  }

  /** @returns the place, or that of the first record that is left */
  public withinLog<P extends Place>(place: P): P {
    return { ...place, offset: Math.max(place.offset, this.startOf(place)) };
  }

  private startOf(place: Place): number {
    return this.offsets.get(nameOf(place))?.start ?? 0;
  }
}

export function deletedProblem(deleted: readonly Deleted[]): string {
  const [first] = deleted as [Deleted];
  return (
    `the target has deleted records that groups had not consumed, before ${count(deleted.length, 'offset')}, such as ${first.offset} of ${nameOf(first)} ` +
    `(group '${first.group}'), which begins at ${first.start} by now; restore it again with a longer retention, or give "allow_deleted": true, with ` +
    'which these groups go on with the first record that is left'
  );
}
