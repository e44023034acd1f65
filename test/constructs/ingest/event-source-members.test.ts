import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { SourceAccessType } from '@aws-sdk/client-lambda';
import { Template } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sources from 'aws-cdk-lib/aws-lambda-event-sources';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Duration, type Stack } from 'aws-cdk-lib/core';
import {
  KafkaAuthentication,
  KafkaConsumptionMode,
  KafkaToS3FilesIngest,
  type KafkaToS3FilesIngestProps,
} from '../../../src';
import { MSK_ARN, Surroundings } from '../kafka/clusters';
import { newStack, newVpc } from '../support/stacks';

/**
 * The members of the L1 that an ingest does not set, and the reasons. If this test fails with a newer aws-cdk-lib, pass
 * the new member through, or give the reason here.
 */
const NOT_PASSED: Readonly<Record<string, string>> = {
  documentDbEventSourceConfig: 'of Amazon DocumentDB',
  parallelizationFactor: 'of Amazon Kinesis and DynamoDB',
  queues: 'of Amazon MQ',
  scalingConfig: 'of Amazon SQS',
  tags: "set by 'Tags.of(ingest)', as on every resource",
  tumblingWindowInSeconds: 'of Amazon Kinesis and DynamoDB, for functions that aggregate',
};
const TYPES_NOT_PASSED: Readonly<Record<string, string>> = {
  VIRTUAL_HOST: 'of Amazon MQ',
};

/** Every option of a mapping, in as many mappings as it takes: some exclude each other. */
function everything(stack: Stack): void {
  const given = new Surroundings(stack);
  const vpc = newVpc(stack);
  const common = {
    vpc,
    topic: 'events',
    consumerGroupId: 'files',
    enabled: true,
    batchSize: 1000,
    provisionedPollerConfig: { minimumPollers: 2, maximumPollers: 3, pollerGroupName: 'shared' },
    filters: [lambda.FilterCriteria.filter({ value: { kind: lambda.FilterRule.isEqual('order') } })],
    filterEncryption: new kms.Key(stack, 'Key'),
    onFailure: new sources.SqsDlq(new sqs.Queue(stack, 'Failed')),
    bisectBatchOnError: true,
    retryAttempts: 3,
    maxRecordAge: Duration.hours(1),
    metricsConfig: { metrics: [lambda.MetricType.KAFKA_METRICS] },
    logLevel: lambda.EventSourceMappingLogLevel.WARN,
    schemaRegistryConfig: new sources.ConfluentSchemaRegistry({
      schemaRegistryUri: 'https://registry.example.com',
      authenticationType: lambda.KafkaSchemaRegistryAccessConfigType.of('OAUTHBEARER_AUTH'),
      secret: given.credentials,
      eventRecordFormat: lambda.EventRecordFormat.SOURCE,
      schemaValidationConfigs: [{ attribute: lambda.KafkaSchemaValidationAttribute.VALUE }],
    }),
  };
  const from = {
    startingPosition: lambda.StartingPosition.AT_TIMESTAMP,
    startingPositionTimestamp: 1_700_000_000,
    maxBatchingWindow: Duration.seconds(5),
  };
  const insideVpc = { vpc: given.vpc, securityGroups: [given.brokers], rootCaCertificate: given.rootCaCertificate };
  const authentications = [
    KafkaAuthentication.saslPlain(given.credentials),
    KafkaAuthentication.saslScram256(given.credentials),
    KafkaAuthentication.saslScram512(given.credentials),
    KafkaAuthentication.mutualTls(given.credentials),
    KafkaAuthentication.oauthBearer(given.credentials, {
      scope: 'all',
      audience: 'kafka',
      logicalCluster: 'lkc-1',
      identityPool: 'pool-1',
    }),
    KafkaAuthentication.iamOauthBearer({ audience: 'kafka' }),
  ];
  const mappings: Omit<KafkaToS3FilesIngestProps, 'vpc'>[] = [
    { ...from, cluster: given.msk() },
    ...authentications.map((authentication, index) => ({
      ...(index === 0 ? { consumptionMode: KafkaConsumptionMode.QUEUE } : from),
      cluster: given.selfManaged({ ...insideVpc, bootstrapServers: [`b-${index}.example.com:9096`], authentication }),
    })),
    {
      ...from,
      cluster: given.selfManaged({
        ...insideVpc,
        bootstrapServers: ['b-iam.example.com:9098'],
        authentication: KafkaAuthentication.iam(),
        clusterArn: MSK_ARN,
      }),
    },
  ];
  for (const [index, props] of mappings.entries()) {
    new KafkaToS3FilesIngest(stack, `Ingest${index}`, { ...common, consumerGroupId: `files-${index}`, ...props });
  }
}

