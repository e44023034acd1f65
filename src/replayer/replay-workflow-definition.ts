/** What the definition names of the stack's resources. */
export interface WorkflowResources {
  readonly partition: string;
  readonly functionArn: string;
  /** Where runs are kept. */
  readonly runsBucket: string;
  /** Where the files' objects are, for the unordered mode; absent where it is not known. */
  readonly sourceBucket?: string;
  readonly maxConcurrency: number;
}

type State = Record<string, unknown>;
type States = Record<string, State>;

// A batch with the request around it stays well below the 256 KiB that an execution's input may have:
// https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
const MOST_FILES_IN_BATCH = 500;
const MOST_BYTES_IN_BATCH = 150_000;

// Each invocation takes nine events of an execution's history, a retry a few more. Past 25,000 an execution fails for
// good, and with it the place where it was: it ends before, so that another one can go on from there.
// https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
const MOST_INVOCATIONS = 2000;

/** Lambda's own errors, after which the same invocation may work; what the handler throws is not among them. */
const LAMBDA_ERRORS = [
  'Lambda.ClientExecutionTimeoutException',
  'Lambda.ServiceException',
  'Lambda.AWSLambdaException',
  'Lambda.SdkClientException',
  'Lambda.Unknown',
  'Runtime.ExitError',
];

/** The function is busy with other invocations, which may take 15 minutes each: it is waited for much longer. */
const THROTTLED: State = {
  ErrorEquals: ['Lambda.TooManyRequestsException'],
  IntervalSeconds: 5,
  BackoffRate: 2,
  MaxAttempts: 60,
  MaxDelaySeconds: 60,
  JitterStrategy: 'FULL',
};

/**
 * The workflow in the Amazon States Language, with JSONata: plan, replay the parts at the same time, each until it is
 * done, and sum up.
 *
 * It is written down rather than put together of CDK's states: those give a Distributed Map its result writer by one of
 * two properties, and which one counts depends on a feature flag of the user's app.
 */
export function workflowDefinition(resources: WorkflowResources): object {
  const { runsBucket, sourceBucket } = resources;
  const unordered = sourceBucket === undefined ? undefined : replayBatches(resources, sourceBucket);
  return {
    Comment: 'Replays files of Amazon S3 Files to Kafka: the input is the payload of the replayer, and may have more',
    QueryLanguage: 'JSONata',
    StartAt: 'Plan',
    States: {
      Plan: {
        ...invoke(resources, {
          action: 'plan',
          run: '{% $states.context.Execution.Name %}',
          execution: "{% $states.context.Execution.Id & ' ' & $states.context.Execution.StartTime %}",
          concurrency: resources.maxConcurrency,
          request: '{% $states.context.Execution.Input %}',
        }),
        Retry: [THROTTLED, retry(LAMBDA_ERRORS), retry(['States.ALL'], 2)],
        Assign: { plan: '{% $states.result.Payload %}', results: null },
        Output: '{% $states.result.Payload %}',
        Next: 'In order?',
      },
      'In order?': {
        Type: 'Choice',
        Choices: [
          { Condition: '{% $plan.ordered and $plan.partitions = 0 %}', Next: 'Sum up' },
          { Condition: '{% $plan.ordered %}', Next: 'Replay partitions' },
        ],
        Default: unordered ? 'Replay batches' : 'Bucket unknown',
      },
      'Replay partitions': parts(resources, 'partition', {
        ItemReader: {
          Resource: integration(resources, 's3:getObject'),
          ReaderConfig: { InputType: 'JSON' },
          Arguments: { Bucket: runsBucket, Key: '{% $plan.items %}' },
        },
      }),
      ...(unordered ? { 'Replay batches': unordered } : { 'Bucket unknown': BUCKET_UNKNOWN }),
      'Sum up': {
        ...invoke(resources, {
          action: 'summarize',
          run: '{% $states.context.Execution.Name %}',
          request: '{% $states.context.Execution.Input %}',
          plan: '{% $plan %}',
          results: '{% $results %}',
        }),
        Retry: [THROTTLED, retry(['States.ALL'])],
        Output: '{% $states.result.Payload %}',
        Next: 'All done?',
      },
      'All done?': {
        Type: 'Choice',
        Choices: [{ Condition: '{% $states.input.done %}', Next: 'Replayed' }],
        Default: 'Incomplete',
      },
      Replayed: { Type: 'Succeed' },
      Incomplete: { Type: 'Fail', Error: 'ReplayIncomplete', Cause: '{% $states.input.problem %}' },
    },
  };
}

const BUCKET_UNKNOWN: State = {
  Type: 'Fail',
  Error: 'BucketUnknown',
  Cause:
    "An unordered replay lists the bucket, which this app does not name: give 'bucket' where the access point is imported.",
};

