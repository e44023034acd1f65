import { createIngestHandler } from '../../../lambda-runtime/ingest/handler';
import type { KafkaEventBuilder } from '../support/events';
import { aContext } from '../support/lambda';
import { filesBelow } from '../support/mount';
import { MORNING } from '../support/records';

export const LAYOUTS = {
  perRecord: { type: 'perRecord', shards: 4 },
  segments: { type: 'segments', maxBytes: 1_000_000 },
};
export type LayoutName = keyof typeof LAYOUTS;
export const EACH_LAYOUT = Object.keys(LAYOUTS) as LayoutName[];

export const NONE = { batchItemFailures: [] };
export const GOOD = { topic: 'orders', partition: 0, timestamp: MORNING, key: null, value: 'eA==', headers: [] };
const DIRECTORY = 'unwritable/2026/04/13/orders+0';

export function ingestInto(
  root: string,
  layout: LayoutName,
  event: KafkaEventBuilder,
  differences: Record<string, string> = {},
) {
  const handler = createIngestHandler({
    MOUNT_PATH: root,
    SIZE_CLASSES: '[{"name":"small","prefix":"small/","sizeLessThan":1000}]',
    METRICS_NAMESPACE: 'S3Files',
    MAX_FILES_IN_FLIGHT: '8',
    MAX_BYTES_IN_FLIGHT: '100000',
    LAYOUT: JSON.stringify(LAYOUTS[layout]),
    RECORD_FORMAT: '{"type":"envelope"}',
    ...differences,
  });
  return handler(event.build(), aContext());
}

/** The path at which a record that cannot be written is set aside. */
export function aside(offset: number, directory = DIRECTORY): string {
  return `${directory}/${directory.split('/').at(-1)}+${String(offset).padStart(20, '0')}.unwritable.json`;
}

export function asideBelow(root: string): Promise<string[]> {
  return filesBelow(root).then((paths) => paths.filter((path) => path.startsWith('unwritable/')));
}
