import { inTime } from '../../deadline/in-time';
import type { ReplayDependencies } from '../replay';
import { parseRequest, type ReplayRequest } from '../request/request';
import { positionsOf } from '../runs/cursor';
import type { Position, Positions } from '../runs/position';
import { offsetAt, type SourcePartition } from '../selection/file-to-replay';
import { requestedFiles } from '../selection/requested-files';
import { selectFiles } from '../selection/select-files';
import { withSuppression } from '../suppression/with-suppression';
import { payloadsOfPart, type VerifiedRun } from './verified-run';

type StretchDependencies = Pick<ReplayDependencies, 'configuration' | 'deadline' | 'store' | 'lists'>;

/** The requests of the runs that have worked on a source partition, one after the other. */
export async function requestsOfPart(
  run: VerifiedRun,
  partition: string,
  dependencies: StretchDependencies,
): Promise<readonly [ReplayRequest, ...ReplayRequest[]]> {
  const { targetTopic, sourceFormat } = dependencies.configuration;
  const requests = payloadsOfPart(run, partition).map((payload) =>
    withSuppression(parseRequest(payload, targetTopic, sourceFormat), dependencies),
  );
  return (await Promise.all(requests)) as [ReplayRequest, ...ReplayRequest[]];
}

/** The part of a source partition that one run has worked on: from where it began to where the run began that resumed it. */
export interface Stretch {
  readonly request: ReplayRequest;
  readonly partition: SourcePartition;
}

/**
 * Finds the files of what is left of a source partition.
 *
 * @param requests those of the runs that have worked on it
 * @param begun the first stretch that is left, and the position in it
 */
export async function stretchesFrom(
  name: string,
  requests: readonly ReplayRequest[],
  begun: { readonly stretch: number; readonly position: Position | undefined },
  dependencies: StretchDependencies,
): Promise<readonly [Stretch, ...Stretch[]]> {
  const stretches: Stretch[] = [];
  for (const [index, request] of requests.entries()) {
    if (index >= begun.stretch) {
      const isBegun = index === begun.stretch && begun.position !== undefined;
      const positions = isBegun ? new Map([[name, begun.position as Position]]) : positionsOf(request);
      const next = requests[index + 1];
      const end = next && positionsOf(next).get(name);
      stretches.push({ request, partition: await select(name, request, positions, end, dependencies) });
    }
  }
  return stretches as [Stretch, ...Stretch[]];
}

async function select(
  name: string,
  request: ReplayRequest,
  positions: Positions,
  end: Position | undefined,
  { configuration, deadline, store }: StretchDependencies,
): Promise<SourcePartition> {
  const { tell, what } = requestedFiles(request, configuration, store);
  const selecting = selectFiles(tell, request, positions, configuration.sizeClasses);
  const { partitions } = await inTime(deadline, selecting, what);
  const partition = partitions[0] ?? withoutFiles(name);
  if (end === undefined) {
    return partition;
  }
  const to = Math.min(partition.to, offsetAt(partition, end));
  return { ...partition, to, files: partition.files.filter(({ first }) => first < to) };
}

function withoutFiles(key: string): SourcePartition {
  const end = key.lastIndexOf('+');
  const [topic, partition] = end < 0 ? [key, 0] : [key.slice(0, end), Number(key.slice(end + 1))];
  return { key, topic, partition, from: 0, to: Number.POSITIVE_INFINITY, files: [] };
}
