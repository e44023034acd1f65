import type { Clock } from '../pacing/clock';
import { Pace } from '../pacing/pace';
import type { ReplayRequest } from '../request/request';
import { paceOf } from '../runs/cursor';
import type { SourcePartition } from '../selection/file-to-replay';
import { firstTime } from './first-time';
import type { SharedReads } from './shared-reads';

/**
 * @returns what holds the replay back, by the clock of its cursor or by one that begins now; undefined if nothing does
 */
export async function paceOfReplay(
  request: ReplayRequest,
  partitions: readonly SourcePartition[],
  inFlight: SharedReads,
  clock: Clock,
): Promise<Pace | undefined> {
  if (request.dryRun || Object.keys(request.pace).length === 0) {
    return undefined;
  }
  const now = clock.now();
  const before = paceOf(request) ?? { records: now, bytes: now };
  if (request.pace.speed === undefined || before.origin !== undefined) {
    return new Pace(request.pace, clock, before);
  }
  const timestamp = await firstTime(partitions, request.filters, inFlight);
  return new Pace(request.pace, clock, {
    ...before,
    ...(timestamp !== undefined && { origin: { at: now, timestamp } }),
  });
}
