import { type StackOutputs, startStackOutputs } from '../../../local/cloudformation/stack-outputs-server';
import type { MetricName } from '../../../local/cloudwatch/metric-queries';
import { type MetricsSettings, startMetrics } from '../../../local/cloudwatch/metrics-server';
import type { DescribedFunction } from '../../../local/lambda/described-functions';
import { startInvokeServer } from '../../../local/lambda/invoke-server';
import { DUMMY_CREDENTIALS } from '../../../local/secrets-manager/secrets-manager';

/** A value of a metric. */
export interface SentValue extends MetricName {
  /** In milliseconds since 1970. */
  readonly at: number;
  readonly value: number;
}

/** The functions that are deployed, and the values that they have sent to CloudWatch. */
export interface Deployment {
  readonly functions: Readonly<Record<string, DescribedFunction>>;
  readonly sent: readonly SentValue[];
  readonly outputs?: StackOutputs;
  readonly metrics?: MetricsSettings;
}

/** Starts the services that know of a deployment, and lets the environment of this process lead to them. */
export async function deploy({ functions, sent, outputs = {}, metrics }: Deployment) {
  const byMetric = new Map<string, { at: number; value: number }[]>();
  for (const { at, value, ...metric } of sent) {
    const key = keyOf(metric);
    byMetric.set(key, [...(byMetric.get(key) ?? []), { at: at / 1000, value }]);
  }
  const cloudWatch = await startMetrics((metric) => byMetric.get(keyOf(metric)) ?? [], metrics);
  const lambda = await startInvokeServer({}, functions);
  const stacks = await startStackOutputs(outputs);
  const before = { ...process.env };
  Object.assign(process.env, {
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: DUMMY_CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: DUMMY_CREDENTIALS.secretAccessKey,
    AWS_ENDPOINT_URL_CLOUDWATCH: cloudWatch.endpoint,
    AWS_ENDPOINT_URL_LAMBDA: lambda.endpoint,
    AWS_ENDPOINT_URL_CLOUDFORMATION: stacks.endpoint,
  });
  return {
    /** The number of queries of each request. */
    requests: cloudWatch.requests,
    async remove(): Promise<void> {
      for (const name of Object.keys(process.env).filter((each) => each.startsWith('AWS_'))) {
        delete process.env[name];
      }
      Object.assign(process.env, before);
      await Promise.all([cloudWatch.close(), lambda.close(), stacks.close()]);
    },
  };
}

function keyOf({ namespace, name, dimensions }: MetricName): string {
  return JSON.stringify([namespace, name, Object.entries(dimensions).sort()]);
}
