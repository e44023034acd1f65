import { parseAction } from '../../lambda-runtime/replayer/actions';
import { parseRequest } from '../../lambda-runtime/replayer/request/request';
import { parseRunRequest } from '../../lambda-runtime/replayer/workflow/run-request';
import { OnUndeliverable, OnUnreadable } from '../../src';
import { keysFor, PAYLOAD, type PayloadKey, type PayloadKeyName, readKey } from '../../src/contract/payload';

/** One value that each key takes, beside those that it needs. */
const EXAMPLES: Readonly<Record<PayloadKeyName, object>> = {
  source_prefix: { source_prefix: 'small/2026/04/13/' },
  source_format: { source_format: 'unwritable' },
  dry_run: { dry_run: false },
  target_topic: { target_topic: 'elsewhere' },
  topic_mapping: { topic_mapping: { orders: 'orders-replay' } },
  create_topic: { create_topic: 'like_source' },
  snapshot: { snapshot: 'snapshots/a/2026/04/13/20260413T000000000Z.json.gz', create_topic: 'like_source' },
  source_cluster: { source_cluster: 'VYSICPVYut8-mM6jXzDgOg', create_topic: 'like_source' },
  allow_same_topic: { allow_same_topic: true },
  allow_empty: { allow_empty: true },
  allow_expired: { allow_expired: true },
  preserve_partition: { preserve_partition: false },
  preserve_timestamp: { preserve_timestamp: false },
  partition_mapping: { partition_mapping: { '3': 0 } },
  original_offset_header: { original_offset_header: 'from' },
  strip_headers: { strip_headers: ['trace-id'] },
  rename_headers: { rename_headers: { type: 'original-type' } },
  from: { from: '2026-04-13' },
  to: { to: '2026-04-13T07:30:00Z' },
  lookback_seconds: { lookback_seconds: 60, to: 1_800_000_000_000 },
  delay_seconds: { delay_seconds: 60, to: 1_800_000_000_000 },
  partitions: { partitions: [0, 3] },
  offsets: { offsets: { '0': { from: 100, to: 200 } } },
  key: { key: 'a' },
  header: { header: { name: 'tenant', value: 'acme' } },
  only: { only: { keys: ['a'], headers: [{ name: 'type', pattern: 'order\\..*' }] } },
  exclude: { exclude: { key_prefixes: ['test-'] } },
  suppress: { suppress: { keys: 's3://lists/forgotten.txt.gz', on_match: 'tombstone' } },
  time_directories: { time_directories: true, from: 0 },
  rate_limit_per_second: { rate_limit_per_second: 0.5 },
  rate_limit_bytes_per_second: { rate_limit_bytes_per_second: 1e6 },
  speed: { speed: 2 },
  on_unreadable: { on_unreadable: 'skip' },
  on_undeliverable: { on_undeliverable: 'skip' },
  cursor: { cursor: { version: 1 } },
  deadline_seconds: { deadline_seconds: 1.5 },
  ordered: { ordered: false },
  resume: { resume: 'replay-2026-04-13' },
  verify: { verify: true, dry_run: false },
  drill: { drill: true, create_topic: 'like_source', verify: true, dry_run: false },
  manifest: { manifest: 'runs/a/manifests/orders+3.ndjson.gz' },
  plan: { manifest: 'runs/a/manifests/orders+3.ndjson.gz', plan: '0b5ac1d2' },
  keys: { keys: ['events/small/a'] },
  partition: { partition: 'orders+3' },
};

const parse = (payload: unknown) => parseRequest(payload, 'events-replay');
const run = (payload: unknown) => parse(parseRunRequest(payload).payload);

test.each(keysFor('everyone', 'function', 'part'))('the function takes %s, and it makes a difference', (name) => {
  const { [name]: _value, ...without } = EXAMPLES[name] as Record<string, unknown>;
  const isForPeople = name === 'partition';
  expect(JSON.stringify(parse(EXAMPLES[name])) === JSON.stringify(safely(without))).toBe(isForPeople);
});

