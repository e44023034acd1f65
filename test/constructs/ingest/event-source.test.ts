import { Template } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sources from 'aws-cdk-lib/aws-lambda-event-sources';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { CfnParameter, Duration, Lazy, type Stack, Token } from 'aws-cdk-lib/core';
import { KafkaConsumptionMode, KafkaToS3FilesIngest, type KafkaToS3FilesIngestProps, PollerMode } from '../../../src';
import { Surroundings } from '../kafka/clusters';
import { actionsOf, newCluster, newStack, newVpc, statements, warnings } from '../support/stacks';

let stack: Stack;
beforeEach(() => {
  stack = newStack();
});

function ingest(props: Partial<KafkaToS3FilesIngestProps> = {}): KafkaToS3FilesIngest {
  const vpc = newVpc(stack);
  return new KafkaToS3FilesIngest(stack, 'Ingest', { vpc, cluster: newCluster(stack), topic: 'events', ...props });
}

function mapping(): Record<string, unknown> {
  const [resource] = Object.values(Template.fromStack(stack).findResources('AWS::Lambda::EventSourceMapping'));
  return resource?.Properties;
}

function environment(): Record<string, string> {
  const functions = Object.values(Template.fromStack(stack).findResources('AWS::Lambda::Function'));
  return functions.find(({ Properties }) => Properties.FileSystemConfigs)?.Properties.Environment.Variables;
}

describe('the event source mapping', () => {
  test('takes every option', () => {
    ingest({
      startingPosition: lambda.StartingPosition.AT_TIMESTAMP,
      startingPositionTimestamp: 1_700_000_000,
      batchSize: 1000,
      maxBatchingWindow: Duration.seconds(5),
      consumerGroupId: 'files',
      enabled: false,
      provisionedPollerConfig: { minimumPollers: 2, maximumPollers: 3, pollerGroupName: 'shared' },
      filters: [lambda.FilterCriteria.filter({ value: { kind: lambda.FilterRule.isEqual('order') } })],
      filterEncryption: new kms.Key(stack, 'Key'),
      onFailure: new sources.SqsDlq(new sqs.Queue(stack, 'Failed')),
      bisectBatchOnError: true,
      retryAttempts: 3,
      maxRecordAge: Duration.hours(1),
      metricsConfig: { metrics: [lambda.MetricType.KAFKA_METRICS] },
      logLevel: lambda.EventSourceMappingLogLevel.WARN,
    });
    expect(mapping()).toMatchObject({
      StartingPosition: 'AT_TIMESTAMP',
      StartingPositionTimestamp: 1_700_000_000,
      BatchSize: 1000,
      MaximumBatchingWindowInSeconds: 5,
      SelfManagedKafkaEventSourceConfig: { ConsumerGroupId: 'files' },
      Enabled: false,
      ProvisionedPollerConfig: { MinimumPollers: 2, MaximumPollers: 3, PollerGroupName: 'shared' },
      FilterCriteria: { Filters: [{ Pattern: '{"value":{"kind":["order"]}}' }] },
      KmsKeyArn: expect.anything(),
      DestinationConfig: { OnFailure: { Destination: expect.anything() } },
      BisectBatchOnFunctionError: true,
      MaximumRetryAttempts: 3,
      MaximumRecordAgeInSeconds: 3600,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      MetricsConfig: { Metrics: ['KafkaMetrics'] },
      LoggingConfig: { SystemLogLevel: 'WARN' },
    });
    expect(warnings(stack)).toEqual([expect.stringContaining('pollerGroupWithoutVpc')]);
  });

  test('takes the schema registry of Confluent, whose secret the function may read', () => {
    const secret = new secretsmanager.Secret(stack, 'Registry');
    ingest({
      schemaRegistryConfig: new sources.ConfluentSchemaRegistry({
        schemaRegistryUri: 'https://registry.example.com',
        authenticationType: lambda.KafkaSchemaRegistryAccessConfigType.BASIC_AUTH,
        secret,
        eventRecordFormat: lambda.EventRecordFormat.SOURCE,
        schemaValidationConfigs: [{ attribute: lambda.KafkaSchemaValidationAttribute.VALUE }],
      }),
    });
    expect(mapping().SelfManagedKafkaEventSourceConfig).toMatchObject({
      SchemaRegistryConfig: { SchemaRegistryURI: 'https://registry.example.com', EventRecordFormat: 'SOURCE' },
    });
    expect(statements(stack)).toContainEqual(
      expect.objectContaining({
        Action: ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'],
        Resource: stack.resolve(secret.secretArn),
      }),
    );
  });

  test('takes the schema registry of AWS Glue, on Amazon MSK', () => {
    ingest({
      cluster: new Surroundings(stack).msk(),
      schemaRegistryConfig: new sources.GlueSchemaRegistry({
        schemaRegistryArn: 'arn:aws:glue:eu-central-1:123456789012:registry/orders',
        eventRecordFormat: lambda.EventRecordFormat.JSON,
        schemaValidationConfigs: [{ attribute: lambda.KafkaSchemaValidationAttribute.VALUE }],
      }),
    });
    expect(mapping().AmazonManagedKafkaEventSourceConfig).toMatchObject({
      SchemaRegistryConfig: { SchemaRegistryURI: 'arn:aws:glue:eu-central-1:123456789012:registry/orders' },
    });
    expect(statements(stack).flatMap(actionsOf)).toEqual(expect.arrayContaining(['glue:GetRegistry']));
  });

  test('reads a cluster on Amazon MSK by its ARN, each topic with grants of its own', () => {
    ingest({ cluster: new Surroundings(stack).msk(), topic: undefined, topics: ['orders', 'returns'] });
    expect(mapping()).toMatchObject({
      EventSourceArn: expect.stringContaining(':cluster/orders/'),
      Topics: ['orders'],
    });
    const topics = statements(stack).filter((one) => actionsOf(one).includes('kafka-cluster:ReadData'));
    expect(topics.map(({ Resource }) => String(Resource).split('/').pop())).toEqual(['orders', 'returns']);
  });
});

