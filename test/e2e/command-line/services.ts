import { startStackOutputs } from '../../../local/cloudformation/stack-outputs-server';
import type { MetricName } from '../../../local/cloudwatch/metric-queries';
import { startMetrics } from '../../../local/cloudwatch/metrics-server';
import { readEmbeddedMetrics } from '../../../local/lambda/embedded-metrics';
import { type Invocable, startInvokeServer } from '../../../local/lambda/invoke-server';
import { FunctionFailure } from '../../../local/lambda/lambda-function';
import { DUMMY_CREDENTIALS } from '../../../local/secrets-manager/secrets-manager';
import { REAL_CLOCK } from '../../../local/step-functions/clock';
import { startStepFunctions } from '../../../local/step-functions/step-functions-server';
import type { FunctionPool } from '../replay-workflow/function-pool';
import type { World } from '../replay-workflow/world';

export const STATE_MACHINE = 'arn:aws:states:eu-central-1:111111111111:stateMachine:Replay';

const FUNCTION = 'arn:aws:lambda:eu-central-1:111111111111:function:Replayer';

/** The services that the command line asks, and the environment that leads it to them. */
export async function startServices(world: World, pool: FunctionPool) {
  const definition = world.definition as unknown as {
    readonly States: { readonly Plan: { readonly Arguments: { readonly FunctionName: string } } };
  };
  const functionName = definition.States.Plan.Arguments.FunctionName;
  const fn = functionOf(pool);
  const described = { configuration: world.configuration, mappings: [] };
  const lambda = await startInvokeServer(
    { [functionName]: fn, [FUNCTION]: fn },
    { [functionName]: described, [world.configuration.FunctionName]: described },
  );
  const samples = new Map<string, { at: number; value: number }[]>();
  const metrics = await startMetrics((metric) => samples.get(keyOf(metric)) ?? []);
  const steps = await startStepFunctions({ arn: STATE_MACHINE, machine: world.machine(pool, REAL_CLOCK), definition });
  const stacks = await startStackOutputs({ Replaying: { Workflow: STATE_MACHINE, Function: FUNCTION } });
  return {
    functionName,
    environment: {
      AWS_REGION: 'eu-central-1',
      AWS_ACCESS_KEY_ID: DUMMY_CREDENTIALS.accessKeyId,
      AWS_SECRET_ACCESS_KEY: DUMMY_CREDENTIALS.secretAccessKey,
      AWS_ENDPOINT_URL_S3: world.s3.endpoint,
      AWS_ENDPOINT_URL_LAMBDA: lambda.endpoint,
      AWS_ENDPOINT_URL_SFN: steps.endpoint,
      AWS_ENDPOINT_URL_CLOUDFORMATION: stacks.endpoint,
      AWS_ENDPOINT_URL_CLOUDWATCH: metrics.endpoint,
    },
    /** Lets CloudWatch read the metrics in what functions have printed. */
    report(lines: readonly string[]): void {
      for (const { namespace, metric: name, dimensions, timestamp, values } of readEmbeddedMetrics(lines)) {
        const key = keyOf({ namespace, name, dimensions });
        const read = values.map((value) => ({ at: timestamp / 1000, value }));
        samples.set(key, [...(samples.get(key) ?? []), ...read]);
      }
    },
    close: () => Promise.all([lambda.close(), steps.close(), stacks.close(), metrics.close()]),
  };
}

/** The function of a pool, as Lambda serves it. */
export function functionOf(pool: FunctionPool): Invocable {
  return { invoke: (payload) => invoke(pool, payload) };
}

function keyOf({ namespace, name, dimensions }: MetricName): string {
  return JSON.stringify([namespace, name, Object.entries(dimensions).sort()]);
}

/** Lambda tells the caller of an error that the function threw. */
async function invoke(pool: FunctionPool, payload: unknown): Promise<unknown> {
  try {
    return await pool.invoke('', payload);
  } catch (error) {
    const { name, message } = error as Error;
    throw new FunctionFailure(message, { errorType: name, errorMessage: message, trace: '' });
  }
}
