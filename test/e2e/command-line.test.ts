import { join } from 'node:path';
import { Supervisor } from '../../local/process/supervisor';
import type { Outcomes } from './command-line/outcomes';
import { replayerAssembly } from './replay-workflow/assembly';
import { outcomesOnNode24 } from './support/on-node24';

const supervisor = new Supervisor();
let outcomes: Outcomes;

/** All commands by one process on Node.js 24, over one broker and the bundles as they are published. */
beforeAll(async () => {
  const script = join(__dirname, 'command-line', 'run.ts');
  outcomes = (await outcomesOnNode24(supervisor, script, [replayerAssembly(supervisor)])) as Outcomes;
});
afterAll(() => supervisor.end());

const linesOf = (text: string) => text.trimEnd().split('\n');
const offsetsIn = (output: string) => linesOf(output).map((line) => JSON.parse(line).offset);

describe('ls', () => {
  test('tells of each file what its name says, in the order of the records', () => {
    const { code, output, told } = outcomes.look.files;
    expect(code).toBe(0);
    const rows = linesOf(output).map((line) => line.split('\t'));
    expect(rows.map(([topic, partition, first, last, records]) => [topic, partition, first, last, records])).toEqual([
      ['all', '0', '0', '0', '1'],
      ['all', '0', '1', '1', '1'],
      ['all', '0', '2', '2', '1'],
      ['all', '0', '3', '4', '2'],
      ['all', '0', '5', '6', '2'],
      ['all', '0', '7', '7', '1'],
    ]);
    expect(told).toMatch(/^6 files, 8 records, /);
  });

  test('sums up partitions', () => {
    const totals = linesOf(outcomes.look.totals.output).map((line) => line.split('\t'));
    expect(totals).toContainEqual(['payments', '1', '0', '59', '60', expect.stringMatching(/^\d+$/), '60 files']);
  });
});

