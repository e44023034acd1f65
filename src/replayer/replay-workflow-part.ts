import type { PayloadKeyName } from '../contract/payload';
import type { PartAnswer, PartOutput, Unread, VerifyPartitionStep } from '../contract/payload-steps';
import { invoke, type States, type WorkflowResources } from './replay-workflow-states';

// Each invocation takes nine events of an execution's history, a retry a few more. Past 25,000 an execution fails for
// good, and with it the place where it was: it ends before, so that another one can go on from there.
// https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
const MOST_INVOCATIONS = 2000;

// The names of keys, which the compiler checks against what the function takes and answers.
const KEYS: PayloadKeyName = 'keys';
const CURSOR: PayloadKeyName = 'cursor';
const answer = (key: keyof PartAnswer) => `$states.result.Payload.${key}`;
const input = (key: keyof PartAnswer) => `$states.input.${key}`;

/** A part of a run: a source partition or a batch of files to replay, or a source partition to verify. */
export interface Part {
  /** The name that its states have it by. */
  readonly name: string;
  /** The word for what its invocations do. */
  readonly verb: string;
  /** The payload of its first invocation, made of the item of the map. */
  readonly payload: unknown;
  /** Tells if it is about one source partition, which its output names. */
  readonly isPartition: boolean;
}

export const REPLAYED_PARTITION: Part = {
  name: 'partition',
  verb: 'Replay',
  payload: '{% $states.input %}',
  isPartition: true,
};

export const REPLAYED_BATCH: Part = {
  name: 'batch',
  verb: 'Replay',
  payload: `{% $merge([$states.input.BatchInput.request, {"${KEYS}": [$states.input.Items.Key]}]) %}`,
  isPartition: false,
};

export const VERIFIED_PARTITION: Part = {
  name: 'proof',
  verb: 'Verify',
  payload: {
    action: 'verify_partition',
    run: '{% $states.input.run %}',
    partition: '{% $states.input.partition %}',
  } satisfies Unread<VerifyPartitionStep>,
  isPartition: true,
};

/** The states of one part: invocation after invocation, until it is done. */
export function statesOfPart(resources: WorkflowResources, { name: part, verb, payload, isPartition }: Part): States {
  const [take, work, isDone, wait] = [`Take ${part}`, `${verb} ${part}`, `Is ${part} done?`, `Wait for ${part}`];
  const [done, tooLong, failed] = [`Done with ${part}`, `Left ${part}`, `Failed ${part}`];
  const name = { partition: isPartition ? '{% $payload.partition %}' : null };
  return {
    [take]: { Type: 'Pass', Assign: { payload, progress: null }, Next: work },
    [work]: {
      ...invoke(resources, '{% $payload %}'),
      Catch: [{ ErrorEquals: ['States.ALL'], Output: '{% $states.errorOutput %}', Next: failed }],
      Assign: {
        payload: `{% $merge([$payload, {"${CURSOR}": ${answer('cursor')}}]) %}`,
        progress: `{% ${answer('progress')} %}`,
      },
      Output: '{% $states.result.Payload %}',
      Next: isDone,
    },
    [isDone]: {
      Type: 'Choice',
      Choices: [
        { Condition: `{% ${input('done')} %}`, Next: done },
        { Condition: `{% $progress.totals.invocations >= ${MOST_INVOCATIONS} %}`, Next: tooLong },
      ],
      Default: wait,
    },
    [wait]: { Type: 'Wait', Seconds: `{% ${input('wait_seconds')} %}`, Next: work },
    [done]: {
      Type: 'Succeed',
      Output: { ...name, done: true, progress: '{% $progress %}' } satisfies Unread<PartOutput>,
    },
    [tooLong]: {
      Type: 'Succeed',
      Output: {
        ...name,
        done: false,
        error: 'ReplayTooLong',
        cause: `not done after ${MOST_INVOCATIONS} invocations, about as many as one execution can hold`,
        progress: '{% $progress %}',
      } satisfies Unread<PartOutput>,
    },
    [failed]: {
      Type: 'Succeed',
      Output: {
        ...name,
        done: false,
        error: '{% $states.input.Error %}',
        cause: '{% $exists($states.input.Cause) ? $states.input.Cause : "" %}',
        progress: '{% $progress %}',
      } satisfies Unread<PartOutput>,
    },
  };
}