/** The request that is read from a payload; undefined if the payload is refused. */
function safely(payload: unknown): unknown {
  try {
    return parse(payload);
  } catch {
    return undefined;
  }
}

test.each(keysFor('everyone', 'workflow'))('the workflow takes %s', (name) => {
  expect(() => run(EXAMPLES[name])).not.toThrow();
});

test.each(keysFor('function', 'part'))('the workflow does not take %s', (name) => {
  const { [name]: value } = EXAMPLES[name] as Record<string, unknown>;
  expect(() => run({ [name]: value })).toThrow(`the workflow takes no ${name}`);
});

test.each(keysFor('workflow'))('the function does not take %s, and says who does', (name) => {
  expect(() => parse(EXAMPLES[name])).toThrow(
    /the unknown key '\w+'(, '\w+')*; .*, and for the workflow: ordered, resume, verify, drill$/,
  );
});

test('users are told of no key that only parts of a workflow have', () => {
  const told = () => parse({ unheard_of: true });
  for (const name of keysFor('part')) {
    expect(told).not.toThrow(new RegExp(`\\b${name},`));
  }
  expect(keysFor('part')).toEqual(['manifest', 'plan', 'keys', 'partition']);
});

test.each(Object.keys(PAYLOAD) as PayloadKeyName[])('the default of %s is a value that it takes', (name) => {
  const { default: absent, type } = PAYLOAD[name] as PayloadKey<unknown>;
  expect(readKey(name, {})).toEqual(absent);
  expect(readKey(name, { [name]: null })).toEqual(absent);
  if (absent !== undefined) {
    expect(type.read(absent)).toEqual(absent);
  }
});

test.each(Object.values(OnUnreadable))('a schedule can choose %s, and the function takes it', (choice) => {
  expect(readKey('on_unreadable', { on_unreadable: choice })).toBe(choice);
});

test.each(Object.values(OnUndeliverable))('of undeliverable records too it can choose %s', (choice) => {
  expect(readKey('on_undeliverable', { on_undeliverable: choice })).toBe(choice);
});

test('a long value is shortened in an error', () => {
  expect(() => parse({ keys: [...Array<string>(500).fill('a'), 7] })).toThrow(/^keys is .{200}…; give a list of keys/);
});

test.each([
  ['an unknown key', { ['x'.repeat(5000)]: 1 }],
  ['an action', { action: 'x'.repeat(5000) }],
  ['offsets', { offsets: { '0': { from: 'x'.repeat(5000) } } }],
  ['a directory', { source_prefix: 'x'.repeat(5000) }],
  ['a manifest', { manifest: 'x'.repeat(5000) }],
  ['the id of a plan', { manifest: 'a', plan: { toString: null, x: 'x'.repeat(5000) } }],
  ['no object at all', ['x'.repeat(5000)]],
])('what an error quotes of %s is cut', (_, payload) => {
  expect(messageOf(() => parseAction(payload, 'events-replay')).length).toBeLessThan(2000);
});

test.each([
  ['from', { from: '2026-02-30' }],
  ['to', { to: 1_900_000_000 }],
  ['offsets', { offsets: { '0': { from: 5, to: 1 } } }],
])('an error about a part of a value names the key %s', (name, payload) => {
  expect(messageOf(() => parse(payload))).toMatch(new RegExp(`^${name}: the `));
});

function messageOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('nothing was thrown');
}

test('a directory whose name no file system takes is refused, and not looked for', () => {
  expect(() => parse({ source_prefix: `small/${'x'.repeat(256)}/` })).toThrow(/^source_prefix is /);
  expect(() => parse({ source_prefix: 'small/'.repeat(200) })).toThrow(/^source_prefix is /);
  expect(parse({ source_prefix: `small/${'x'.repeat(255)}` }).sourcePrefix).toBe(`small/${'x'.repeat(255)}/`);
});