describe('cat', () => {
  test('prints the records of all formats and compressions, one JSON object a line', () => {
    const { code, output } = outcomes.look.records;
    expect(code).toBe(0);
    expect(offsetsIn(output)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    const values = linesOf(output).map((line) => JSON.parse(line).value);
    expect(values).toEqual([...[0, 1, 2, 3, 4, 5, 6].map((n) => `{"n":${n}}`), null]);
  });

  test('takes the filters of a replay, and says which records it cannot judge', () => {
    const { output, told } = outcomes.look.filtered;
    expect(offsetsIn(output)).toEqual([3, 4, 5]);
    expect(told).toBe('2 records without a time, which no window takes\n');
  });

  test('stops where it is told to', () => {
    expect(offsetsIn(outcomes.look.first.output)).toEqual([0, 1]);
  });

  test('prints the same from a bucket, and nothing of what only begins alike', () => {
    expect(outcomes.look.objects).toEqual(outcomes.look.records);
  });

  test('names a file that cannot be read, and fails', () => {
    const { code, told } = outcomes.look.damaged;
    expect(code).toBe(1);
    expect(told).toMatch(/\.records\.ndjson cannot be read: line 1 of the segment is cut off/);
  });
});

describe('plan', () => {
  test('tells what a replay would do, and does nothing', () => {
    const { code, output } = outcomes.plan;
    expect(code).toBe(0);
    expect(output).toMatch(
      /^plan of only-looked-at\n {2}files +\d+ files in 6 partitions\n {2}records +1,\d+ by the names/,
    );
    expect(output).toMatch(/\n {2}bytes +about [\d.]+ KiB\n {2}oldest +20\d\d-/);
    expect(output).toMatch(/\n {2}time +about \d+ s: 3 at a time/);
    expect(output).toMatch(/\n {2}price +less than \$0\.01, by the prices of us-east-1/);
  });
});

test('plan --names-only does not ask Kafka, which has no such topic', () => {
  const { code, output } = outcomes.byNames;
  expect(code).toBe(0);
  expect(output).toMatch(/\n {2}records +1,\d+ by the names/);
  expect(output).not.toContain('oldest');
});

test('cost of figures asks nobody', () => {
  const { code, output } = outcomes.cost;
  expect([code, output]).toEqual([0, expect.stringMatching(/\n {2}total +\$\d+\.\d\d\n/)]);
});

test('cost of a workflow calculates with what its function has sent to CloudWatch', () => {
  const { code, output, told } = outcomes.deployed;
  expect([code, told]).toEqual([0, '']);
  expect(output).toMatch(/^a month like the last 1 day, from 20/);
  expect(output).toMatch(/\nfunction-with-target-topic: [\d,]+ records published/);
  expect(output).toMatch(
    /\n {2}files that were read +\S.*\$0\.01 {2}\d[\d,]* files of [\d.]+ (bytes|KiB), from the bucket; /,
  );
  expect(output).toMatch(/\n {2}metrics +\$\d+\.\d\d {2}\d+ metrics\n/);
});

describe('replay', () => {
  test('plans, starts the workflow that a stack has as its output, follows it and sums up', () => {
    const { code, output, told } = outcomes.replay;
    expect([code, told]).toEqual([0, expect.stringContaining('started arn:aws:states:eu-central-1')]);
    expect(output).toMatch(/^plan of replay-1\n/);
    expect(output).toMatch(/replay-1 has succeeded in \d+ s\n {2}published +761 records to copy\n/);
    expect(outcomes.replay.consumed).toMatchObject({ 'orders+0': [[0, 699]], 'orders+3': [[0, 0]] });
  });

  test('that is interrupted goes on, and says how to follow it', () => {
    const { code, told, followed, consumed } = outcomes.interrupted;
    expect(code).toBe(130);
    expect(told).toMatch(
      /the replay goes on\. To follow it again:\n {2}npx cdk-s3files status --follow arn:\S+:replay-2\n/,
    );
    expect(followed.code).toBe(0);
    expect(followed.output).toMatch(/replay-2 has succeeded in \d+ s\n {2}published +370 records/);
    expect(consumed).toEqual({ 'orders+2': [[0, 299]] });
  });

  test('that fails says why, and what to type to resume it', () => {
    const { code, output, told, resumed, consumed } = outcomes.failing;
    expect(code).toBe(1);
    expect(output).toMatch(/replay-3 has ended as FAILED in \d+ s/);
    expect(output).toMatch(/\n {2}failed +images\+1: \w+: .*max\.message\.bytes is 50000/);
    expect(told).toContain(
      '\n  npx cdk-s3files replay Replaying.Workflow --topic images-copy --partitions 1 --yes --resume replay-3\n',
    );
    expect([resumed.code, resumed.output]).toEqual([0, expect.stringMatching(/published +8 records/)]);
    expect(consumed['images+1']).toEqual([[0, 19]]);
  });

  test('of a function alone invokes it until it is done', () => {
    const { code, output } = outcomes.function;
    expect(code).toBe(0);
    expect(output).toMatch(/^0 records published, 1,211 records matched, /);
  });
});

test.each([
  ['option', 2, 'there is no option --form; was --from meant?'],
  ['value', 2, '--from is "yesterday"; give a time such as'],
  ['unasked', 2, 'nobody can be asked here; give --yes'],
  ['output', 1, 'the stack Replaying has no output Elsewhere; it has Workflow, Function'],
  [
    'stack',
    1,
    'the outputs of the stack Nowhere cannot be read: ValidationError: Stack with id Nowhere does not exist',
  ],
  ['topic', 1, "the replay cannot be planned: TargetRefused: the topic 'nowhere' cannot be described"],
  ['path', 1, 'no such file or directory'],
  ['execution', 1, 'cannot be described: ExecutionDoesNotExist: Execution Does Not Exist'],
  ['metrics', 1, 'there is no data of function-with-target-topic from 20'],
] as const)('a mistake (%s) ends with %i, and one line', (name, code, text) => {
  const mistake = outcomes.mistakes[name];
  expect([mistake.code, mistake.output]).toEqual([code, '']);
  expect(linesOf(mistake.told)).toEqual([expect.stringMatching(/^cdk-s3files: /)]);
  expect(mistake.told).toContain(text);
});
