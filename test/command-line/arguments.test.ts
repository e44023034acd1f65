import { readArguments } from '../../command-line/arguments/options';
import { payloadOf, payloadOptions } from '../../command-line/arguments/payload-options';
import { keysFor } from '../../src/contract/payload';

const OPTIONS = payloadOptions('everyone', 'workflow');

const payload = (...typed: string[]) => payloadOf(readArguments(typed, OPTIONS));

test('each key that the workflow takes is an option, and no other key is', () => {
  const names = OPTIONS.map(({ name }) => name.replaceAll('-', '_'));
  expect(names.sort()).toEqual([...keysFor('everyone', 'workflow'), 'topic', 'prefix'].sort());
});

test.each([
  ['text', ['--topic', 'orders-replay'], { target_topic: 'orders-replay' }],
  ['a template', ['--target-topic={topic}.again'], { target_topic: '{topic}.again' }],
  ['a time', ['--from', '2026-04-13', '--to=2026-04-13T07:30:00Z'], { from: '2026-04-13', to: '2026-04-13T07:30:00Z' }],
  ['milliseconds', ['--from', '1776000000000'], { from: 1776000000000 }],
  ['a list with commas', ['--partitions', '0,3'], { partitions: [0, 3] }],
  ['a list of one', ['--partitions', '3'], { partitions: [3] }],
  ['a list as JSON', ['--partitions', '[0, 3]'], { partitions: [0, 3] }],
  ['an object', ['--offsets', '{"0": {"from": 100}}'], { offsets: { 0: { from: 100 } } }],
  ['a number', ['--rate-limit-per-second', '2000.5'], { rate_limit_per_second: 2000.5 }],
  ['a flag', ['--dry-run', '--no-preserve-partition'], { dry_run: true, preserve_partition: false }],
  ['a key that looks like a number', ['--key', '42'], { key: '42' }],
  ['a value with a sign of equality', ['--key=a=b'], { key: 'a=b' }],
])('%s is read as the payload has it', (_, typed, expected) => {
  expect(payload(...typed)).toEqual(expected);
});

test.each([
  ['--patitions', '0', 'there is no option --patitions; was --partitions meant?'],
  ['--from', '1776000000', 'was probably meant as seconds'],
  ['--partitions', 'a,b', '--partitions is "a,b"; give a list of numbers such as [0, 3]'],
  ['--speed', '0', '--speed is 0; give a number above 0'],
])('%s %s is refused in the words of the contract', (option, value, text) => {
  expect(() => payload(option, value)).toThrow(text);
});

test('an option without its value, and a flag with one, are refused', () => {
  expect(() => payload('--from')).toThrow('--from needs a value');
  expect(() => payload('--dry-run=yes')).toThrow("--dry-run takes no value, got 'yes'");
});

test('what stands behind two dashes is no option', () => {
  expect(readArguments(['--', '--odd'], OPTIONS).places).toEqual(['--odd']);
});
