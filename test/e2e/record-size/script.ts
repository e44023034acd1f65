// Runs on Node.js 24, which the Kafka client needs: has the client encode records, and prints the sizes as the last line.
import { pathToFileURL } from 'node:url';
import { sizeAlone } from '../../../lambda-runtime/kafka/record-size';
import { printOutcomes } from '../support/on-node24';

const [BATCHES = ''] = process.argv.slice(2);
const LENGTHS = [null, 0, 1, 63, 64, 8191, 8192, 1_048_500];
const HEADERS = [
  [],
  [{ name: 'a', value: null }],
  [
    { name: 'höhe', value: Buffer.alloc(64) },
    { name: 'höhe', value: Buffer.alloc(0) },
  ],
  Array.from({ length: 70 }, (_, length) => ({ name: `h${length}`, value: Buffer.alloc(length) })),
];

async function compare(): Promise<object> {
  const { createRecordsBatch } = await import(pathToFileURL(BATCHES).href);
  const bytesOf = (length: number | null) => (length === null ? null : Buffer.alloc(length));
  const compared = [];
  for (const key of LENGTHS.map(bytesOf)) {
    for (const value of LENGTHS.map(bytesOf)) {
      for (const headers of HEADERS) {
        const encoded = createRecordsBatch(
          [
            {
              topic: 'orders',
              key: key ?? undefined,
              value: value ?? undefined,
              timestamp: 5n,
              headers: new Map(headers.map((header) => [Buffer.from(header.name), header.value])),
            },
          ],
          {},
        );
        compared.push([sizeAlone({ key, value, headers }), encoded.length]);
      }
    }
  }
  return compared;
}

printOutcomes(compare());