describe('pollers on demand', () => {
  const pollerMode = PollerMode.ON_DEMAND;

  test('are asked for by naming no number of pollers, and cannot answer for single records', () => {
    ingest({ pollerMode });
    expect(mapping().ProvisionedPollerConfig).toBeUndefined();
    expect(mapping().FunctionResponseTypes).toBeUndefined();
  });

  test('have the function fail as a whole where a record fails, lest that record be lost', () => {
    ingest({ pollerMode });
    expect(environment().BATCH_ANSWER).toBe('NOTHING');
  });

  test('so do pollers of its own that are told not to take partial answers', () => {
    ingest({ reportBatchItemFailures: false });
    expect(mapping().FunctionResponseTypes).toBeUndefined();
    expect(environment().BATCH_ANSWER).toBe('NOTHING');
  });

  test('by default the function answers for single records', () => {
    ingest();
    expect(mapping().FunctionResponseTypes).toEqual(['ReportBatchItemFailures']);
    expect(environment().BATCH_ANSWER).toBeUndefined();
  });

  test.each<[string, Partial<KafkaToS3FilesIngestProps>]>([
    ['provisionedPollerConfig', { provisionedPollerConfig: { maximumPollers: 2 } }],
    ['bisectBatchOnError', { bisectBatchOnError: true }],
    ['reportBatchItemFailures', { reportBatchItemFailures: true }],
    ['retryAttempts', { retryAttempts: 0 }],
    ['maxRecordAge', { maxRecordAge: Duration.hours(1) }],
    ['metricsConfig', { metricsConfig: { metrics: [lambda.MetricType.EVENT_COUNT] } }],
    ['logLevel', { logLevel: lambda.EventSourceMappingLogLevel.INFO }],
    [
      'schemaRegistryConfig',
      {
        schemaRegistryConfig: new sources.GlueSchemaRegistry({
          schemaRegistryArn: 'arn:aws:glue:eu-central-1:123456789012:registry/orders',
          eventRecordFormat: lambda.EventRecordFormat.JSON,
          schemaValidationConfigs: [],
        }),
      },
    ],
  ])('cannot have %s', (name, props) => {
    expect(() => ingest({ pollerMode, ...props })).toThrow(
      `'${name}' cannot be had from pollers on demand: leave out 'pollerMode', or leave out the former`,
    );
  });

  test('may say that they have none of it', () => {
    expect(() => ingest({ pollerMode, bisectBatchOnError: false, reportBatchItemFailures: false })).not.toThrow();
  });

  test('inside a VPC get a warning that names what they must reach', () => {
    ingest({ pollerMode, cluster: new Surroundings(stack).msk() });
    expect(warnings(stack)).toContainEqual(
      expect.stringMatching(
        /with pollers on demand, which need a way out of it: .* AWS Lambda, AWS STS and, if there are credentials, AWS Secrets Manager .*onDemandPollersInVpc/,
      ),
    );
  });

  test('on the internet get none', () => {
    ingest({ pollerMode });
    expect(warnings(stack).filter((text) => text.includes('onDemandPollersInVpc'))).toEqual([]);
  });

  test('nor do pollers of its own inside a VPC', () => {
    ingest({ cluster: new Surroundings(stack).msk() });
    expect(warnings(stack).filter((text) => text.includes('onDemandPollersInVpc'))).toEqual([]);
  });
});

