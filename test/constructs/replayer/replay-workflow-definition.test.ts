import validate from 'asl-validator';
import { App, CfnParameter } from 'aws-cdk-lib/core';
import { Buckets } from '../../../local/s3/s3-objects';
import { SkippingClock } from '../../../local/step-functions/clock';
import { StateMachine } from '../../../local/step-functions/state-machine';
import { type IS3FilesAccessPoint, S3FilesAccessPoint } from '../../../src';
import { PERMANENT_ERRORS } from '../../../src/contract/permanent-errors';
import { partitionsKey } from '../../../src/contract/run-keys';
import { definitionOf, definitionTexts, Pipeline } from './replayers';

const RESULT_WRITER_FLAG = '@aws-cdk/aws-stepfunctions:useDistributedMapResultWriterV2';

let given: Pipeline;
beforeEach(() => {
  given = new Pipeline();
});

function importedWithoutBucket(): IS3FilesAccessPoint {
  return S3FilesAccessPoint.fromAccessPointAttributes(given.stack, 'Imported', {
    accessPointArn: 'arn:aws:s3files:eu-central-1:123456789012:file-system/fs-0a/access-point/fsap-0b',
    rootDirectory: '/events',
  });
}

/** The validator writes into what it is given. */
function problemsOf(definition: object): string {
  return validate(structuredClone(definition)).errorsText();
}

test('the definition is the one that was looked at last', () => {
  given.replayer();
  expect(definitionOf(given.stack)).toMatchSnapshot();
});

test('an independent validator finds it right, and another one wrong', () => {
  given.replayer();
  const definition = definitionOf(given.stack);
  expect(problemsOf(definition)).toBe('');
  expect(problemsOf({ ...definition, StartAt: 'Nowhere' })).not.toBe('');
});

test('the flag by which CDK writes the results of a distributed map in another way makes no difference', () => {
  const definitions = [true, false].map((flag) => {
    const pipeline = new Pipeline(new App({ context: { [RESULT_WRITER_FLAG]: flag } }));
    pipeline.replayer();
    return definitionOf(pipeline.stack);
  });
  expect(definitions[0]).toEqual(definitions[1]);
});

test('it lists the bucket of the file system, and keeps runs in the bucket of its own', () => {
  const { workflowBucket } = given.replayer();
  const nameOf = (bucket: { bucketName: string } | undefined) => `<${given.stack.resolve(bucket?.bucketName).Ref}>`;
  const runs = nameOf(workflowBucket);
  expect(definitionOf(given.stack)).toMatchObject({
    States: {
      'Replay partitions': {
        ItemReader: { Arguments: { Bucket: runs } },
        ResultWriter: { Arguments: { Bucket: runs } },
      },
      'Replay batches': {
        ItemReader: { Arguments: { Bucket: nameOf(given.fileSystem.sourceBucket) } },
        ResultWriter: { Arguments: { Bucket: runs } },
      },
    },
  });
});

test('the number of parts at a time is in the plan and in both maps, also where only the deployment knows it', () => {
  const most = new CfnParameter(given.stack, 'Most', { type: 'Number' });
  given.replayer({ workflow: { maxConcurrency: most.valueAsNumber } });
  const [text] = definitionTexts(given.stack);
  expect(text.match(/"concurrency":<Most>,/g)).toHaveLength(1);
  expect(text.match(/"MaxConcurrency":<Most>,/g)).toHaveLength(3);
});

describe('where the bucket of the file system is unknown', () => {
  test('a validator finds the definition right', () => {
    given.replayer({ accessPoint: importedWithoutBucket() });
    expect(problemsOf(definitionOf(given.stack))).toBe('');
  });

  test('an unordered replay ends with an error that says so, and an ordered one is replayed', async () => {
    given.replayer({ accessPoint: importedWithoutBucket() });
    const machine = machineOf((payload) => (payload.action === 'plan' ? UNORDERED_PLAN : { done: true }));
    expect(await machine.run({ ordered: false })).toMatchObject({
      status: 'FAILED',
      error: 'BucketUnknown',
      cause: expect.stringContaining("give 'bucket' where the access point is imported"),
    });
    expect(await machineOf(orderedHandler(() => DONE)).run({})).toMatchObject({ status: 'SUCCEEDED' });
  });
});

test('a run that has replayed nothing fails by a name of its own, with the reason', async () => {
  given.replayer();
  const machine = machineOf((payload) =>
    payload.action === 'plan'
      ? { ordered: true, items: ITEMS, partitions: 0 }
      : { done: true, empty: true, problem: 'no record was found' },
  );
  expect(await machine.run({})).toMatchObject({
    status: 'FAILED',
    error: 'NothingReplayed',
    cause: 'no record was found',
  });
});

