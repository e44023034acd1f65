import { type LocalMetrics, startMetrics } from './metrics-server';

const AUTHORIZATION = `AWS4-HMAC-SHA256 Credential=key/20260413/eu-central-1/monitoring/aws4_request, SignedHeaders=host, Signature=${'0'.repeat(64)}`;
const HOUR = 3600;
const BYTES = { namespace: 'N', name: 'Bytes', dimensions: { FunctionName: 'f' } };

let server: LocalMetrics;
afterEach(() => server.close());

const served = async (settings = {}) => {
  const samples = [0, 1, HOUR, 2 * HOUR, 3 * HOUR].map((at, index) => ({ at, value: 10 ** index }));
  server = await startMetrics((metric) => (metric.name === BYTES.name ? samples : []), settings);
};

async function ask(
  request: object,
  { operation = 'GetMetricData', authorization = AUTHORIZATION } = {},
): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await fetch(server.endpoint, {
    method: 'POST',
    headers: {
      authorization,
      'x-amz-date': '20260413T073000Z',
      'x-amz-target': `GraniteServiceVersion20100801.${operation}`,
    },
    body: JSON.stringify(request),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

const query = (Id: string, MetricName: string) => ({
  Id,
  MetricStat: {
    Metric: { Namespace: 'N', MetricName, Dimensions: [{ Name: 'FunctionName', Value: 'f' }] },
    ...{ Period: HOUR, Stat: 'Sum' },
  },
});

const asked = { StartTime: 0, EndTime: 3 * HOUR, MetricDataQueries: [query('a', 'Bytes'), query('b', 'Others')] };

test('a statistic has a value for each period that was asked for, the newest first', async () => {
  await served();
  const { body } = await ask(asked);
  expect(body).toEqual({
    MetricDataResults: [
      { Id: 'a', Label: 'a', StatusCode: 'Complete', Timestamps: [2 * HOUR, HOUR, 0], Values: [1000, 100, 11] },
      { Id: 'b', Label: 'b', StatusCode: 'Complete', Timestamps: [], Values: [] },
    ],
  });
  expect(server.requests).toEqual([2]);
});

test('a token leads to the values that have no room', async () => {
  await served({ pageSize: 2 });
  const { body } = await ask(asked);
  expect(body).toMatchObject({ MetricDataResults: [{ StatusCode: 'PartialData', Values: [1000, 100] }, {}] });
  const rest = await ask({ ...asked, NextToken: body.NextToken });
  expect(rest.body).toMatchObject({ MetricDataResults: [{ StatusCode: 'Complete', Values: [11] }, {}] });
  expect(rest.body.NextToken).toBeUndefined();
});

test.each([
  ['another operation', {}, { operation: 'ListMetrics' }, 'UnknownOperationException'],
  ['a request that is not signed for it', {}, { authorization: 'none' }, 'MissingAuthenticationToken'],
  ['a caller without the right to it', { isForbidden: true }, {}, 'AccessDeniedException'],
])('%s is refused', async (_, settings, how, type) => {
  await served(settings);
  const { status, body } = await ask(asked, how);
  expect([status, body.__type]).toEqual([400, `com.amazonaws.cloudwatch#${type}`]);
});

test('more queries than CloudWatch takes are refused', async () => {
  await served();
  const queries = Array.from({ length: 501 }, (__, index) => query(`m${index}`, 'Bytes'));
  expect((await ask({ ...asked, MetricDataQueries: queries })).body.__type).toMatch(/#ValidationError$/);
});
