import type { ClusterAdmin } from '../../kafka/cluster-admin';
import type { KafkaDependencies } from '../publishing/targets';
import type { ReplayerConfiguration } from '../replayer-configuration';
import type { ObjectStore } from '../runs/object-store';
import type { SuppressionLists } from '../suppression/suppression-lists';

/** The things that a plan reaches beside the mount. */
export interface PlanDependencies extends Omit<KafkaDependencies, 'warnings'> {
  readonly configuration: ReplayerConfiguration;
  readonly store: () => ObjectStore;
  readonly admin: () => Promise<ClusterAdmin>;
  readonly lists: Pick<SuppressionLists, 'load'>;
}