/** Files are taken as the bucket lists them, so many at a time, and nothing has to be planned but the rates. */
function replayBatches(resources: WorkflowResources, sourceBucket: string): State {
  return parts(resources, 'batch', {
    ItemReader: {
      Resource: integration(resources, 's3:listObjectsV2'),
      Arguments: { Bucket: sourceBucket, Prefix: '{% $plan.list_prefix %}' },
    },
    ItemSelector: { Key: '{% $states.context.Map.Item.Value.Key %}' },
    ItemBatcher: {
      MaxItemsPerBatch: MOST_FILES_IN_BATCH,
      MaxInputBytesPerBatch: MOST_BYTES_IN_BATCH,
      BatchInput: { request: '{% $plan.request %}' },
    },
  });
}

/** All parts are replayed, also where one of them fails: what became of each is told by its output. */
function parts(resources: WorkflowResources, part: 'partition' | 'batch', source: State): State {
  return {
    Type: 'Map',
    Label: part === 'partition' ? 'Partitions' : 'Batches',
    ...source,
    MaxConcurrency: resources.maxConcurrency,
    ToleratedFailurePercentage: 100,
    ItemProcessor: {
      ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
      StartAt: `Take ${part}`,
      States: replayPart(resources, part),
    },
    ResultWriter: {
      Resource: integration(resources, 's3:putObject'),
      Arguments: {
        Bucket: resources.runsBucket,
        Prefix: "{% 'runs/' & $states.context.Execution.Name & '/results' %}",
      },
    },
    Assign: { results: '{% $states.result.ResultWriterDetails %}' },
    Output: '{% $states.result.ResultWriterDetails %}',
    Next: 'Sum up',
  };
}

/** One part, invocation after invocation, until it is done. */
function replayPart(resources: WorkflowResources, part: 'partition' | 'batch'): States {
  const [take, replay, isDone, wait] = [`Take ${part}`, `Replay ${part}`, `Is ${part} done?`, `Wait for ${part}`];
  const [done, tooLong, failed] = [`Done with ${part}`, `Left ${part}`, `Failed ${part}`];
  const name = part === 'partition' ? { partition: '{% $payload.partition %}' } : { partition: null };
  const payload =
    part === 'partition'
      ? '{% $states.input %}'
      : '{% $merge([$states.input.BatchInput.request, {"keys": [$states.input.Items.Key]}]) %}';
  return {
    [take]: { Type: 'Pass', Assign: { payload, progress: null }, Next: replay },
    [replay]: {
      ...invoke(resources, '{% $payload %}'),
      Retry: [THROTTLED, retry(['States.ALL'])],
      Catch: [{ ErrorEquals: ['States.ALL'], Output: '{% $states.errorOutput %}', Next: failed }],
      Assign: {
        payload: '{% $merge([$payload, {"cursor": $states.result.Payload.cursor}]) %}',
        progress: '{% $states.result.Payload.progress %}',
      },
      Output: '{% $states.result.Payload %}',
      Next: isDone,
    },
    [isDone]: {
      Type: 'Choice',
      Choices: [
        { Condition: '{% $states.input.done %}', Next: done },
        { Condition: `{% $progress.totals.invocations >= ${MOST_INVOCATIONS} %}`, Next: tooLong },
      ],
      Default: wait,
    },
    [wait]: { Type: 'Wait', Seconds: '{% $states.input.wait_seconds %}', Next: replay },
    [done]: { Type: 'Succeed', Output: { ...name, done: true, progress: '{% $progress %}' } },
    [tooLong]: {
      Type: 'Succeed',
      Output: {
        ...name,
        done: false,
        error: 'ReplayTooLong',
        cause: `not done after ${MOST_INVOCATIONS} invocations, about as many as one execution can hold`,
        progress: '{% $progress %}',
      },
    },
    [failed]: {
      Type: 'Succeed',
      Output: {
        ...name,
        done: false,
        error: '{% $states.input.Error %}',
        cause: '{% $exists($states.input.Cause) ? $states.input.Cause : "" %}',
        progress: '{% $progress %}',
      },
    },
  };
}

function invoke(resources: WorkflowResources, payload: unknown): State {
  return {
    Type: 'Task',
    Resource: integration(resources, 'lambda:invoke'),
    Arguments: { FunctionName: resources.functionArn, Payload: payload },
  };
}

/** About two minutes in all: a broker may restart, or a partition's leader move, meanwhile. */
function retry(errors: readonly string[], attempts = 8): State {
  return {
    ErrorEquals: errors,
    IntervalSeconds: 2,
    BackoffRate: 2,
    MaxAttempts: attempts,
    MaxDelaySeconds: 60,
    JitterStrategy: 'FULL',
  };
}

function integration({ partition }: WorkflowResources, action: string): string {
  return `arn:${partition}:states:::${action}`;
}