/** The members of the L1, and of what they hold, by their paths: read from its declaration. */
function membersOfL1(): string[] {
  const folder = dirname(require.resolve('aws-cdk-lib/package.json'));
  const declaration = readFileSync(join(folder, 'aws-lambda', 'lib', 'lambda.generated.d.ts'), 'utf8');
  const part = declaration.slice(declaration.indexOf('namespace CfnEventSourceMapping {'));
  const bodyOf = (name: string) => new RegExp(`interface ${name} \\{(.*?)\\n {0,4}\\}`, 's').exec(part)?.[1] ?? '';
  const membersOf = (name: string): string[] =>
    [...bodyOf(name).matchAll(/^\s*readonly (\w+)\??: (.*);$/gm)].flatMap(([, member = '', type = '']) => {
      const nested = /CfnEventSourceMapping\.(\w+Property)/.exec(type)?.[1];
      const below = nested === undefined ? [] : membersOf(nested).map((inner) => `${member}.${inner}`);
      return below.length > 0 ? below : [member];
    });
  return membersOf('CfnEventSourceMappingProps');
}

/** The paths of all that mappings set, in lower case: a template writes `Uri` and `URI`. */
function pathsIn(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => pathsIn(item, path));
  if (typeof value !== 'object' || value === null) return [path];
  const below = Object.entries(value).flatMap(([name, inner]) => pathsIn(inner, `${path}.${name.toLowerCase()}`));
  return [path, ...below];
}

let mappings: Record<string, unknown>[];
beforeAll(() => {
  const stack = newStack();
  everything(stack);
  const resources = Template.fromStack(stack).findResources('AWS::Lambda::EventSourceMapping');
  mappings = Object.values(resources).map(({ Properties }) => Properties as Record<string, unknown>);
});

const isListed = (path: string) => Object.keys(NOT_PASSED).some((name) => path === name || path.startsWith(`${name}.`));

test('every member of the L1 is set by an option, or listed with the reason why not', () => {
  const set = new Set(mappings.flatMap((mapping) => pathsIn(mapping)));
  const members = membersOfL1();
  expect(members.length).toBeGreaterThan(30); // the declaration was read
  expect(members.filter((path) => !set.has(`.${path.toLowerCase()}`) && !isListed(path))).toEqual([]);
});

test('what is listed is a member, and no option sets it', () => {
  const set = new Set(mappings.flatMap((mapping) => pathsIn(mapping)));
  const members = membersOfL1();
  for (const name of Object.keys(NOT_PASSED)) {
    expect(members.some((path) => path === name || path.startsWith(`${name}.`))).toBe(true);
    expect(set.has(`.${name.toLowerCase()}`)).toBe(false);
  }
});

test('every type of access that AWS Lambda takes is used, or listed', () => {
  const used = mappings.flatMap(({ SourceAccessConfigurations: all }) => (all as { Type: string }[] | undefined) ?? []);
  const types = new Set(used.map(({ Type }) => Type));
  const known = Object.values(SourceAccessType);
  expect(known.length).toBeGreaterThan(13);
  expect(known.filter((type) => !types.has(type))).toEqual(Object.keys(TYPES_NOT_PASSED));
});
