import { Template } from 'aws-cdk-lib/assertions';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { CfnParameter, Duration, Stack } from 'aws-cdk-lib/core';
import {
  KafkaToS3FilesIngest,
  type KafkaToS3FilesIngestProps,
  PollerMode,
  type SizeClassMetricOptions,
  type TopicMetricOptions,
} from '../../../src';
import { newCluster, newStack, newVpc } from '../support/stacks';

let stack: Stack;
beforeEach(() => {
  stack = newStack();
});

function ingest(props: Partial<KafkaToS3FilesIngestProps> = {}): KafkaToS3FilesIngest {
  const [vpc, cluster] = [newVpc(stack), newCluster(stack)];
  return new KafkaToS3FilesIngest(stack, 'Ingest', { vpc, cluster, topic: 'events', ...props });
}

const SEVERAL = { topic: undefined, topics: ['orders', 'returns'] };

describe('a metric of the function', () => {
  test.each([
    ['metricFilesWritten', 'FilesWritten', 'Sum'],
    ['metricRecordsWritten', 'RecordsWritten', 'Sum'],
    ['metricBytesWritten', 'BytesWritten', 'Sum'],
    ['metricRecordsFailed', 'RecordsFailed', 'Sum'],
    ['metricUnwritable', 'RecordsUnwritable', 'Sum'],
    ['metricWriteLatency', 'WriteLatencyMs', 'p99'],
  ] as const)('%s is of this ingest alone, of all size classes or of one', (method, metricName, statistic) => {
    const made = ingest({ metricsNamespace: 'Mine' });
    const FunctionName = made.function.functionName;
    const common = { namespace: 'Mine', metricName, statistic, period: Duration.minutes(5) };
    expect(made[method]()).toMatchObject(common);
    expect(made[method]().dimensions).toEqual({ FunctionName });
    expect(made[method]({ sizeClass: 'small' })).toMatchObject(common);
    expect(made[method]({ sizeClass: 'small' }).dimensions).toEqual({ FunctionName, SizeClass: 'small' });
  });

  test('takes other options, and can be alarmed on from another stack', () => {
    const metric = ingest().metricWriteLatency({ statistic: 'p50', period: Duration.minutes(1) });
    expect(metric).toMatchObject({ statistic: 'p50', period: Duration.minutes(1) });
    const other = new Stack(Stack.of(stack).node.root, 'Other', {
      env: { account: stack.account, region: stack.region },
    });
    metric.createAlarm(other, 'Slow', { threshold: 100, evaluationPeriods: 1 });
    Template.fromStack(other).hasResourceProperties('AWS::CloudWatch::Alarm', {
      ExtendedStatistic: 'p50',
      Dimensions: [{ Name: 'FunctionName' }],
    });
  });

  test.each<[string, (made: KafkaToS3FilesIngest, dimensionsMap: Record<string, string>) => unknown]>([
    ['of the function', (made, dimensionsMap) => made.metricFilesWritten({ sizeClass: 'small', dimensionsMap })],
    ['of a mapping', (made, dimensionsMap) => made.metricOffsetLag({ dimensionsMap })],
    ['of the file system', ({ fileSystem }, dimensionsMap) => fileSystem.metricStorageBytes({ dimensionsMap })],
  ])('%s refuses dimensions, which would replace its own', (_, use) => {
    expect(() => use(ingest(), { Mine: 'a' })).toThrow(
      /^dimensionsMap {Mine} would replace the dimensions by which this is the metric of 'Stack\/.*': leave it out/,
    );
  });

  test.each<[string, (made: KafkaToS3FilesIngest) => unknown, string]>([
    [
      'of a class that does not exist',
      (made) => made.metricFilesWritten({ sizeClass: 'tiny' }),
      "[Stack/Ingest] size class 'tiny' does not exist, so that its metric 'FilesWritten' would never have a value: give 'small' or 'large', or leave 'sizeClass' out for all of them",
    ],
    [
      'of files that were written and have no class',
      (made) => made.metricWriteLatency({ sizeClass: 'unclassified' }),
      "size class 'unclassified' does not exist",
    ],
  ])('%s is an error at synth', (_, use, message) => {
    use(ingest());
    expect(() => Template.fromStack(stack)).toThrow(message);
  });

  test("of a class that is the ingest's own is none, nor is one of records without a class, nor a token", () => {
    const made = ingest({ sizeClasses: [{ name: 'tiny', prefix: 'tiny/' }] });
    made.metricFilesWritten({ sizeClass: 'tiny' });
    made.metricRecordsFailed({ sizeClass: 'unclassified' });
    made.metricUnwritable({ sizeClass: 'unclassified' });
    made.metricFilesWritten({ sizeClass: new CfnParameter(stack, 'Class').valueAsString });
    expect(() => Template.fromStack(stack)).not.toThrow();
  });

  test('of a class that is no text is refused at once', () => {
    const options = { sizeClass: 7 } as unknown as SizeClassMetricOptions;
    expect(() => ingest().metricFilesWritten(options)).toThrow('sizeClass is 7: give a string (at Stack/Ingest)');
  });
});