describe('a starting time', () => {
  const from = (startingPositionTimestamp: number) =>
    ingest({ startingPosition: lambda.StartingPosition.AT_TIMESTAMP, startingPositionTimestamp });

  test.each([
    ['has not come yet', 4_102_444_799, 'is 2099-12-31T23:59:59.000Z, which has not come yet, and AWS Lambda takes no'],
    ['was probably given in another unit', 29_601_120, 'is 1970-12-09T14:32:00.000Z, and hardly any record is as old'],
  ])('that %s gets a warning', (_, seconds, text) => {
    from(seconds);
    expect(warnings(stack)).toEqual([expect.stringContaining(text)]);
  });

  test.each([1_000_000_000, 1_776_067_200])('of the past gets none: %s', (seconds) => {
    from(seconds);
    expect(warnings(stack)).toEqual([]);
  });
});

describe('what was given up', () => {
  const retryAttempts = 3;

  test.each<[string, () => lambda.IEventSourceDlq, string]>([
    ['a queue', () => new sources.SqsDlq(new sqs.Queue(stack, 'To')), 'sqs:SendMessage'],
    ['a topic of Amazon SNS', () => new sources.SnsDlq(new sns.Topic(stack, 'To')), 'sns:Publish'],
    ['a bucket', () => new sources.S3OnFailureDestination(new s3.Bucket(stack, 'To')), 's3:PutObject'],
  ])('goes to %s, which the function may write', (_, onFailure, action) => {
    ingest({ onFailure: onFailure(), retryAttempts });
    expect(mapping().DestinationConfig).toEqual({ OnFailure: { Destination: expect.anything() } });
    expect(statements(stack).flatMap(actionsOf)).toContain(action);
  });

  test('goes to a Kafka topic, which AWS IAM lets the function write', () => {
    ingest({ cluster: new Surroundings(stack).msk(), onFailure: new sources.KafkaDlq('failed'), retryAttempts });
    expect(mapping().DestinationConfig).toEqual({ OnFailure: { Destination: 'kafka://failed' } });
    const writing = statements(stack).filter((one) => actionsOf(one).includes('kafka-cluster:WriteData'));
    expect(writing.map(({ Resource }) => String(Resource))).toEqual([expect.stringMatching(/:topic\/.*\/failed$/)]);
  });

  test('goes to a Kafka topic that only the deployment knows', () => {
    const failed = new CfnParameter(stack, 'Failed').valueAsString;
    ingest({ onFailure: new sources.KafkaDlq(`kafka://${failed}`), retryAttempts });
    expect(mapping().DestinationConfig).toEqual({
      OnFailure: { Destination: { 'Fn::Join': ['', ['kafka://', { Ref: 'Failed' }]] } },
    });
  });

  test('cannot go to the topic that it came from', () => {
    expect(() => ingest({ onFailure: new sources.KafkaDlq('events') })).toThrow(
      "topic 'events' is both read and given to 'onFailure', so that what failed would be read again and again",
    );
  });

  test('cannot go to a Kafka topic by pollers on demand', () => {
    const onFailure = new sources.KafkaDlq('failed');
    expect(() => ingest({ onFailure, pollerMode: PollerMode.ON_DEMAND })).toThrow(
      "a Kafka topic was given to 'onFailure', to which provisioned pollers alone write: give a queue, a topic of Amazon SNS or a bucket, or leave out 'pollerMode'",
    );
  });

  describe('a queue or a topic', () => {
    const queue = (name: string, place = 'eu-central-1:123456789012') =>
      new sources.SqsDlq(sqs.Queue.fromQueueArn(stack, 'Far', `arn:aws:sqs:${place}:${name}`));
    beforeEach(() => {
      stack = newStack(undefined, undefined, { env: { account: '123456789012', region: 'eu-central-1' } });
    });

    test.each<[string, () => lambda.IEventSourceDlq]>([
      ['queue', () => new sources.SqsDlq(new sqs.Queue(stack, 'To', { fifo: true }))],
      ['queue that is imported', () => queue('failed.fifo')],
      ['topic', () => new sources.SnsDlq(new sns.Topic(stack, 'To', { fifo: true }))],
    ])('that is FIFO is refused: a %s', (_, onFailure) => {
      expect(() => ingest({ onFailure: onFailure(), retryAttempts })).toThrow('is a FIFO queue or topic');
    });

    test('of another Region is refused', () => {
      expect(() => ingest({ onFailure: queue('failed', 'us-west-2:123456789012'), retryAttempts })).toThrow(
        "'Stack/Far', which was given to 'onFailure', is in region 'us-west-2' and the function would be in 'eu-central-1'",
      );
    });

    test('of another account gets a warning of what it must allow', () => {
      ingest({ onFailure: queue('failed', 'eu-central-1:999999999999'), retryAttempts });
      expect(warnings(stack)).toEqual([expect.stringContaining("is in account '999999999999'")]);
    });
  });

  test.each([undefined, -1])('comes after 10 retries where they have no end (%s), which a warning says', (attempts) => {
    ingest({ onFailure: new sources.KafkaDlq('failed'), retryAttempts: attempts });
    expect(warnings(stack)).toEqual([
      expect.stringMatching(/retries without an end, which AWS Lambda ends after 10: .*onFailureCapsRetries/),
    ]);
  });

  test.each<[string, Partial<KafkaToS3FilesIngestProps>]>([
    ['retryAttempts', { retryAttempts: 0 }],
    ['maxRecordAge', { maxRecordAge: Duration.days(1) }],
  ])('by %s is lost without onFailure, which a warning says', (name, props) => {
    ingest(props);
    expect(warnings(stack)).toEqual([
      expect.stringContaining(`gives up on records by '${name}', and then they are lost: give 'onFailure'`),
    ]);
  });
});

