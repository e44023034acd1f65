import { type PerRecordLayout, recordPath } from '../files/layout';
import type { SizeClass } from '../files/size-class';
import { encodeRecord } from '../records/codec';
import type { KafkaRecord } from '../records/record';
import { type BatchRecord, recordFailure } from './batch-record';
import type { FilesToWrite } from './file-to-write';
import type { IngestConfiguration } from './ingest-configuration';
import { asideOrFailed } from './set-aside';

/** Makes the file of one record. */
export function* recordFile(
  record: BatchRecord,
  content: KafkaRecord,
  sizeClass: SizeClass,
  layout: PerRecordLayout,
  configuration: IngestConfiguration,
): FilesToWrite {
  let path: string;
  let bytes: Buffer;
  try {
    const encoded = encodeRecord(content, configuration.format, configuration.compression);
    path = recordPath(sizeClass.prefix, layout, content, encoded.extension);
    bytes = encoded.bytes;
  } catch (error) {
    yield* asideOrFailed([record], recordFailure(error, sizeClass), configuration);
    return;
  }
  const { topic, partition } = content;
  yield { path, sizeClass, bytes, records: [record], partition: { topic, partition } };
}
