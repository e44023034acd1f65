import type { IngestConfiguration } from './ingest-configuration';
import type { Item } from './item';
import { planRecords } from './plan-records';
import { planSegments } from './plan-segments';
import type { Plan } from './planned-file';

/** Turns the records of a batch into files, as the layout says. */
export function planFiles(items: readonly Item[], configuration: IngestConfiguration): Plan {
  const { layout } = configuration;
  return layout.type === 'perRecord'
    ? planRecords(items, layout, configuration)
    : planSegments(items, layout, configuration);
}
