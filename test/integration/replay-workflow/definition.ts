const RETRY = [
  {
    ErrorEquals: ['States.ALL'],
    IntervalSeconds: 2,
    BackoffRate: 2,
    MaxAttempts: 6,
    MaxDelaySeconds: 60,
    JitterStrategy: 'FULL',
  },
];

function invoke(Payload: unknown) {
  return {
    Type: 'Task',
    Resource: 'arn:aws:states:::lambda:invoke',
    Arguments: { FunctionName: 'replayer', Payload },
    Retry: RETRY,
  };
}

/** Names are unique in a whole state machine. */
function childOf(map: string) {
  const name = (state: string) => `${state} (${map})`;
  return {
    ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
    StartAt: name('Begin'),
    States: {
      [name('Begin')]: {
        Type: 'Pass',
        Assign: {
          payload:
            '{% $exists($states.input.Items) ? $merge([$states.input.BatchInput.request, {"keys": $states.input.Items}]) : $states.input %}',
          partition: '{% $exists($states.input.partition) ? $states.input.partition : null %}',
          progress: null,
        },
        Next: name('Replay'),
      },
      [name('Replay')]: {
        ...invoke('{% $payload %}'),
        Assign: {
          payload: '{% $merge([$payload, {"cursor": $states.result.Payload.cursor}]) %}',
          progress: '{% $states.result.Payload.progress %}',
        },
        Output: '{% $states.result.Payload %}',
        Catch: [{ ErrorEquals: ['States.ALL'], Next: name('Failed') }],
        Next: name('Done?'),
      },
      [name('Done?')]: {
        Type: 'Choice',
        Choices: [{ Condition: '{% $states.input.done %}', Next: name('Finish') }],
        Default: name('Wait'),
      },
      [name('Wait')]: { Type: 'Wait', Seconds: '{% $states.input.wait_seconds %}', Next: name('Replay') },
      [name('Finish')]: {
        Type: 'Succeed',
        Output: { partition: '{% $partition %}', done: true, progress: '{% $progress %}' },
      },
      [name('Failed')]: {
        Type: 'Succeed',
        Output: {
          partition: '{% $partition %}',
          done: false,
          error: '{% $states.input.Error %}',
          cause: '{% $states.input.Cause %}',
          progress: '{% $progress %}',
        },
      },
    },
  };
}

function map(Label: string, fields: object) {
  return {
    Type: 'Map',
    Label,
    MaxConcurrency: 3,
    ToleratedFailurePercentage: 100,
    ItemProcessor: childOf(Label),
    ResultWriter: {
      Resource: 'arn:aws:states:::s3:putObject',
      Arguments: { Bucket: 'workflow', Prefix: "{% 'runs/' & $states.context.Execution.Name & '/results' %}" },
    },
    ...fields,
    Assign: { results: '{% $states.result.ResultWriterDetails %}' },
    Next: 'Summarize',
  };
}

export const DEFINITION = {
  QueryLanguage: 'JSONata',
  StartAt: 'Plan',
  States: {
    Plan: {
      ...invoke({
        action: 'plan',
        run: '{% $states.context.Execution.Name %}',
        concurrency: 3,
        request: '{% $states.context.Execution.Input %}',
      }),
      Retry: [{ ErrorEquals: ['Runtime.ExitError'] }],
      Assign: { plan: '{% $states.result.Payload %}', results: null },
      Output: '{% $states.result.Payload %}',
      Next: 'Ordered?',
    },
    'Ordered?': {
      Type: 'Choice',
      Choices: [
        { Condition: '{% $plan.ordered and $plan.partitions = 0 %}', Next: 'Summarize' },
        { Condition: '{% $plan.ordered %}', Next: 'Partitions' },
      ],
      Default: 'Batches',
    },
    Partitions: map('Partitions', {
      ItemReader: {
        Resource: 'arn:aws:states:::s3:getObject',
        ReaderConfig: { InputType: 'JSON' },
        Arguments: { Bucket: 'workflow', Key: '{% $plan.items %}' },
      },
    }),
    Batches: map('Batches', {
      ItemReader: {
        Resource: 'arn:aws:states:::s3:listObjectsV2',
        Arguments: { Bucket: 'data', Prefix: '{% $plan.list_prefix %}' },
      },
      ItemSelector: '{% $states.context.Map.Item.Value.Key %}',
      ItemBatcher: { MaxItemsPerBatch: 100, BatchInput: { request: '{% $plan.request %}' } },
    }),
    Summarize: {
      ...invoke({
        action: 'summarize',
        run: '{% $states.context.Execution.Name %}',
        request: '{% $states.context.Execution.Input %}',
        plan: '{% $plan %}',
        results: '{% $results %}',
      }),
      Output: '{% $states.result.Payload %}',
      Next: 'Finished?',
    },
    'Finished?': {
      Type: 'Choice',
      Choices: [{ Condition: '{% $states.input.done %}', Next: 'Finished' }],
      Default: 'Incomplete',
    },
    Finished: { Type: 'Succeed' },
    Incomplete: { Type: 'Fail', Error: 'ReplayIncomplete', Cause: '{% $states.input.problem %}' },
  },
};
