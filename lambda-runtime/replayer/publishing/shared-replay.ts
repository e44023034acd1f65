import type { Deadline } from '../../deadline/deadline';
import type { InvocationMetrics } from '../../telemetry/metrics';
import type { ProblemLog } from '../../telemetry/problem-log';
import type { SlowestFile } from '../../telemetry/slowest-file';
import type { RecordedMap } from '../offset-map/recorded-map';
import type { Clock } from '../pacing/clock';
import type { Idling } from '../pacing/idling';
import type { Pace } from '../pacing/pace';
import type { SharedReads } from '../reading/shared-reads';
import type { ReplayerConfiguration } from '../replayer-configuration';
import type { ReplayRequest } from '../request/request';
import type { Positions } from '../runs/position';
import type { Statistics } from '../runs/statistics';
import type { Targets } from './targets';

/** The things that the partitions of one replay share. */
export interface SharedReplay {
  readonly configuration: ReplayerConfiguration;
  readonly request: ReplayRequest;
  readonly deadline: Deadline;
  readonly metrics: InvocationMetrics;
  readonly problems: ProblemLog;
  readonly inFlight: SharedReads;
  readonly statistics: Statistics;
  readonly slowest: SlowestFile;
  readonly positions: Positions;
  readonly clock: Clock;
  readonly idling: Idling;
  /** The limit of speed; undefined if nothing holds the replay back. */
  readonly pace: Pace | undefined;
  /** The target topics; undefined in a dry run. */
  readonly targets: Targets | undefined;
  /** The map of offsets at the target, which a part of a run keeps; undefined in any other replay. */
  readonly offsetMap: RecordedMap | undefined;
  /** Called once a batch is acknowledged; the next one waits for it. */
  readonly acknowledged: () => Promise<void>;
}
