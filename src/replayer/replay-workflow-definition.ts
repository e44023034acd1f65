import type { PayloadKeyName } from '../contract/payload';
import type {
  ConcludeStep,
  ConclusionAnswer,
  DrillAnswer,
  EndDrillStep,
  OrderedPlan,
  PlanStep,
  SummarizeStep,
  SummaryAnswer,
  UnorderedPlan,
  Unread,
} from '../contract/payload-steps';
import { resultsFolder, verificationResultsFolder } from '../contract/run-keys';
import {
  type Part,
  REPLAYED_BATCH,
  REPLAYED_PARTITION,
  statesOfPart,
  VERIFIED_PARTITION,
} from './replay-workflow-part';
import { integration, invoke, type State, type WorkflowResources } from './replay-workflow-states';

// A batch with the request around it stays well below the 256 KiB that an execution's input may have:
// https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
const MOST_FILES_IN_BATCH = 500;
const MOST_BYTES_IN_BATCH = 150_000;

// Expressions whose names the compiler checks against what the function answers.
const plan = (key: keyof OrderedPlan | keyof UnorderedPlan) => `$plan.${key}`;
const summary = (key: keyof SummaryAnswer) => `$states.input.${key}`;
const conclusion = (key: keyof ConclusionAnswer) => `$states.input.${key}`;
const drill = (key: keyof DrillAnswer) => `$states.input.${key}`;

/** The condition of the end of a run that makes it a drill, which first deletes the topics that it has made. */
const IS_DRILL = `${plan('drill')} = true`;

/** The same where there may be no plan. */
const ASKS_FOR_DRILL = (() => {
  const asked = `$states.context.Execution.Input.${'drill' satisfies PayloadKeyName}`;
  return `$exists(${asked}) and $boolean(${asked})`;
})();

/** The ARN of the execution and its time of start, which no other execution has. */
const EXECUTION = "{% $states.context.Execution.Id & ' ' & $states.context.Execution.StartTime %}";

/**
 * The name of the error that ended a step, without the prefix that only errors of Step Functions itself may have: a Fail
 * state must not report one (https://states-language.net/#error-names).
 */
const OWN_NAME = '{% $replace($states.input.Error, /^States\\./, "") %}';

/** A step that fails for good ends the execution with its own error, but for a drill, which first deletes its topics. */
const CATCH = [{ ErrorEquals: ['States.ALL'], Output: '{% $states.errorOutput %}', Next: 'Step failed' }];

/**
 * The workflow in the Amazon States Language, with JSONata: plan, replay the parts at the same time, each until it is
 * done, and sum up. Where that is asked for, the partitions are then verified in the same way, and the topics of a drill deleted.
 *
 * It is written down rather than put together of CDK's states: those give a Distributed Map its result writer by one of
 * two properties, and which one counts depends on a feature flag of the user's app.
 */
