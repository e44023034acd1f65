import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { closeServer, portOf } from '../process/ports';
import { answer, type MetricQuery, type Sent } from './metric-queries';

export interface LocalMetrics {
  /** For AWS_ENDPOINT_URL_CLOUDWATCH. */
  readonly endpoint: string;
  /** The number of queries of each request. */
  readonly requests: readonly number[];
  close(): Promise<void>;
}

export interface MetricsSettings {
  /** A page ends after so many values. */
  readonly pageSize?: number;
  /** True where the caller may not read metrics. */
  readonly isForbidden?: boolean;
}

interface Request {
  /** In seconds since 1970. */
  readonly StartTime: number;
  readonly EndTime: number;
  readonly NextToken?: string;
  readonly MetricDataQueries: readonly {
    readonly Id: string;
    readonly MetricStat: {
      readonly Period: number;
      readonly Stat: string;
      readonly Metric: {
        readonly Namespace: string;
        readonly MetricName: string;
        readonly Dimensions: readonly { readonly Name: string; readonly Value: string }[];
      };
    };
  }[];
}

const OPERATION = 'GraniteServiceVersion20100801.GetMetricData';
const MOST_QUERIES = 500;
const MOST_VALUES = 100_800;

class Refused extends Error {
  constructor(
    readonly type: string,
    message: string,
  ) {
    super(message);
  }
}

/**
 * Answers GetMetricData by CloudWatch's JSON protocol on loopback, for statistics of metrics.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html
 */
export async function startMetrics(sent: Sent, settings: MetricsSettings = {}): Promise<LocalMetrics> {
  const requests: number[] = [];
  const server = createServer(async (request, response) => {
    const send = (status: number, body: object) =>
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(body));
    try {
      requireSignature(request);
      const operation = request.headers['x-amz-target'];
      if (operation !== OPERATION) throw new Refused('UnknownOperationException', `not served: ${operation}`);
      if (settings.isForbidden) {
        throw new Refused('AccessDeniedException', 'not authorized to perform: cloudwatch:GetMetricData');
      }
      const asked: Request = JSON.parse(await bodyOf(request));
      requests.push(asked.MetricDataQueries.length);
      send(200, page(asked, sent, settings.pageSize ?? MOST_VALUES));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      send(400, { __type: `com.amazonaws.cloudwatch#${error.type}`, message: error.message });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    endpoint: `http://127.0.0.1:${portOf(server)}`,
    requests,
    close: () => closeServer(server),
  };
}

/** The newest values come first, a token where there are more of them. */
function page({ StartTime, EndTime, NextToken = '0', MetricDataQueries: asked }: Request, sent: Sent, size: number) {
  if (asked.length > MOST_QUERIES) throw new Refused('ValidationError', `more than ${MOST_QUERIES} queries`);
  const values = [...answer(asked.map(queryOf), sent)].flatMap(([id, series]) =>
    [...series]
      .filter(([begin]) => begin >= StartTime && begin < EndTime)
      .sort(([one], [other]) => other - one)
      .map(([begin, value]) => ({ id, begin, value })),
  );
  const first = Number(NextToken);
  const here = values.slice(first, first + size);
  const isLast = first + size >= values.length;
  return {
    MetricDataResults: asked.map(({ Id }) => {
      const own = here.filter(({ id }) => id === Id);
      return {
        ...{ Id, Label: Id, StatusCode: isLast ? 'Complete' : 'PartialData' },
        ...{ Timestamps: own.map(({ begin }) => begin), Values: own.map(({ value }) => value) },
      };
    }),
    ...(!isLast && { NextToken: String(first + size) }),
  };
}

function queryOf({ Id, MetricStat }: Request['MetricDataQueries'][number]): MetricQuery {
  const { Period, Stat, Metric } = MetricStat;
  const dimensions = Object.fromEntries(Metric.Dimensions.map(({ Name, Value }) => [Name, Value]));
  const metric = { namespace: Metric.Namespace, name: Metric.MetricName, dimensions };
  return { id: Id, period: Period, asked: { metric, statistic: Stat } };
}

/** The form of a Signature Version 4 with the service's signing name; with dummy keys there is no more to verify. */
function requireSignature({ headers }: IncomingMessage): void {
  const credential = 'Credential=[^/,]+/\\d{8}/[a-z0-9-]+/monitoring/aws4_request';
  const signature = new RegExp(`^AWS4-HMAC-SHA256 ${credential}, SignedHeaders=[^,]+, Signature=[0-9a-f]{64}$`);
  if (!signature.test(headers.authorization ?? '') || !headers['x-amz-date']) {
    throw new Refused('MissingAuthenticationToken', 'the request is not signed for monitoring');
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
