import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import fc from 'fast-check';
import { createIngestHandler } from '../../lambda-runtime/ingest/handler';
import {
  DirectoryTimeUnit,
  FileDirectory,
  FileLayout,
  KafkaRecordsTable,
  type KafkaRecordsTableProps,
  KafkaToS3FilesIngest,
  type KafkaToS3FilesIngestProps,
} from '../../src';
import { newCluster, newStack, newVpc } from '../constructs/support/stacks';
import { KafkaEventBuilder } from '../handlers/support/events';
import { aContext, capturePrinted } from '../handlers/support/lambda';
import { filesBelow, temporaryMount, useMount } from '../handlers/support/mount';
import { projectedPlaces } from './records-table/projection';

useMount();

const { DAY, HOUR, MINUTE } = DirectoryTimeUnit;
const START = Date.UTC(2026, 3, 12);
const NOW = Date.UTC(2026, 3, 15, 7, 30);

const LAYOUTS: Readonly<Record<string, FileDirectory[] | undefined>> = {
  'the default': undefined,
  days: [FileDirectory.time(DAY)],
  'minutes and topics': [FileDirectory.time(MINUTE), FileDirectory.topic()],
  'hours elsewhere': [FileDirectory.time(HOUR, 'Asia/Tokyo'), FileDirectory.partition()],
  'hours behind': [FileDirectory.time(HOUR, 'America/New_York')],
  'hours as Hive has them': [FileDirectory.hiveTime(HOUR), FileDirectory.topicPartition()],
  'minutes as Hive has them': [FileDirectory.literal('v1'), FileDirectory.hiveTime(MINUTE)],
  'days of a field': [FileDirectory.hiveTime(DAY, 'UTC', { field: 'at' }), FileDirectory.field('id')],
  'keys, headers and fields': [
    FileDirectory.header('tenant'),
    FileDirectory.topic(),
    FileDirectory.field('id'),
    FileDirectory.key(),
    FileDirectory.time(HOUR),
  ],
};

/** The environment of the function, and the parameters of the table over what it writes. */
function synthesized(
  props: Partial<KafkaToS3FilesIngestProps>,
  table: Partial<KafkaRecordsTableProps> = {},
): { environment: Record<string, string>; parameters: Record<string, unknown> } {
  const stack = newStack();
  const ingest = new KafkaToS3FilesIngest(stack, 'Ingest', {
    vpc: newVpc(stack),
    cluster: newCluster(stack),
    topics: ['orders', '_payments'],
    ...props,
  });
  const names = { databaseName: 'events', tableName: 'records' };
  new KafkaRecordsTable(stack, 'Table', { ingest, ...names, startTime: new Date(START), ...table });
  const template = Template.fromStack(stack);
  const functions = Object.values(template.findResources('AWS::Lambda::Function'));
  const environment = functions.find(({ Properties }) => Properties.FileSystemConfigs)?.Properties.Environment
    .Variables;
  const [resource] = Object.values(template.findResources('AWS::Glue::Table'));
  return { environment, parameters: resource?.Properties.TableInput.Parameters };
}

const RECORD = fc.record({
  topic: fc.constantFrom('orders', '_payments'),
  partition: fc.nat({ max: 3 }),
  timestamp: fc.option(fc.integer({ min: START, max: NOW }), { nil: null, freq: 10 }),
  key: fc.constantFrom('a', 'b/c', '_c=1', '', null),
  tenant: fc.constantFrom('acme', 'Größe', undefined),
  large: fc.boolean(),
});

test.each(Object.entries(LAYOUTS))(
  'Athena works out exactly the directories that the handler writes to: %s',
  async (_, directories) => {
    const { environment, parameters } = synthesized(
      directories ? { layout: FileLayout.segments({ directories }) } : {},
    );
    await fc.assert(
      fc.asyncProperty(fc.array(RECORD, { minLength: 1, maxLength: 12 }), async (records) => {
        const root = await temporaryMount();
        capturePrinted();
        const event = new KafkaEventBuilder();
        records.forEach(({ topic, partition, timestamp, key, tenant, large }, offset) => {
          const at = timestamp ?? undefined;
          const value = JSON.stringify({ id: key, at, pad: large ? 'x'.repeat(140_000) : '' });
          const headers = tenant === undefined ? [] : [{ tenant: [...Buffer.from(tenant)] }];
          event.record(topic, partition, offset, { timestamp, key, value, headers });
        });
        const answer = await createIngestHandler({ ...environment, MOUNT_PATH: root })(event.build(), aContext());
        expect(answer).toEqual({ batchItemFailures: [] });
        for (const path of await filesBelow(root)) {
          expect(path).not.toMatch(/\/_|\/[^/]*(?<!year|month|day|hour|minute)=/); // hidden, or another column
          const places = projectedPlaces(parameters, `events/${path}`, NOW);
          expect({ path, places: places.length }).toEqual({ path, places: path.includes('unknown-time') ? 0 : 1 });
          for (const { dt, year, month, day, hour = '00', size_class: sizeClass } of places) {
            expect(path.startsWith(`${sizeClass}/`)).toBe(true);
            const isUtc = !environment.LAYOUT?.includes('Asia') && !environment.LAYOUT?.includes('America');
            const from = isUtc ? timeOf(dt ?? [year, month, day, hour].join('/')) : Number.NaN;
            for (const line of (await readFile(join(root, path), 'utf8')).trimEnd().split('\n')) {
              const { timestamp } = JSON.parse(line);
              if (isUtc) {
                expect(timestamp - from).toBeGreaterThanOrEqual(0);
                expect(timestamp - from).toBeLessThan(24 * 3_600_000);
              }
            }
          }
        }
      }),
      { numRuns: 25 },
    );
  },
  120_000,
);

function timeOf(dt: string): number {
  const [year, month, day, hour = '0', minute = '0'] = dt.split('/');
  return Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute));
}

test('a record ahead of its time by more than a day, or before the beginning, is in no directory that Athena looks into', () => {
  const { parameters } = synthesized({});
  const places = (directory: string) => projectedPlaces(parameters, `events/small/${directory}/orders+0/file`, NOW);
  expect(places('2026/04/11/23')).toEqual([]);
  expect(places('2026/04/12/00')).toEqual([{ size_class: 'small', dt: '2026/04/12/00' }]);
  expect(places('2026/04/16/07')).toEqual([{ size_class: 'small', dt: '2026/04/16/07' }]);
  expect(places('2026/04/16/08')).toEqual([]);
});