describe('refused', () => {
  const filter = (pattern: unknown) => ({ filters: [{ pattern }] });

  test.each<[string, Partial<KafkaToS3FilesIngestProps>, string]>([
    ['a batch of 0 records', { batchSize: 0 }, 'batchSize 0 cannot be used: give a whole number from 1 to 10000'],
    ['a batch of 10001 records', { batchSize: 10_001 }, 'batchSize 10001 cannot be used'],
    [
      'a window of over 5 minutes',
      { maxBatchingWindow: Duration.seconds(301) },
      'maxBatchingWindow of 301 seconds cannot be used: give whole seconds from 0 to 300',
    ],
    ['a window of half a second', { maxBatchingWindow: Duration.millis(500) }, 'maxBatchingWindow of 0.5 seconds'],
    [
      'no poller',
      { provisionedPollerConfig: { minimumPollers: 0 } },
      'minimumPollers 0 cannot be used: give a whole number from 1 to 200',
    ],
    ['201 pollers at least', { provisionedPollerConfig: { minimumPollers: 201 } }, 'minimumPollers 201'],
    [
      '2001 pollers',
      { provisionedPollerConfig: { maximumPollers: 2001 } },
      'maximumPollers 2001 cannot be used: give a whole number from 1 to 2000',
    ],
    [
      'more pollers at least than at most',
      { provisionedPollerConfig: { minimumPollers: 3, maximumPollers: 2 } },
      'minimumPollers 3 is more than maximumPollers 2',
    ],
    ['a poller group with spaces', { provisionedPollerConfig: { pollerGroupName: 'a b' } }, "pollerGroupName 'a b'"],
    ['a consumer group with spaces', { consumerGroupId: 'a b' }, "consumerGroupId 'a b' cannot be used"],
    ['a consumer group without a name', { consumerGroupId: '' }, "consumerGroupId '' cannot be used"],
    ['-2 retries', { retryAttempts: -2 }, 'retryAttempts -2 cannot be used: give a whole number from -1 to 10000'],
    ['10001 retries', { retryAttempts: 10_001 }, 'retryAttempts 10001 cannot be used'],
    [
      'an age below a minute',
      { maxRecordAge: Duration.seconds(59) },
      'maxRecordAge of 59 seconds cannot be used: give whole seconds from 60 to 604800',
    ],
    ['an age above a week', { maxRecordAge: Duration.days(8) }, 'maxRecordAge of 691200 seconds'],
    [
      'a start at a time that is not given',
      { startingPosition: lambda.StartingPosition.AT_TIMESTAMP },
      'startingPosition AT_TIMESTAMP was given without a time',
    ],
    [
      'a time that is not started from',
      { startingPositionTimestamp: 1_700_000_000 },
      "startingPositionTimestamp 1700000000 would be ignored: give 'startingPosition' AT_TIMESTAMP",
    ],
    [
      'a time before 1970',
      { startingPosition: lambda.StartingPosition.AT_TIMESTAMP, startingPositionTimestamp: -1 },
      'startingPositionTimestamp -1 cannot be used: give a whole number of at least 1',
    ],
    [
      'a time in milliseconds',
      { startingPosition: lambda.StartingPosition.AT_TIMESTAMP, startingPositionTimestamp: 1_776_067_200_000 },
      'startingPositionTimestamp 1776067200000 is 2026-04-13T08:00:00.000Z in milliseconds, and Unix seconds are asked for: give 1776067200',
    ],
    [
      'a time that is surely to come',
      { startingPosition: lambda.StartingPosition.AT_TIMESTAMP, startingPositionTimestamp: 4_102_444_800 },
      'startingPositionTimestamp 4102444800 is 2100-01-01T00:00:00.000Z, and AWS Lambda takes no time in the future',
    ],
    [
      'a metric twice',
      { metricsConfig: { metrics: [lambda.MetricType.EVENT_COUNT, lambda.MetricType.EVENT_COUNT] } },
      "'metricsConfig' names metric 'EventCount' twice",
    ],
    ['a level that pollers have not', { logLevel: 'ERROR' as never }, 'logLevel is "ERROR": give EventSourceMapping'],
    [
      'a schema registry by its name',
      {
        schemaRegistryConfig: new sources.GlueSchemaRegistry({
          schemaRegistryArn: 'orders',
          eventRecordFormat: lambda.EventRecordFormat.JSON,
          schemaValidationConfigs: [{ attribute: lambda.KafkaSchemaValidationAttribute.VALUE }],
        }),
      },
      "schemaRegistryArn 'orders' of 'schemaRegistryConfig' is no ARN of a registry",
    ],
    ['metrics without a metric', { metricsConfig: { metrics: [] } }, "'metricsConfig' names no metric"],
    ['no filter', { filters: [] }, '0 filters were given: give 1 to 10'],
    ['11 filters', { filters: Array.from({ length: 11 }, () => ({ pattern: '{}' })) }, '11 filters were given'],
    [
      'a filter that was not made to be one',
      { filters: [{ value: { kind: ['order'] } }] },
      `filter 0 has no 'pattern', it is {"value":{"kind":["order"]}}: make it with 'lambda.FilterCriteria.filter'`,
    ],
    ['a pattern that is no JSON', filter('{value}'), "the pattern of filter 0 is no JSON object: '{value}'"],
    ['a pattern that is no object', filter('["value"]'), 'the pattern of filter 0 is no JSON object'],
    [
      'a filter by the key of records',
      filter('{"key":[{"prefix":"tenant-1"}]}'),
      "the pattern of filter 0 asks for 'key', but Lambda filters records of Kafka by 'value' only: put what",
    ],
    ['a filter by the key beside the value', filter('{"value":["a"],"key":["b"]}'), "asks for 'key'"],
    ['a filter by the key as an alternative', filter('{"$or":[{"value":["a"]},{"key":["b"]}]}'), "asks for '$or.key'"],
    [
      'a pattern that ends in a text',
      filter('{"value":{"a":{"b":"c"}}}'),
      `"c" at 'value.a.b', where Lambda takes a list`,
    ],
    [
      'a pattern that ends in null',
      filter('{"value":null}'),
      "null at 'value', where Lambda takes a list only: give [null]",
    ],
    [
      'a pattern that ends in an empty list',
      filter('{"value":{"a":[]}}'),
      "an empty list at 'value.a', which no record",
    ],
    ['a pattern without an end', filter('{"value":{"a":{}}}'), "an empty object at 'value.a', which Lambda"],
    ['a pattern without anything', filter('{}'), 'the pattern of filter 0 is empty'],
    [
      'alternatives that are no list',
      filter('{"value":{"$or":{"a":["b"]}}}'),
      `{"a":["b"]} at 'value.$or', and alternatives`,
    ],
    ['an alternative that ends in a text', filter('{"value":{"$or":[{"a":"b"}]}}'), `"b" at 'value.$or.a'`],
    [
      'a pattern that is too long',
      filter(`{"value":["${'a'.repeat(4096)}"]}`),
      'the pattern of filter 0 has 4110 characters, and Lambda takes 4096',
    ],
    [
      'a timeout of over 14 minutes',
      { timeout: Duration.minutes(15) },
      'timeout of 15 minutes is too long, an event source mapping of Kafka waits 14 minutes: give that at most',
    ],
  ])('%s', (_, props, message) => {
    expect(() => ingest(props)).toThrow(message);
  });

  test('a key for filters without filters', () => {
    const filterEncryption = new kms.Key(stack, 'Key');
    expect(() => ingest({ filterEncryption })).toThrow(
      "'filterEncryption' was given, but there is no filter to encrypt",
    );
  });
});

