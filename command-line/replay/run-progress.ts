import { dirname } from 'node:path/posix';
import { checkpointKey, manifestKey } from '../../src/contract/run-keys';
import type { S3 } from '../aws/clients';

/** The progress of a run, as far as its parts have kept it: after each batch that Kafka has acknowledged. */
export interface RunProgress {
  /** Partitions of which some records are done. */
  readonly begun: number;
  readonly published: number;
  /** Published, or passed by because of a filter. */
  readonly records: number;
  readonly bytesRead: number;
}

const READS_AT_A_TIME = 16;

/** @returns undefined if the run's bucket has nothing of it yet */
export async function progressOf(s3: S3, bucket: string, run: string): Promise<RunProgress | undefined> {
  const folder = `${dirname(checkpointKey(manifestKey(run, 'any')))}/`;
  const keys: string[] = [];
  for await (const { key } of s3.list(bucket, folder)) {
    keys.push(key);
  }
  const sum = { begun: 0, published: 0, records: 0, bytesRead: 0 };
  for (let from = 0; from < keys.length; from += READS_AT_A_TIME) {
    const some = keys.slice(from, from + READS_AT_A_TIME);
    for (const content of await Promise.all(some.map((key) => s3.read(bucket, key)))) {
      const { totals = {} }: { totals?: Record<string, number> } = JSON.parse(content?.toString() ?? '{}');
      const { published = 0, filtered = 0, unknown_time = 0, bytes_read = 0 } = totals;
      sum.begun++;
      sum.published += published;
      sum.records += published + filtered + unknown_time;
      sum.bytesRead += bytes_read;
    }
  }
  return keys.length === 0 ? undefined : sum;
}
