import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import { envelopeText } from '../../lambda-runtime/records/envelope';
import type { KafkaRecord } from '../../lambda-runtime/records/record';
import { Supervisor } from '../../local/process/supervisor';
import { KafkaRecordsTable, KafkaToS3FilesIngest } from '../../src';
import { newCluster, newStack, newVpc } from '../constructs/support/stacks';
import { aRecord } from '../handlers/support/records';
import { readAsAthena, type Storage } from './query/athena-reader';

const supervisor = new Supervisor().guardThisProcess();
afterAll(() => supervisor.end());

const BYTES = [
  Buffer.from('{"customer":{"id":"acme"},"total":12.5}'),
  Buffer.from('größer \u{1F600} "quoted" \\ \u0000 \u2028 \t'),
  Buffer.from(''),
  Buffer.from('null'),
  Buffer.from([0xff, 0xd8]),
  null,
];
const RECORDS: readonly KafkaRecord[] = BYTES.flatMap((value, index) =>
  [Date.UTC(2026, 3, 13, 21), null].map((timestamp) =>
    aRecord({
      ...{ offset: 2 ** 40 + index, timestamp, value },
      key: BYTES.at(-1 - index) ?? null,
      headers: BYTES.map((bytes, at) => ({ name: `h${at % 2}`, value: bytes })),
    }),
  ),
);

/** Text, or what stands in the envelope for bytes that are none. */
const textOf = (bytes: Buffer | null) =>
  bytes?.[0] === 0xff ? `{"base64":"${bytes.toString('base64')}"}` : (bytes?.toString() ?? null);

function storageOfTable(): Storage {
  const stack = newStack();
  const props = { vpc: newVpc(stack), cluster: newCluster(stack), topic: 'orders' };
  const ingest = new KafkaToS3FilesIngest(stack, 'Ingest', props);
  new KafkaRecordsTable(stack, 'Table', { ingest, databaseName: 'events', tableName: 'orders' });
  const [table] = Object.values(Template.fromStack(stack).findResources('AWS::Glue::Table'));
  return table?.Properties.TableInput.StorageDescriptor;
}

test("the reader of Amazon Athena's engine finds each field of each envelope by the table's definition", async () => {
  const file = join(supervisor.temporaryFolder(), 'lines.records.ndjson');
  writeFileSync(file, RECORDS.map((record) => `${envelopeText(record)}\n`).join(''));
  const rows = await readAsAthena(supervisor, file, storageOfTable());
  expect(rows).toEqual(
    RECORDS.map(({ topic, partition, offset, timestamp, timestampType, key, value, headers }) => [
      ...[topic, partition, offset, timestamp, timestampType, textOf(key), textOf(value)],
      headers.map((header) => [header.name, textOf(header.value)]),
    ]),
  );
});
