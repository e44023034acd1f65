import { describeCoordinates, type KafkaRecord } from '../../../records/record';
import type { ForeignFile, ForeignPartition, SourcePartition } from '../file-to-replay';

/**
 * The records of a file of others. If the file does not tell the offsets of records after the first one, they are
 * counted on from the first: where the topic has gaps the real ones are higher.
 */
export function* foreignRecords(
  { topic, partition }: Pick<SourcePartition, 'topic' | 'partition'>,
  { format, from, to }: ForeignPartition,
  file: ForeignFile,
  bytes: Buffer,
): Generator<KafkaRecord, void, undefined> {
  let line = 0;
  for (const found of format.records(file.name, bytes)) {
    const offset = found.offset ?? (file.offset === undefined ? undefined : file.offset + line);
    if (offset === undefined || (offset >= from && offset < to)) {
      yield {
        topic,
        partition,
        offset: file.first + line,
        timestamp: found.timestamp ?? file.time ?? null,
        timestampType: null,
        key: found.key ?? null,
        value: found.value,
        headers: found.headers ?? [],
        origin:
          offset === undefined
            ? `${file.directory}${file.name}+${line}`
            : describeCoordinates({ topic, partition, offset }),
      };
    }
    line++;
  }
}
