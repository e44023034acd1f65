import { requestHandler } from './clients';

/** A metric, and the statistic that is asked for. */
export interface AskedMetric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly statistic: 'Sum' | 'Average';
}

/** A time from which, and one before which, in milliseconds since 1970. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** The value of each hour that has one, by the millisecond that the hour begins with. */
export type Hours = ReadonlyMap<number, number>;

export const HOUR_MS = 3_600_000;

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html */
const MOST_QUERIES = 500;

interface Answer {
  readonly NextToken?: string;
  readonly MetricDataResults?: readonly {
    readonly Id: string;
    readonly StatusCode?: string;
    /** In seconds since 1970. */
    readonly Timestamps?: readonly number[];
    readonly Values?: readonly number[];
    readonly Messages?: readonly { readonly Value?: string }[];
  }[];
}

/** @returns of each metric, in their order, its hours */
export async function hourly(metrics: readonly AskedMetric[], { from, to }: Span): Promise<Hours[]> {
  const call = await signedCalls();
  const found = metrics.map(() => new Map<number, number>());
  for (let first = 0; first < metrics.length; first += MOST_QUERIES) {
    const queries = metrics.slice(first, first + MOST_QUERIES).map((metric, index) => queryOf(metric, first + index));
    let token: string | undefined;
    do {
      const request = { MetricDataQueries: queries, StartTime: from / 1000, EndTime: to / 1000, NextToken: token };
      const { MetricDataResults: results = [], NextToken } = (await call('GetMetricData', request)) as Answer;
      for (const { Id, StatusCode, Timestamps = [], Values = [], Messages = [] } of results) {
        if (StatusCode === 'Forbidden' || StatusCode === 'InternalError') {
          throw new Error(`${StatusCode}: ${Messages.map(({ Value }) => Value).join('; ')}`);
        }
        const hours = found[Number(Id.slice(1))];
        for (const [index, seconds] of Timestamps.entries()) {
          hours?.set(seconds * 1000, Values[index] ?? 0);
        }
      }
      token = NextToken;
    } while (token !== undefined);
  }
  return found;
}

function queryOf({ namespace, name, dimensions, statistic }: AskedMetric, index: number): object {
  const Dimensions = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
  const Metric = { Namespace: namespace, MetricName: name, Dimensions };
  return { Id: `m${index}`, MetricStat: { Metric, Period: HOUR_MS / 1000, Stat: statistic } };
}

/**
 * Calls of CloudWatch by its JSON protocol. Its client would be one more in the bundle for one call: that of AWS Lambda, which
 * is there anyway, knows credentials, Region, partition and configured endpoints just as well, and signs for any service.
 */
async function signedCalls(): Promise<(operation: string, request: object) => Promise<unknown>> {
  const { LambdaClient } = await import('@aws-sdk/client-lambda');
  const { config } = new LambdaClient({ requestHandler, serviceId: 'CloudWatch' });
  const region = await config.region();
  const configured = await config.serviceConfiguredEndpoint?.();
  const usual = async () => {
    const [UseFIPS, UseDualStack] = [await config.useFipsEndpoint(), await config.useDualstackEndpoint()];
    const { url } = config.endpointProvider({ Region: region, UseFIPS, UseDualStack });
    return url.href.replace('//lambda', '//monitoring');
  };
  const url = new URL(configured ?? (await usual()));
  const scheme = { name: 'sigv4', signingName: 'monitoring', signingRegion: region, properties: {} };
  const signer = await config.signer(scheme);
  return async (operation, request) => {
    const signed = await signer.sign({
      ...{ method: 'POST', protocol: url.protocol, hostname: url.hostname, path: url.pathname, query: {} },
      ...(url.port !== '' && { port: Number(url.port) }),
      headers: {
        host: url.host,
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': `GraniteServiceVersion20100801.${operation}`,
      },
      body: JSON.stringify(request),
    });
    const { response } = await config.requestHandler.handle(signed);
    const chunks: Uint8Array[] = [];
    for await (const chunk of response.body) {
      chunks.push(chunk);
    }
    const text = Buffer.concat(chunks).toString();
    if (response.statusCode !== 200) {
      throw refusal(response.statusCode, text);
    }
    return JSON.parse(text);
  };
}

/** The error of an answer, as the AWS SDK's clients throw it. */
function refusal(status: number, text: string): Error {
  let said: { readonly __type?: string; readonly message?: string; readonly Message?: string } = {};
  try {
    said = JSON.parse(text);
  } catch {
    // not an answer of the service
  }
  const { __type: type = `HTTP status ${status}`, message, Message } = said;
  const error = new Error(message ?? Message ?? text.slice(0, 200));
  return Object.assign(error, { name: type.split('#').at(-1), $metadata: { httpStatusCode: status } });
}
