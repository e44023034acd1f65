import { parseAction } from '../../../../lambda-runtime/replayer/actions';
import { parseRequest } from '../../../../lambda-runtime/replayer/request/request';
import { put } from '../../support/files';
import { MemoryPublisher } from '../../support/memory-publisher';
import { MemoryStore } from '../../support/memory-store';
import { useMount } from '../../support/mount';
import { runReplay } from '../../support/replayer';
import { plan } from '../../support/workflow';

const mount = useMount();

const parse = (payload: object) => () => parseRequest(payload, 'orders-replay');
const pattern = (text: string, lines = false) => ({ source_format: { pattern: text, lines } });

test.each<[string, object, string]>([
  ['an unknown format', { source_format: 'kafka' }, 'source_format is "kafka"; give "s3files" for files of the ingest'],
  ['a format of another case', { source_format: 'mskdatadelivery' }, 'source_format is "mskdatadelivery"; give'],
  ['an object without a pattern', { source_format: { lines: true } }, 'source_format is {"lines":true}; give'],
  ['an unknown key beside a pattern', { source_format: { pattern: 'a', line: true } }, 'source_format is {'],
  ['lines as text', { source_format: { pattern: 'a', lines: 'true' } }, 'source_format is {'],
  [
    'a pattern that cannot be taken',
    pattern('(a'),
    "source_format: the pattern cannot be used, at character 3: a '(' has no ')'",
  ],
  [
    'a group of another name',
    pattern('(?<Topic>a)'),
    "source_format: the pattern has the group 'Topic', which means nothing",
  ],
  [
    'an offset without a partition',
    pattern('(?<topic>a)(?<offset>1)'),
    'source_format: the pattern has the group offset and none partition',
  ],
  [
    'a partition without a topic',
    pattern('(?<partition>1)'),
    'source_format: the pattern has the group partition and none topic',
  ],
  [
    'partitions of files without any',
    { source_format: 'files', partitions: [0] },
    'partitions chooses records by what files of source_format "files" do not tell, their partition; leave it out',
  ],
  [
    'a mapping of partitions that there are not',
    { source_format: 'files', partition_mapping: { '0': 1 } },
    'partition_mapping chooses',
  ],
  [
    'offsets that no path tells',
    { ...pattern('(?<topic>a)/(?<partition>1)/.*'), offsets: { '1': { from: 3 } } },
    'offsets chooses records',
  ],
  [
    'a key among values',
    { source_format: 'confluent', key: 'a' },
    'key chooses records by what files of source_format "confluent" do not tell, their key',
  ],
  ['a header among values', { source_format: 'mskDataDelivery', header: { name: 'a', value: 'b' } }, 'header chooses'],
  [
    'a time where nothing tells it',
    { ...pattern('.*'), from: '2026-04-13' },
    'from chooses records by what files of source_format {"pattern": ".*"} do not tell, their time',
  ],
  ['the pace of records without times', { source_format: 'confluent', speed: 1 }, 'speed chooses'],
  ['the pace of lines that share a time', { ...pattern('(?<timestamp>.*)', true), speed: 1 }, 'speed chooses'],
])('%s is refused before anything is listed', (_, payload, problem) => {
  expect(parse(payload)).toThrow(problem);
  expect(() => parseAction(payload, 'orders-replay')).toThrow(problem); // before there is a mount to list
});

test('the pace of files that tell their times is taken', () => {
  expect(parse({ ...pattern('(?<timestamp>.*)'), speed: 1 })).not.toThrow();
  expect(parse({ source_format: 'aiven', speed: 1, key: 'a' })).not.toThrow();
});

test('files that the format does not name are counted and named', async () => {
  await put(mount.root, 'topics/orders/partition=0/orders+0+0000000000.json', '1\n');
  await put(mount.root, 'topics/orders/partition=0/orders+0+0000000001.avro', 'x');
  await put(mount.root, 'topics/orders/partition=0/orders+0+0000000000.keys.json', '"a"\n');
  const answer = await runReplay(mount.root, { source_format: 'confluent' });
  expect(answer).toMatchObject({ matched: 1, skipped: 2, done: true });
  expect(answer.warnings).toEqual([
    expect.stringMatching(
      /^2 files on the mount have no name that fits the source_format "confluent" and are not replayed: /,
    ),
  ]);
  expect(answer.warnings?.[0]).toContain('orders+0+0000000001.avro');
  expect(answer.warnings?.[0]).toContain('orders+0+0000000000.keys.json');
});

