import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { recordPath } from '../../../../lambda-runtime/files/layout';
import { encodeRecord } from '../../../../lambda-runtime/records/codec';
import { perRecord } from '../../../handlers/support/layouts';
import { aRecord, MORNING } from '../../../handlers/support/records';

const LAYOUT = perRecord({
  shards: 16,
  directories: [{ by: 'time', unit: 'HOUR', timeZone: 'UTC' }, { by: 'topicPartition' }],
});
const AT_A_TIME = 2000;

/** Writes files of one record as the ingest names and fills them, one after the other: on a disk in memory that is quickest. */
export async function writeManyFiles(
  root: string,
  topic: string,
  lengths: readonly number[],
  say: (count: number) => void,
): Promise<void> {
  const made = new Set<string>();
  let count = 0;
  for (const [partition, length] of lengths.entries()) {
    for (let offset = 0; offset < length; offset++) {
      const value = Buffer.from(JSON.stringify([topic, partition, offset, '']));
      const record = aRecord({ topic, partition, offset, timestamp: MORNING + offset, value });
      const { extension, bytes } = encodeRecord(record, { type: 'envelope' }, 'NONE');
      const path = join(root, recordPath('small/', LAYOUT, record, extension));
      const directory = dirname(path);
      if (!made.has(directory)) mkdirSync(directory, { recursive: true });
      made.add(directory);
      writeFileSync(path, bytes);
      count += 1;
      if (count % AT_A_TIME === 0) {
        say(count);
        await setImmediate();
      }
    }
  }
}