describe('a part', () => {
  beforeEach(() => given.replayer());

  test('ends, undone, before the history of its execution is full', async () => {
    let invocations = 0;
    const machine = machineOf(
      orderedHandler(({ partition }) => {
        if (partition !== 'orders+0') {
          return DONE;
        }
        invocations++;
        return { done: false, wait_seconds: 1, cursor: { at: invocations }, progress: { totals: { invocations } } };
      }),
    );
    await machine.run({});
    const [, part] = machine.executions;
    expect(part).toMatchObject({
      status: 'SUCCEEDED',
      output: {
        partition: 'orders+0',
        done: false,
        error: 'ReplayTooLong',
        progress: { totals: { invocations: 2000 } },
      },
    });
    expect(invocations).toBe(2000);
  });

  test('hands the cursor of each invocation to the next', async () => {
    const cursors: unknown[] = [];
    const machine = machineOf(
      orderedHandler(({ partition, cursor }) => {
        if (partition !== 'orders+0') {
          return DONE;
        }
        cursors.push(cursor);
        const invocations = cursors.length;
        return { done: invocations === 3, wait_seconds: 0, cursor: invocations, progress: { totals: { invocations } } };
      }),
    );
    await machine.run({});
    expect(cursors).toEqual([undefined, 1, 2]);
  });

  test('that keeps failing tells why and where it was, and the others are replayed all the same', async () => {
    const machine = machineOf(
      orderedHandler(({ partition, cursor }) => {
        if (partition !== 'orders+0') {
          return DONE;
        }
        if (cursor === 7) {
          throw new Error('no leader');
        }
        return { done: false, wait_seconds: 0, cursor: 7, progress: { totals: { invocations: 1 } } };
      }),
    );
    await machine.run({});
    expect(machine.executions.slice(1).map(({ output }) => output)).toEqual([
      expect.objectContaining({ partition: 'orders+0', done: false, progress: { totals: { invocations: 1 } } }),
      { partition: 'orders+1', ...DONE },
    ]);
    expect(JSON.stringify(machine.executions[1].output)).toContain('no leader');
  });
});

describe('an error', () => {
  beforeEach(() => given.replayer());

  const ACTIONS = ['plan', undefined, 'summarize'] as const;

  /** Counts the invocations of a step, of one partition where it is a part, that always ends with an error. */
  async function invocationsOf(action: Payload['action'], name: string): Promise<number> {
    let invocations = 0;
    const fails: Handler = () => {
      invocations++;
      throw Object.assign(new Error('it cannot be'), { name });
    };
    const replays = orderedHandler(({ partition }) => (partition === 'orders+0' && !action ? fails({}) : DONE));
    await machineOf((payload) => (action && payload.action === action ? fails(payload) : replays(payload))).run({});
    return invocations;
  }

  test.each(PERMANENT_ERRORS)('of the name %s is not tried again, whichever step it ends', async (name) => {
    for (const action of ACTIONS) {
      expect(await invocationsOf(action, name)).toBe(1);
    }
  });

  test.each(['Error', 'Lambda.Unknown', 'Lambda.ServiceException', 'Runtime.ExitError', 'Sandbox.Timedout'])(
    'of the name %s may pass, and is tried again eight times',
    async (name) => {
      for (const action of ACTIONS) {
        expect(await invocationsOf(action, name)).toBe(9);
      }
    },
  );

  test.each([
    ['NotAsked', 'NotAsked'],
    ['States.TaskFailed', 'TaskFailed'],
  ])(
    'of the name %s ends the execution as %s, since a Fail state must not report those of Step Functions',
    async (name, error) => {
      const machine = machineOf(() => {
        throw Object.assign(new Error('it cannot be'), { name });
      });
      expect(await machine.run({})).toMatchObject({
        status: 'FAILED',
        error,
        cause: expect.stringContaining('cannot be'),
      });
    },
  );

  test('of a function that is busy is waited for much longer', async () => {
    expect(await invocationsOf('plan', 'Lambda.TooManyRequestsException')).toBe(61);
  });
});

interface Payload {
  readonly action?: string;
  readonly partition?: string;
  readonly cursor?: unknown;
}
const DONE = { done: true, progress: { totals: { invocations: 1 } } };
type Handler = (payload: Payload) => unknown;

const UNORDERED_PLAN = { ordered: false, list_prefix: 'events/', request: {} };

/** Plans the parts that are in the bucket already, and is done in the end, whatever their outcome. */
function orderedHandler(replay: Handler): Handler {
  return (payload) => {
    switch (payload.action) {
      case 'plan':
        return { ordered: true, items: ITEMS, partitions: PARTS.length };
      case 'summarize':
        return { done: true, empty: false };
      default:
        return replay(payload);
    }
  };
}

const ITEMS = partitionsKey('one');
const PARTS = [{ partition: 'orders+0' }, { partition: 'orders+1' }];

/** The definition of the stack, run over a function that is made up. */
function machineOf(handler: Handler): StateMachine {
  const definition = definitionOf(given.stack);
  const [, bucket] = /"Bucket":"(<ReplayerWorkflow\w+>)"/.exec(JSON.stringify(definition)) ?? [];
  const objects = new Buckets([String(bucket)]);
  objects.put(String(bucket), ITEMS, JSON.stringify(PARTS));
  const invoke = async (_: string, payload: unknown) => handler(payload as Payload);
  return new StateMachine(definition, { invoke, objects, clock: new SkippingClock() });
}
