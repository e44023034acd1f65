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
  /** Absent if nothing holds the replay back. */
  readonly pace: Pace | undefined;
  /** Absent in a dry run. */
  readonly targets: Targets | undefined;
  /** The part of a run keeps a map of the offsets at the target. */
  readonly offsetMap: RecordedMap | undefined;
  /** Called once a batch is acknowledged; the next one waits for it. */
  readonly acknowledged: () => Promise<void>;
}
