import zlib from 'node:zlib';
import fc from 'fast-check';
import { createIngestHandler } from '../../lambda-runtime/ingest/handler';
import { KafkaEventBuilder } from '../handlers/support/events';
import { aContext } from '../handlers/support/lambda';
import { MemoryPublisher } from '../handlers/support/memory-publisher';
import { temporaryMount, useMount } from '../handlers/support/mount';
import { HOUR, MORNING } from '../handlers/support/records';
import { runReplay } from '../handlers/support/replayer';

useMount();

const LAYOUTS = {
  segments: { type: 'segments', maxBytes: 1_000_000 },
  'short segments': { type: 'segments', maxBytes: 500 },
  'segments by partition alone': { type: 'segments', maxBytes: 1_000_000, directories: [{ by: 'topicPartition' }] },
  'files of records': { type: 'perRecord', shards: 16 },
  'segments of small records, files of large ones': { type: 'segments', maxBytes: 1_000_000, large: true },
} as const;
const ENVELOPE = '{"type":"envelope"}';
const VALUE = '{"type":"value","extension":".json"}';
/** Zstandard where Node.js has it: from 22.15 on, as AWS Lambda's has. */
const COMPRESSIONS = ['NONE', 'GZIP', ...('zstdCompressSync' in zlib ? ['ZSTD'] : [])];
const FORMATS = [
  ...[ENVELOPE, VALUE].flatMap((format) => COMPRESSIONS.map((compression) => ({ format, compression }))),
  { format: '{"type":"parquet","compression":"SNAPPY"}', compression: 'NONE' },
];
const CASES = Object.entries(LAYOUTS).flatMap(([name, layout]) =>
  FORMATS.filter(({ format }) => format !== VALUE || layout.type === 'perRecord').map((format) => ({
    name,
    layout,
    ...format,
  })),
);

/** Some of the offsets from 0 to 30, in any order, which come as one batch; of the same ones again and again. */
const BATCH = fc.shuffledSubarray(
  Array.from({ length: 30 }, (_, offset) => offset),
  { minLength: 1 },
);
const BATCHES = fc.array(BATCH, { minLength: 1, maxLength: 6 });
const TIME_OF = (offset: number) => MORNING + Math.floor(offset / 8) * HOUR;
const HEADERS_OF = (offset: number) =>
  Array.from({ length: offset % 3 }, (_, index) => ({ name: `h${index % 2}`, value: Buffer.from([offset, 0xff]) }));
const BYTES_OF = (offset: number) => Buffer.from(`{"offset":${offset},"text":"${'é\u0001'.repeat(offset % 7)}"}`);

function batchOf(offsets: readonly number[]): unknown {
  const event = new KafkaEventBuilder();
  for (const offset of offsets) {
    event.record('orders', 0, offset, {
      timestamp: TIME_OF(offset),
      key: Buffer.from([offset, 0xff]),
      headers: HEADERS_OF(offset).map(({ name, value }) => ({ [name]: [...value] })),
      value: BYTES_OF(offset),
    });
  }
  return event.build();
}

test.each(CASES)(
  'whatever batches come in whatever order, each record is read back once: $name, $format, $compression',
  async ({ layout, format, compression }) => {
    await fc.assert(
      fc.asyncProperty(BATCHES, fc.array(fc.nat(5), { maxLength: 3 }), async (batches, redelivered) => {
        const root = await temporaryMount();
        const ingest = createIngestHandler({
          MOUNT_PATH: root,
          SIZE_CLASSES: JSON.stringify([
            { name: 'small', prefix: 'small/', sizeLessThan: 60 },
            { name: 'large', prefix: 'large/', ...('large' in layout && { layout: LAYOUTS['files of records'] }) },
          ]),
          METRICS_NAMESPACE: 'S3Files',
          MAX_FILES_IN_FLIGHT: '8',
          MAX_BYTES_IN_FLIGHT: '100000',
          LAYOUT: JSON.stringify(layout),
          RECORD_FORMAT: format,
          COMPRESSION: compression,
        });
        const again = redelivered.flatMap((index) => batches.slice(index, index + 1));
        for (const batch of [...batches, ...again]) {
          expect(await ingest(batchOf(batch), aContext())).toEqual({ batchItemFailures: [] });
        }

        const publisher = new MemoryPublisher();
        const answer = await runReplay(root, { dry_run: false }, { publisher });

        const offsets = [...new Set(batches.flat())].sort((a, b) => a - b);
        expect(answer).toMatchObject({ published: offsets.length, errors: 0, done: true });
        expect(publisher.records.map(({ value }) => value)).toEqual(offsets.map(BYTES_OF));
        if (format !== VALUE) {
          expect(publisher.records.map(({ key, headers, timestamp }) => ({ key, headers, timestamp }))).toEqual(
            offsets.map((offset) => ({
              key: Buffer.from([offset, 0xff]),
              headers: HEADERS_OF(offset),
              timestamp: TIME_OF(offset),
            })),
          );
        }
      }),
      { numRuns: 40 },
    );
  },
  60_000,
);