test.each([
  '{"value":["text"]}',
  '{"value":{"kind":["order",{"prefix":"re"},{"exists":false},null],"total":[{"numeric":[">",0]}]}}',
  '{"value":{"$or":[{"kind":["order"]},{"deep":{"kind":[""]}}]}}',
  '{"$or":[{"value":["a"]},{"value":{"kind":["b"]}}]}',
])('the filter %s is taken', (pattern) => {
  ingest({ filters: [{ pattern }] });
  expect(mapping().FilterCriteria).toEqual({ Filters: [{ Pattern: pattern }] });
});

test('what only the deployment knows is let through', () => {
  const number = (name: string) => new CfnParameter(stack, name, { type: 'Number' }).valueAsNumber;
  ingest({
    batchSize: number('BatchSize'),
    maxBatchingWindow: Duration.seconds(number('Window')),
    consumerGroupId: new CfnParameter(stack, 'Group').valueAsString,
    retryAttempts: number('Retries'),
    maxRecordAge: Duration.seconds(number('Age')),
    provisionedPollerConfig: { minimumPollers: number('Least'), maximumPollers: number('Most') },
    filters: [{ pattern: new CfnParameter(stack, 'Pattern').valueAsString }],
    startingPosition: lambda.StartingPosition.AT_TIMESTAMP,
    startingPositionTimestamp: Token.asNumber(Lazy.any({ produce: () => ({ Ref: 'Start' }) })),
    timeout: Duration.seconds(number('Timeout')),
    onFailure: new sources.KafkaDlq('failed'),
  });
  expect(mapping()).toMatchObject({
    BatchSize: { Ref: 'BatchSize' },
    MaximumBatchingWindowInSeconds: { Ref: 'Window' },
    SelfManagedKafkaEventSourceConfig: { ConsumerGroupId: { Ref: 'Group' } },
    MaximumRetryAttempts: { Ref: 'Retries' },
    MaximumRecordAgeInSeconds: { Ref: 'Age' },
    ProvisionedPollerConfig: { MinimumPollers: { Ref: 'Least' }, MaximumPollers: { Ref: 'Most' } },
    FilterCriteria: { Filters: [{ Pattern: { Ref: 'Pattern' } }] },
    StartingPositionTimestamp: { Ref: 'Start' },
  });
});

