import type { Configuration } from './attempt';
import { CLUSTERS } from './configurations/clusters';
import { FILE_SYSTEMS } from './configurations/file-system';
import { INGESTS } from './configurations/ingest';
import { MONITORINGS } from './configurations/monitoring';
import { REPLAYERS } from './configurations/replayer';

/** The configurations by the headings of the page. */
export const CONFIGURATIONS: Readonly<Record<string, readonly Configuration[]>> = {
  'File systems, buckets and access points': FILE_SYSTEMS,
  Clusters: CLUSTERS,
  Ingests: INGESTS,
  'Replayers and schedules': REPLAYERS,
  Monitoring: MONITORINGS,
};
