/** Run on Node.js 24, which has Zstandard: `script.cjs '[{"root": …, "environment": {…}}, …]'` writes the same records each way. */
import { createIngestHandler } from '../../../lambda-runtime/ingest/handler';
import { KafkaEventBuilder } from '../../handlers/support/events';
import { aContext } from '../../handlers/support/lambda';
import { RECORDS } from './records';

interface Variant {
  readonly root: string;
  readonly environment: Record<string, string>;
}

async function main(variants: readonly Variant[]): Promise<void> {
  for (const { root, environment } of variants) {
    const handler = createIngestHandler({ ...environment, MOUNT_PATH: root });
    // The second batch brings a record of the first again, in a segment of another name.
    for (const offsets of [RECORDS.keys(), [5]]) {
      const event = new KafkaEventBuilder();
      for (const offset of offsets) {
        event.record('orders', 0, offset, RECORDS[offset]);
      }
      const answer = await handler(event.build(), aContext());
      if (JSON.stringify(answer) !== '{"batchItemFailures":[]}') throw new Error(JSON.stringify(answer));
    }
  }
}

main(JSON.parse(process.argv[2] ?? '[]')).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