describe('with a share group', () => {
  const queue = { consumptionMode: KafkaConsumptionMode.QUEUE };

  test('the mapping says so beside its group, and neither where to begin nor how long to wait', () => {
    ingest({ ...queue, consumerGroupId: 'files' });
    expect(mapping()).toMatchObject({
      SelfManagedKafkaEventSourceConfig: { ConsumerGroupId: 'files', ConsumptionMode: 'Queue' },
      BatchSize: 10_000,
    });
    expect(mapping()).not.toHaveProperty('StartingPosition');
    expect(mapping()).not.toHaveProperty('MaximumBatchingWindowInSeconds');
  });

  test('the mapping says so without a group, too', () => {
    ingest(queue);
    expect(mapping()).toMatchObject({ SelfManagedKafkaEventSourceConfig: { ConsumptionMode: 'Queue' } });
  });

  test('a warning names the settings of the group by which records get lost', () => {
    ingest(queue);
    expect(warnings(stack)).toContainEqual(
      expect.stringMatching(/shareGroupDecides|share\.auto\.offset\.reset.*group\.share\.delivery\.count\.limit/),
    );
  });

  test.each<[Partial<KafkaToS3FilesIngestProps>, string]>([
    [
      { startingPosition: lambda.StartingPosition.LATEST },
      "'startingPosition' cannot be had with consumptionMode QUEUE",
    ],
    [{ maxBatchingWindow: Duration.seconds(5) }, "'maxBatchingWindow' cannot be had with consumptionMode QUEUE"],
  ])('%j is refused', (props, message) => {
    expect(() => ingest({ ...queue, ...props })).toThrow(message);
  });

  test('Amazon MSK is refused', () => {
    expect(() => ingest({ ...queue, cluster: new Surroundings(stack).msk() })).toThrow(
      'consumptionMode QUEUE was given for a cluster on Amazon MSK',
    );
  });
});

test('the consumption mode that Lambda has anyway can be given', () => {
  ingest({ consumptionMode: KafkaConsumptionMode.STREAM, startingPosition: lambda.StartingPosition.LATEST });
  expect(mapping()).toMatchObject({ SelfManagedKafkaEventSourceConfig: { ConsumptionMode: 'Stream' } });
});