export function workflowDefinition(resources: WorkflowResources): object {
  const { runsBucket, sourceBucket } = resources;
  const listed = (key: keyof OrderedPlan) => ({
    ItemReader: {
      Resource: integration(resources, 's3:getObject'),
      ReaderConfig: { InputType: 'JSON' },
      Arguments: { Bucket: runsBucket, Key: `{% ${plan(key)} %}` },
    },
  });
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
          execution: EXECUTION,
          concurrency: resources.maxConcurrency,
          request: '{% $states.context.Execution.Input %}',
        } satisfies Unread<PlanStep>),
        Catch: CATCH,
        Assign: { plan: '{% $states.result.Payload %}', results: null, proofs: null },
        Output: '{% $states.result.Payload %}',
        Next: 'In order?',
      },
      'In order?': {
        Type: 'Choice',
        Choices: [
          { Condition: `{% ${plan('ordered')} and ${plan('partitions')} = 0 %}`, Next: 'Sum up' },
          { Condition: `{% ${plan('ordered')} %}`, Next: 'Replay partitions' },
        ],
        Default: unordered ? 'Replay batches' : 'Bucket unknown',
      },
      'Replay partitions': parts(resources, REPLAYED_PARTITION, {
        Label: 'Partitions',
        ...listed('items'),
        results: 'results',
        folder: resultsFolder,
        Next: 'Sum up',
      }),
      ...(unordered ? { 'Replay batches': unordered } : { 'Bucket unknown': BUCKET_UNKNOWN }),
      'Sum up': {
        ...invoke(resources, {
          action: 'summarize',
          run: '{% $states.context.Execution.Name %}',
          request: '{% $states.context.Execution.Input %}',
          plan: '{% $plan %}',
          results: '{% $results %}',
        } satisfies Unread<SummarizeStep>),
        Catch: CATCH,
        Output: '{% $states.result.Payload %}',
        Next: 'All done?',
      },
      'All done?': {
        Type: 'Choice',
        Choices: [
          {
            Condition: `{% ${summary('to_verify')} = true and ${plan('partitions_to_prove')} > 0 %}`,
            Next: 'Verify partitions',
          },
          { Condition: `{% ${summary('to_verify')} = true %}`, Next: 'Prove' },
          { Condition: `{% ${IS_DRILL} %}`, Next: 'End drill' },
          { Condition: `{% ${summary('empty')} %}`, Next: 'Empty' },
          { Condition: `{% ${summary('done')} %}`, Next: 'Replayed' },
        ],
        Default: 'Incomplete',
      },
      'Verify partitions': parts(resources, VERIFIED_PARTITION, {
        Label: 'Proofs',
        ...listed('proofs'),
        ItemSelector: {
          run: '{% $states.context.Execution.Name %}',
          partition: '{% $states.context.Map.Item.Value.partition %}',
        },
        results: 'proofs',
        folder: verificationResultsFolder,
        Next: 'Prove',
      }),
      Prove: {
        ...invoke(resources, {
          action: 'conclude',
          run: '{% $states.context.Execution.Name %}',
          results: '{% $proofs %}',
        } satisfies Unread<ConcludeStep>),
        Catch: CATCH,
        Output: '{% $states.result.Payload %}',
        Next: 'Verified?',
      },
      'Verified?': {
        Type: 'Choice',
        Choices: [
          { Condition: `{% ${IS_DRILL} %}`, Next: 'End drill' },
          { Condition: `{% ${conclusion('verified')} %}`, Next: 'Replayed' },
        ],
        Default: 'Different',
      },
      'Step failed': {
        Type: 'Choice',
        Choices: [{ Condition: `{% ${ASKS_FOR_DRILL} %}`, Next: 'End drill' }],
        Default: 'Failed',
      },
      'End drill': {
        ...invoke(resources, {
          action: 'end_drill',
          run: '{% $states.context.Execution.Name %}',
          execution: EXECUTION,
          outcome: '{% $states.input %}',
        } satisfies Unread<EndDrillStep>),
        Output: '{% $states.result.Payload %}',
        Next: 'Restored?',
      },
      'Restored?': {
        Type: 'Choice',
        Choices: [{ Condition: `{% ${drill('drilled')} %}`, Next: 'Replayed' }],
        Default: 'Not restored',
      },
      Replayed: { Type: 'Succeed' },
      Failed: {
        Type: 'Fail',
        Error: OWN_NAME,
        Cause: '{% $exists($states.input.Cause) ? $states.input.Cause : "" %}',
      },
      'Not restored': { Type: 'Fail', Error: 'DrillFailed', Cause: `{% ${drill('problem')} %}` },
      Different: { Type: 'Fail', Error: 'VerificationFailed', Cause: `{% ${conclusion('problem')} %}` },
      Empty: { Type: 'Fail', Error: 'NothingReplayed', Cause: `{% ${summary('problem')} %}` },
      Incomplete: { Type: 'Fail', Error: 'ReplayIncomplete', Cause: `{% ${summary('problem')} %}` },
    },
  };
}

const BUCKET_UNKNOWN: State = {
  Type: 'Fail',
  Error: 'BucketUnknown',
  Cause:
    "An unordered replay lists the bucket, which this app does not name: give 'bucket' where the access point is imported.",
};

/** Takes files as the bucket lists them, so many at a time. Nothing has to be planned but the rates. */
function replayBatches(resources: WorkflowResources, sourceBucket: string): State {
  return parts(resources, REPLAYED_BATCH, {
    Label: 'Batches',
    ItemReader: {
      Resource: integration(resources, 's3:listObjectsV2'),
      Arguments: { Bucket: sourceBucket, Prefix: `{% ${plan('list_prefix')} %}` },
    },
    ItemSelector: { Key: '{% $states.context.Map.Item.Value.Key %}' },
    ItemBatcher: {
      MaxItemsPerBatch: MOST_FILES_IN_BATCH,
      MaxInputBytesPerBatch: MOST_BYTES_IN_BATCH,
      BatchInput: { request: `{% ${plan('request')} %}` },
    },
    results: 'results',
    folder: resultsFolder,
    Next: 'Sum up',
  });
}

/** The source of a map's items, and what is done with its results. */
interface Mapped extends State {
  readonly Label: string;
  /** The variable that the place of the results is kept in. */
  readonly results: string;
  /** The folder of the results of a run. */
  readonly folder: (run: string) => string;
  readonly Next: string;
}

/** Works on all parts, also where one of them fails: its output tells what became of it. */
function parts(resources: WorkflowResources, part: Part, { results, folder, Next, ...source }: Mapped): State {
  return {
    Type: 'Map',
    ...source,
    MaxConcurrency: resources.maxConcurrency,
    ToleratedFailurePercentage: 100,
    ItemProcessor: {
      ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
      StartAt: `Take ${part.name}`,
      States: statesOfPart(resources, part),
    },
    ResultWriter: {
      Resource: integration(resources, 's3:putObject'),
      Arguments: {
        Bucket: resources.runsBucket,
        Prefix: `{% '${folder("' & $states.context.Execution.Name & '")}' %}`,
      },
    },
    Catch: CATCH,
    Assign: { [results]: '{% $states.result.ResultWriterDetails %}' },
    Output: '{% $states.result.ResultWriterDetails %}',
    Next,
  };
}
