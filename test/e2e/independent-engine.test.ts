import { join } from 'node:path';
import { Supervisor } from '../../local/process/supervisor';
import type { Typed } from './command-line/typed';
import type { Outcomes } from './independent-engine/outcomes';
import { whatEngineLacks } from './independent-engine/start-engine';
import { replayerAssembly } from './replay-workflow/assembly';
import { outcomesOnNode24 } from './support/on-node24';

// The command line over a workflow that LocalStack runs, beside the one that local/step-functions runs: whatever the stand-in
// takes for granted about Step Functions is seen here by somebody else's reading of it.

const supervisor = new Supervisor();
const lacking = whatEngineLacks();
if (lacking !== undefined) process.stderr.write(`NOT TRIED over an independent engine: ${lacking}\n`);

/**
 * The printed text, without what differs between engines or between runs: where an invocation ends at its deadline decides
 * which files are read again.
 */
function same({ code, output, told }: Typed): Typed {
  const without = (text: string) =>
    text
      .replaceAll(/-(engine|stand-in)\b/g, '-one')
      .replaceAll(/^\d+ s {2}.*\n/gm, '') // the progress, as often as there was time for it
      .replaceAll(/ in \d+ s$/gm, ' in some time')
      .replaceAll(/^ {2}(read|rate|batches|passed by) .*\n/gm, '');
  return { code, output: without(output), told: without(told) };
}

(lacking === undefined ? describe : describe.skip)(
  `over an independent engine${lacking ? ' (skipped: not installed)' : ''}`,
  () => {
    let outcomes: Outcomes;

    beforeAll(async () => {
      const script = join(__dirname, 'independent-engine', 'run.ts');
      outcomes = (await outcomesOnNode24(supervisor, script, [replayerAssembly(supervisor)])) as Outcomes;
    });
    afterAll(() => supervisor.end());

    test('a replay is planned, started by the output of a stack, followed over several invocations, summed up and verified', () => {
      const { code, output, told, steps, consumed } = outcomes.engine.verified;
      expect([code, told]).toEqual([0, expect.stringContaining('started arn:aws:states:eu-central-1')]);
      expect(output).toMatch(/^plan of verified-engine\n {2}files +46 files in 4 partitions\n/);
      expect(output).toMatch(/verified-engine has succeeded in \d+ s\n {2}published +1,040 records to orders-engine\n/);
      expect(steps).toEqual(['conclude', 'plan', 'replay', 'replay further', 'summarize', 'verify_partition']);
      expect(consumed).toEqual({
        'images+0': [[0, 19]],
        'images+2': [[0, 19]],
        'orders+0': [[0, 699]],
        'orders+2': [[0, 299]],
      });
    });

    test('a replay that fails says why, after the other partitions are done, and what to type to resume it', () => {
      const { code, output, told, resumed, consumed } = outcomes.engine.failing;
      expect(code).toBe(1);
      expect(output).toMatch(/failing-engine has ended as FAILED in \d+ s\n {2}published +332 records/);
      expect(output).toMatch(/\n {2}failed +images\+1: RecordRefused: .*max\.message\.bytes is 50000/);
      expect(told).toMatch(/^ReplayIncomplete: 1 of 3 partitions were not replayed to the end/m);
      expect(told).toContain(
        '\n  npx cdk-s3files replay Replaying.Workflow --topic images-engine --partitions 1,2 --yes --resume failing-engine\n',
      );
      expect([resumed.code, resumed.output]).toEqual([0, expect.stringMatching(/published +8 records/)]);
      expect(consumed).toEqual({ 'images+1': [[0, 19]], 'images+2': [[0, 19]], 'orders+2': [[0, 299]] });
    });

    test('a step that ends for good ends the execution by the error of the function', () => {
      expect(outcomes.engine.refused).toEqual({
        status: 'FAILED',
        error: 'InvalidRequest',
        cause: expect.stringContaining('never-begun'),
      });
    });

    test('an unordered replay publishes what the bucket lists', () => {
      const { code, output, consumed } = outcomes.engine.unordered;
      expect([code, output]).toEqual([0, expect.stringMatching(/published +60 records to files-engine\n/)]);
      expect(consumed).toEqual({ 'images+0': [[0, 19]], 'images+1': [[0, 19]], 'images+2': [[0, 19]] });
    });

    test('status tells of an execution while it is running, and of its end', () => {
      const { started, asked, followed } = outcomes.running;
      expect([started.code, started.told]).toEqual([0, expect.stringMatching(/status --follow arn:\S+:held\n/)]);
      expect(asked).toEqual({ code: 0, output: expect.stringMatching(/^\d+ s {2}planning, or before/), told: '' });
      expect([followed.code, followed.output]).toEqual([0, expect.stringMatching(/^held has succeeded in \d+ s\n/)]);
    });

    test('a second replay of one name is refused, by the name of the error', () => {
      const { code, told } = outcomes.again;
      expect([code, told]).toEqual([
        1,
        expect.stringMatching(/^cdk-s3files: the workflow cannot be started: ExecutionAlreadyExists: .*held'\n$/),
      ]);
    });

    test.each(['verified', 'failing', 'unordered'] as const)('the stand-in comes to the same (%s)', (name) => {
      const [engine, standIn] = [outcomes.engine[name], outcomes.standIn[name]];
      expect(same(standIn)).toEqual(same(engine));
      expect(standIn.consumed).toEqual(engine.consumed);
    });

    test('the stand-in asks the function for the same steps, and comes to the same when a replay is refused or resumed', () => {
      expect(outcomes.standIn.verified.steps).toEqual(outcomes.engine.verified.steps);
      expect(outcomes.standIn.refused).toMatchObject({ status: 'FAILED', error: outcomes.engine.refused.error });
      expect(same(outcomes.standIn.failing.resumed)).toEqual(same(outcomes.engine.failing.resumed));
    });
  },
);
