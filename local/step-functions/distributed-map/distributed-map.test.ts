import { Buckets } from '../../s3/s3-objects';
import { SkippingClock } from '../clock';
import { aMachine, lambda, type MachineOptions } from '../support/machines';

const ECHO = { StartAt: 'Echo', States: { Echo: { Type: 'Pass', End: true } } };
const CALL = { StartAt: 'Call', States: { Call: { ...lambda('{% $states.input %}'), End: true } } };
const DISTRIBUTED = { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' } };
const WRITER = {
  Resource: 'arn:aws:states:::s3:putObject',
  Arguments: { Bucket: 'results', Prefix: "{% 'runs/' & $states.context.Execution.Name %}" },
};

async function runMap(fields: object, input: unknown = {}, options: MachineOptions = {}) {
  const Map_ = { Type: 'Map', ItemProcessor: { ...DISTRIBUTED, ...ECHO }, End: true, ...fields };
  const machine = aMachine('Each', { Each: Map_ }, options);
  const run = await machine.run(input, 'parent');
  return { run, children: machine.executions.slice(1) };
}

function json(objects: Buckets, bucket: string, key: string) {
  return JSON.parse(objects.get(bucket, key)?.body.toString() ?? 'null');
}

describe('the items', () => {
  test('can be an array that a JSON file in S3 holds, each one the input of a child', async () => {
    const objects = new Buckets(['data']);
    objects.put('data', 'items.json', '[{"n":1},{"n":2}]');
    const ItemReader = {
      Resource: 'arn:aws:states:::s3:getObject',
      ReaderConfig: { InputType: 'JSON' },
      Arguments: { Bucket: 'data', Key: '{% $states.input.key %}' },
    };
    const { run } = await runMap({ ItemReader }, { key: 'items.json' }, { objects });
    expect(run.output).toEqual([{ n: 1 }, { n: 2 }]);
    const { run: missing } = await runMap({ ItemReader }, { key: 'other.json' }, { objects });
    expect(missing).toMatchObject({ status: 'FAILED', error: 'States.ItemReaderFailed' });
  });

  test('can be the objects below a prefix, as the service describes them', async () => {
    const objects = new Buckets(['data']);
    objects.put('data', 'in/b.json', 'bb');
    objects.put('data', 'in/a.json', 'a');
    objects.put('data', 'out/c.json', 'c');
    const ItemReader = {
      Resource: 'arn:aws:states:::s3:listObjectsV2',
      Arguments: { Bucket: 'data', Prefix: '{% $states.input.prefix %}' },
    };
    const { run } = await runMap({ ItemReader }, { prefix: 'in/' }, { objects });
    expect(run.output).toEqual([
      expect.objectContaining({ Key: 'in/a.json', Size: 1, StorageClass: 'STANDARD' }),
      expect.objectContaining({ Key: 'in/b.json', Size: 2, Etag: expect.stringMatching(/^"[0-9a-f]{32}"$/) }),
    ]);
    expect((await runMap({ ItemReader }, { prefix: 'none/' }, { objects })).run.output).toEqual([]);
  });

  test('are made anew by an ItemSelector, from the item, its index, and the input of the Map', async () => {
    const ItemSelector = {
      value: '{% $states.context.Map.Item.Value %}',
      index: '{% $states.context.Map.Item.Index %}',
      shared: '{% $states.input.shared %}',
    };
    const { run } = await runMap({ Items: ['a', 'b'], ItemSelector }, { shared: true });
    expect(run.output).toEqual([
      { value: 'a', index: 0, shared: true },
      { value: 'b', index: 1, shared: true },
    ]);
  });

  test('can be cut by MaxItems', async () => {
    const objects = new Buckets(['data']);
    objects.put('data', 'items.json', '[1,2,3]');
    const ItemReader = {
      Resource: 'arn:aws:states:::s3:getObject',
      ReaderConfig: { InputType: 'JSON', MaxItems: 2 },
      Arguments: { Bucket: 'data', Key: 'items.json' },
    };
    expect((await runMap({ ItemReader }, {}, { objects })).run.output).toEqual([1, 2]);
  });
});

describe('an ItemBatcher', () => {
  const SAME = { StartAt: 'Same', States: { Same: { Type: 'Pass', End: true } } };

  test('gives a child so many items at a time, with what all of them share', async () => {
    const ItemBatcher = { MaxItemsPerBatch: 2, BatchInput: { shared: '{% $states.input.s %}' } };
    const { run } = await runMap(
      { Items: ['a', 'b', 'c'], ItemBatcher, ItemProcessor: { ...DISTRIBUTED, ...SAME } },
      { s: 1 },
    );
    expect(run.output).toEqual([
      { BatchInput: { shared: 1 }, Items: ['a', 'b'] },
      { BatchInput: { shared: 1 }, Items: ['c'] },
    ]);
  });

  test('cuts by the bytes of the whole input', async () => {
    const ItemBatcher = { MaxInputBytesPerBatch: 30 };
    const { run } = await runMap({ Items: ['aaaa', 'bbbb', 'cccc', 'dddd'], ItemBatcher });
    expect(run.output).toEqual([{ Items: ['aaaa', 'bbbb'] }, { Items: ['cccc', 'dddd'] }]);
  });

  test('never goes above 256 KiB, however many items it may take', async () => {
    const Items = Array.from({ length: 30 }, () => 'x'.repeat(20_000));
    const items = '{% $states.input %}';
    const objects = new Buckets(['data', 'results']);
    objects.put('data', 'items.json', JSON.stringify(Items));
    const ItemReader = {
      Resource: 'arn:aws:states:::s3:getObject',
      ReaderConfig: { InputType: 'JSON' },
      Arguments: { Bucket: 'data', Key: 'items.json' },
    };
    const { children } = await runMap(
      { ItemReader, ItemBatcher: { MaxItemsPerBatch: 1000 }, ResultWriter: WRITER },
      { items },
      { objects },
    );
    expect(children.map(({ input }) => (input as { Items: string[] }).Items.length)).toEqual([13, 13, 4]);
  });
});

describe('the children', () => {
  test('are executions by themselves, of a state machine that is named after the label', async () => {
    const Look = { Type: 'Pass', Output: '{% $states.context %}', End: true };
    const { run, children } = await runMap({
      Items: [{ a: 1 }],
      Label: 'Replay',
      ItemProcessor: { ...DISTRIBUTED, StartAt: 'Look', States: { Look } },
    });
    const [child] = children;
    expect(run.output).toEqual([
      expect.objectContaining({
        Execution: expect.objectContaining({
          Id: `arn:aws:states:eu-central-1:111111111111:execution:local/Replay:${child.name}`,
          Input: { a: 1 },
          Name: child.name,
        }),
        StateMachine: expect.objectContaining({ Name: 'local/Replay' }),
      }),
    ]);
    expect(run.output).not.toEqual([expect.objectContaining({ Map: expect.anything() })]);
  });

  test('run so many at a time', async () => {
    let [running, most] = [0, 0];
    const f = async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise(setImmediate);
      running -= 1;
    };
    const Items = [1, 2, 3, 4, 5, 6];
    const ItemProcessor = { ...DISTRIBUTED, ...CALL };
    await runMap({ Items, ItemProcessor, MaxConcurrency: 2 }, {}, { functions: { f } });
    expect(most).toBe(2);
    await runMap({ Items, ItemProcessor }, {}, { functions: { f } });
    expect(most).toBe(6);
  });

  test('that fail, fail the Map where more do than are tolerated', async () => {
    const f = (n: number) => {
      if (n > 2) throw new Error('too large');
      return n;
    };
    const fields = { Items: [1, 2, 3, 4], ItemProcessor: { ...DISTRIBUTED, ...CALL }, MaxConcurrency: 1 };
    const runs = [0, 25, 50, 100].map(async (ToleratedFailurePercentage) => {
      const { run } = await runMap({ ...fields, ToleratedFailurePercentage }, {}, { functions: { f } });
      return run.error ?? run.status;
    });
    const exceeded = 'States.ExceedToleratedFailureThreshold';
    expect(await Promise.all(runs)).toEqual([exceeded, exceeded, 'SUCCEEDED', 'SUCCEEDED']);
  });
});

