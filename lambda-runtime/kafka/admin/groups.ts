import type { CommittedOffset, DescribedGroup } from '../cluster-admin';
import { isNamed } from '../failures';
import type { Brokers } from './brokers';
import type * as calls from './calls.mjs';
import { mayDo, NOT_TOLD } from './rights';

type Calls = typeof calls;

const CONSUMER_GROUP = 0;
/** Kafka's names of the states of a group that there is not, and of one without members. */
const DEAD = 'Dead';
const EMPTY = 'Empty';
/** The kinds of groups that commit offsets: with members that consume, with none, and Kafka Streams (KIP-1071). */
const COMMITTING = ['', 'consumer', 'streams'];
const NO_MEMBER = { generation: -1, member: '', instance: null };

/** Looks at consumer groups, and commits offsets for those that have no members. */
export class Groups {
  public constructor(
    private readonly brokers: Brokers,
    private readonly calls: Calls,
  ) {}

  /** The ids of all groups. Each broker lists the groups that it coordinates. */
  public async ids(): Promise<readonly string[]> {
    const groups = await this.listed();
    return [...new Set(groups.map(({ groupId }) => groupId))].sort();
  }

  public async describe(id: string): Promise<DescribedGroup> {
    return (await this.classic(id)) ?? (await this.ofNewProtocol(id)) ?? (await this.byList(id));
  }

  /** @returns the places of all partitions of which the group has committed one */
  public async committedOffsets(group: string): Promise<readonly CommittedOffset[]> {
    const asked = [{ groupId: group, topics: null }];
    const { topics } = await this.brokers.ask([this.calls.offsetFetchV5], [asked, false], this.coordinatorOf(group));
    return topics
      .flatMap(({ name, partitions }) =>
        partitions.flatMap(({ partitionIndex, committedOffset, metadata }) =>
          committedOffset < 0n
            ? []
            : [{ topic: name, partition: partitionIndex, offset: Number(committedOffset), metadata: metadata ?? '' }],
        ),
      )
      .sort((a, b) => (a.topic === b.topic ? a.partition - b.partition : a.topic < b.topic ? -1 : 1));
  }

  public async mayCommit(id: string): Promise<boolean> {
    const { groups } = await this.brokers.ask([this.calls.describeGroupsV5], [[id], true], this.coordinatorOf(id));
    return mayDo(groups[0]?.authorizedOperations ?? NOT_TOLD, 'READ');
  }

  public async commit(group: string, offsets: readonly CommittedOffset[]): Promise<void> {
    const names = [...new Set(offsets.map(({ topic }) => topic))];
    const topics = names.map((name) => ({
      name,
      partitions: offsets
        .filter(({ topic }) => topic === name)
        .map(({ partition, offset, metadata }) => ({
          partitionIndex: partition,
          committedOffset: BigInt(offset),
          committedLeaderEpoch: -1,
          committedMetadata: metadata,
        })),
    }));
    const { generation, member, instance } = NO_MEMBER;
    await this.brokers.ask(
      [this.calls.offsetCommitV7],
      [group, generation, member, instance, topics],
      this.coordinatorOf(group),
    );
  }

  private async classic(id: string): Promise<DescribedGroup | undefined> {
    const { groups } = await this.brokers.ask([this.calls.describeGroupsV5], [[id], false], this.coordinatorOf(id));
    return groups[0] && describedUnlessDead(id, groups[0]);
  }

  /** Asks for a group of the new protocol (KIP-848), which the older call reports as dead. */
  private async ofNewProtocol(id: string): Promise<DescribedGroup | undefined> {
    if (!(await this.brokers.speaks(this.calls.consumerGroupDescribeV0))) {
      return undefined;
    }
    try {
      const call = [this.calls.consumerGroupDescribeV0];
      const { groups } = await this.brokers.ask(call, [[id], false], this.coordinatorOf(id));
      return groups[0] && describedUnlessDead(id, groups[0]);
    } catch (error) {
      if (isNamed(error, 'GROUP_ID_NOT_FOUND', 'UNSUPPORTED_VERSION')) {
        return undefined;
      }
      throw error;
    }
  }

  /**
   * Reads the state of a group from the list, which has groups of all protocols, but not the number of their members.
   */
  private async byList(id: string): Promise<DescribedGroup> {
    const { groupState: state = DEAD } = (await this.listed()).find(({ groupId }) => groupId === id) ?? {};
    return { id, state, members: [EMPTY, DEAD].includes(state) ? 0 : 1 };
  }

  private async listed() {
    const lists = await this.brokers.askAll([this.calls.listGroupsV5, this.calls.listGroupsV3], [], []);
    return lists.flatMap(({ groups }) => groups).filter(({ protocolType }) => COMMITTING.includes(protocolType));
  }

  private coordinatorOf(group: string) {
    return {
      chosen: async () => {
        const { coordinators } = await this.brokers.ask([this.calls.findCoordinatorV3], [CONSUMER_GROUP, [group]]);
        return coordinators[0]?.nodeId ?? -1;
      },
    };
  }
}

function describedUnlessDead(
  id: string,
  { groupState: state, members }: { readonly groupState: string; readonly members: readonly unknown[] },
): DescribedGroup | undefined {
  return state === DEAD ? undefined : { id, state, members: members.length };
}