test('files of which none fits say so', async () => {
  await put(mount.root, 'a/evt.json', '{}');
  const answer = await runReplay(mount.root, { ...pattern('b/.*') });
  expect(answer.warnings?.[1]).toBe(
    'none of the 1 files on the mount has a name that fits the source_format {"pattern": "b/.*"}, such as \'a/evt.json\'; they are not replayed',
  );
});

test.each<[string, object, string?]>([
  ['a topic that cannot be', pattern('(?<topic>[^/]+)/(?<partition>\\d+)/.*')],
  ['a partition that is no number', pattern('(?<topic>.)(?<partition>[^/]+)/.*')],
  ['a partition that Kafka cannot have', { source_format: 'confluent' }, 'orders+2147483648+0.json'],
  ['a time that is none', pattern('(?<timestamp>[^/]+)/.*')],
  ['a time that may be in microseconds', pattern('.*/evt(?<timestamp>.*)\\.json'), 'a/evt1776065400000000.json'],
  ['a table of Parquet in it', { source_format: 'mskDataDelivery' }, 'c/orders+0+0-000000-ab.parquet'],
  ['a dot in front', { source_format: 'files' }, 'a/.evt.json'],
  ['a dot in front of a directory', { source_format: 'files' }, '.a/evt.json'],
  ['a group that took no part', pattern('(?:(?<topic>x)|.*)')],
])('a path with %s does not fit', async (_, payload, path = 'ä!/3/evt.json') => {
  await put(mount.root, path, '{}');
  for (const listedByBucket of [{}, { keys: [`events/${path}`] }]) {
    const answer = await runReplay(mount.root, { ...payload, ...listedByBucket });
    expect(answer).toMatchObject({ matched: 0, skipped: 1 });
  }
});

const WITHOUT = /^preserve_partition does not apply: files of source_format "files" tell no partition, /;

test('preserve_partition says that it does not apply where there are no partitions', async () => {
  await put(mount.root, 'small/evt-1.json', '{}');
  const publisher = new MemoryPublisher();
  const answer = await runReplay(mount.root, { dry_run: false, source_format: 'files' }, { publisher });
  expect(answer.warnings).toEqual([expect.stringMatching(WITHOUT)]);
  expect(publisher.records[0]).not.toHaveProperty('partition');
  const told = await runReplay(mount.root, { source_format: 'files', preserve_partition: false });
  expect(told).not.toHaveProperty('warnings');
});

test.each([true, false])('so does the plan of a workflow (ordered: %s)', async (ordered) => {
  await put(mount.root, 'small/evt-1.json', '{}');
  const planned = await plan(mount.root, 'run', { source_format: 'files', ordered }, { store: new MemoryStore() });
  expect(planned.warnings).toEqual([expect.stringMatching(WITHOUT)]);
});

test('a cursor of one format is refused with another', async () => {
  await put(mount.root, 'a/orders+0+0000000000.json', '1\n2\n');
  const publisher = new MemoryPublisher();
  publisher.beforeAcknowledging = () => {
    throw new Error('no broker');
  };
  const { cursor } = await runReplay(mount.root, { dry_run: false, source_format: 'confluent' }, { publisher });
  await expect(runReplay(mount.root, { dry_run: false, source_format: 'files', cursor })).rejects.toThrow(
    'the cursor belongs to another request',
  );
});

test.each([
  ['an offset alone', 3],
  ['no line', { offset: 0 }],
  ['a line below 0', { path: 'a', line: -1 }],
])('a cursor with %s has no position in such files', async (_, position) => {
  await put(mount.root, 'a/evt.json', '1');
  const payload = { dry_run: false, source_format: 'files' };
  const publisher = new MemoryPublisher();
  publisher.beforeAcknowledging = () => {
    throw new Error('no broker');
  };
  const { cursor } = await runReplay(mount.root, payload, { publisher });
  await expect(runReplay(mount.root, { ...payload, cursor: { ...cursor, next: { files: position } } })).rejects.toThrow(
    'no usable position for files',
  );
});