describe('a ResultWriter', () => {
  const f = (n: number) => {
    if (n === 2) throw new TypeError('not two');
    return 10 * n;
  };
  const FIELDS = {
    Items: [1, 2, 3],
    Label: 'Replay',
    ItemProcessor: { ...DISTRIBUTED, ...CALL },
    MaxConcurrency: 1,
    ResultWriter: WRITER,
  };

  test('writes the outcomes to S3 by their status, and a manifest of them, whose place is the result', async () => {
    const objects = new Buckets(['results']);
    const options = { objects, functions: { f }, clock: new SkippingClock() };
    const { run, children } = await runMap({ ...FIELDS, ToleratedFailurePercentage: 100 }, {}, options);
    const { MapRunArn, ResultWriterDetails } = run.output as Record<string, Record<string, string>>;
    expect(MapRunArn).toMatch(/^arn:aws:states:eu-central-1:111111111111:mapRun:local\/Replay:[0-9a-f-]{36}$/);
    const folder = `runs/parent/${String(MapRunArn).split(':').at(-1)}`;
    expect(ResultWriterDetails).toEqual({ Bucket: 'results', Key: `${folder}/manifest.json` });
    const sizeOf = (name: string) => objects.get('results', `${folder}/${name}`)?.size;
    expect(json(objects, 'results', ResultWriterDetails.Key)).toEqual({
      DestinationBucket: 'results',
      MapRunArn,
      ResultFiles: {
        FAILED: [{ Key: `${folder}/FAILED_0.json`, Size: sizeOf('FAILED_0.json') }],
        PENDING: [],
        SUCCEEDED: [{ Key: `${folder}/SUCCEEDED_0.json`, Size: sizeOf('SUCCEEDED_0.json') }],
      },
    });
    const succeeded = json(objects, 'results', `${folder}/SUCCEEDED_0.json`);
    expect(succeeded).toHaveLength(2);
    expect(succeeded[0]).toMatchObject({
      ExecutionArn: children[0].arn,
      Input: '1',
      Name: children[0].name,
      Output: '{"ExecutedVersion":"$LATEST","Payload":10,"StatusCode":200}',
      StartDate: '2026-04-13T00:00:00.000Z',
      Status: 'SUCCEEDED',
      StopDate: '2026-04-13T00:00:00.000Z',
    });
    expect(json(objects, 'results', `${folder}/FAILED_0.json`)).toEqual([
      expect.objectContaining({
        Input: '2',
        Status: 'FAILED',
        Error: 'TypeError',
        Cause: expect.stringContaining('not two'),
      }),
    ]);
  });

  test('writes what was not begun too, where too many failed', async () => {
    const objects = new Buckets(['results']);
    const { run } = await runMap(FIELDS, {}, { objects, functions: { f } });
    expect(run.error).toBe('States.ExceedToleratedFailureThreshold');
    const [pending] = objects.list('results', '').filter(({ key }) => key.endsWith('/PENDING_0.json'));
    expect(json(objects, 'results', pending.key)).toEqual([
      { Input: '3', InputDetails: { Included: true }, Status: 'PENDING' },
    ]);
  });

  test('that cannot write fails by name', async () => {
    expect((await runMap(FIELDS, {}, { functions: { f } })).run.error).toBe('States.ResultWriterFailed');
  });

  test('lifts the limit on what all children together put out', async () => {
    const large = { StartAt: 'Grow', States: { Grow: { Type: 'Pass', Output: "{% $pad('', 200000) %}", End: true } } };
    const fields = { Items: [1, 2], ItemProcessor: { ...DISTRIBUTED, ...large } };
    expect((await runMap(fields)).run.error).toBe('States.DataLimitExceeded');
    const options = { objects: new Buckets(['results']) };
    expect((await runMap({ ...fields, ResultWriter: WRITER }, {}, options)).run.status).toBe('SUCCEEDED');
  });
});