describe('the metrics of the event source mappings', () => {
  const METHODS = [
    ['metricOffsetLag', 'MaxOffsetLag', 'Maximum', 'MAX'],
    ['metricPolledEvents', 'PolledEventCount', 'Sum', 'SUM'],
    ['metricOffsetLagSum', 'SumOffsetLag', 'Maximum', 'SUM'],
    ['metricCommitErrors', 'CommitErrorCount', 'Sum', 'SUM'],
    ['metricEventPollerUnits', 'EventPollerUnit', 'Average', 'SUM'],
    ['metricPollingErrors', 'PollingErrorCount', 'Sum', 'SUM'],
    ['metricDroppedEvents', 'DroppedEventCount', 'Sum', 'SUM'],
    ['metricProvisionedPollers', 'ProvisionedPollers', 'Maximum', 'SUM'],
  ] as const;

  function rendered(metric: cloudwatch.IMetric): Record<string, unknown> {
    new cloudwatch.Alarm(stack, 'Alarm', { metric, threshold: 1, evaluationPeriods: 1 });
    const [alarm] = Object.values(Template.fromStack(stack).findResources('AWS::CloudWatch::Alarm'));
    return alarm?.Properties;
  }

  function dimension(made: KafkaToS3FilesIngest, index = 0) {
    const mapping = made.eventSourceMappings[index];
    return [{ Name: 'EventSourceMappingUUID', Value: stack.resolve(mapping?.eventSourceMappingId) }];
  }

  test('are published where nothing else is asked for', () => {
    ingest();
    Template.fromStack(stack).hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      MetricsConfig: { Metrics: ['EventCount', 'ErrorCount', 'KafkaMetrics'] },
    });
  });

  test('are not to be had from pollers on demand', () => {
    ingest({ pollerMode: PollerMode.ON_DEMAND });
    const [mapping] = Object.values(Template.fromStack(stack).findResources('AWS::Lambda::EventSourceMapping'));
    expect(mapping?.Properties).not.toHaveProperty('MetricsConfig');
  });

  test.each(METHODS)('%s is that of the mapping where there is one topic', (method, MetricName, Statistic) => {
    const made = ingest();
    expect(rendered(made[method]())).toMatchObject({
      ...{ Namespace: 'AWS/Lambda', MetricName, Statistic, Period: 300 },
      Dimensions: dimension(made),
    });
  });

  test.each(METHODS)('%s goes over all topics where there are several', (method, MetricName, Stat, over) => {
    const made = ingest(SEVERAL);
    const ID = expect.stringMatching(/^[a-z][a-zA-Z0-9_]*$/); // CloudWatch's rule
    const single = (index: number) => ({
      Id: ID,
      MetricStat: {
        Metric: { Namespace: 'AWS/Lambda', MetricName, Dimensions: dimension(made, index) },
        ...{ Period: 60, Stat },
      },
      ReturnData: false,
    });
    const metrics = rendered(made[method]({ period: Duration.minutes(1), label: 'behind' })).Metrics as {
      readonly Id: string;
    }[];
    const [first, second] = metrics.slice(1).map(({ Id }) => Id);
    expect(metrics).toEqual([
      { Id: 'expr_1', Expression: `${over}([${first}, ${second}])`, Label: 'behind', ReturnData: true },
      single(0),
      single(1),
    ]);
  });

  test('of several topics stand in one graph and one expression, also of two ingests and with two statistics', () => {
    const [vpc, cluster] = [newVpc(stack), newCluster(stack)];
    const [one, two] = ['One', 'Two'].map(
      (id) =>
        new KafkaToS3FilesIngest(stack, id, {
          vpc,
          cluster,
          topics: [`${id}-a`, `${id}-b`],
        }),
    );
    const left = [
      one.metricOffsetLag(),
      one.metricOffsetLag({ statistic: 'Average' }),
      one.metricOffsetLag({ period: Duration.minutes(1) }),
      one.metricPolledEvents(),
      two.metricOffsetLag(),
      one.metricOffsetLag({ label: 'again' }),
    ];
    new cloudwatch.Dashboard(stack, 'Dashboard').addWidgets(new cloudwatch.GraphWidget({ left }));
    const usingMetrics = { lag: one.metricOffsetLag(), polled: one.metricPolledEvents() };
    new cloudwatch.MathExpression({ expression: 'lag / polled', usingMetrics }).createAlarm(stack, 'Ratio', {
      threshold: 1,
      evaluationPeriods: 1,
    });
    expect(() => Template.fromStack(stack)).not.toThrow();
  });

  test('may be those of one topic, also of one that only the deployment knows', () => {
    const topic = new CfnParameter(stack, 'Topic').valueAsString;
    const made = ingest({ topic: undefined, topics: ['orders', topic] });
    expect(made.topics).toEqual(['orders', topic]);
    expect(rendered(made.metricOffsetLag({ topic }))).toMatchObject({
      MetricName: 'MaxOffsetLag',
      Dimensions: dimension(made, 1),
    });
  });

  test('with pollers on demand, the lag is the one that Lambda keeps of every function', () => {
    const made = ingest({ pollerMode: PollerMode.ON_DEMAND, ...SEVERAL });
    expect(rendered(made.metricOffsetLag())).toMatchObject({
      ...{ Namespace: 'AWS/Lambda', MetricName: 'OffsetLag', Statistic: 'Maximum', Period: 300 },
      Dimensions: [{ Name: 'FunctionName', Value: stack.resolve(made.function.functionName) }],
    });
  });

  const only = (metric: lambda.MetricType) => ({ metricsConfig: { metrics: [metric] } });
  test.each<[string, Partial<KafkaToS3FilesIngestProps>, (made: KafkaToS3FilesIngest) => unknown, string]>([
    [
      'a topic that is not read',
      SEVERAL,
      (made) => made.metricOffsetLag({ topic: 'ordres' }),
      "topic 'ordres' is not read here: give 'orders' or 'returns', or leave 'topic' out for all (at Stack/Ingest)",
    ],
    [
      'a lag that was not asked for',
      only(lambda.MetricType.EVENT_COUNT),
      (made) => made.metricOffsetLag(),
      "metric 'MaxOffsetLag' is not published, since 'metricsConfig' has no 'KafkaMetrics'",
    ],
    [
      'errors that were not asked for',
      only(lambda.MetricType.KAFKA_METRICS),
      (made) => made.metricPollingErrors(),
      "metric 'PollingErrorCount' is not published, since 'metricsConfig' has no 'ErrorCount'",
    ],
    [
      'pollers of which there are none',
      { pollerMode: PollerMode.ON_DEMAND },
      (made) => made.metricProvisionedPollers(),
      "metric 'ProvisionedPollers' is published by provisioned pollers only, and this ingest has pollers on demand",
    ],
    [
      "the lag of one of several topics that Lambda doesn't tell apart",
      { pollerMode: PollerMode.ON_DEMAND, ...SEVERAL },
      (made) => made.metricOffsetLag({ topic: 'orders' }),
      "the lag of topic 'orders' alone cannot be told, since AWS Lambda keeps one for all 2 topics with pollers on demand",
    ],
    [
      'a topic that is no text',
      {},
      (made) => made.metricOffsetLag({ topic: 7 } as unknown as TopicMetricOptions),
      'topic is 7: give a string (at Stack/Ingest)',
    ],
  ])('%s is refused', (_, props, use, message) => {
    const made = ingest(props);
    expect(() => use(made)).toThrow(message);
  });

  test('pollers are counted whatever metrics are chosen', () => {
    expect(() => ingest(only(lambda.MetricType.EVENT_COUNT)).metricProvisionedPollers()).not.toThrow();
  });
});
