import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Duration, type Stack } from 'aws-cdk-lib/core';
import { AwsCustomResource, AwsCustomResourcePolicy, PhysicalResourceId } from 'aws-cdk-lib/custom-resources';
import {
  KafkaAuthentication,
  KafkaCluster,
  KafkaToS3FilesIngest,
  S3FilesFileSystem,
  S3FilesReplayer,
  S3FilesSynchronization,
  SynchronizationMode,
} from '../../../src';
import { MSK_ARN } from '../kafka/clusters';
import { newCluster, newStack, newVpc } from '../support/stacks';
import { Pipelines } from './pipelines';

let stack: Stack;
let logGroup: logs.LogGroup;
beforeEach(() => {
  stack = newStack();
  logGroup = new logs.LogGroup(stack, 'Logs', { retention: logs.RetentionDays.ONE_WEEK });
});

const dataExpiration = Duration.days(1);

/** The log groups of the functions that run custom resources. */
function groups(of: Stack = stack): unknown[] {
  const functions = Template.fromStack(of).findResources('AWS::Lambda::Function', { Properties: { Timeout: 300 } });
  return Object.entries(functions)
    .filter(([id]) => id.startsWith('AWS679f'))
    .map(([, { Properties }]) => Properties.LoggingConfig?.LogGroup);
}

test('synchronization rules of a file system are put by a function that logs where it is told', () => {
  new S3FilesFileSystem(stack, 'Files', { synchronizationConfiguration: { dataExpiration, logGroup } });
  expect(groups()).toEqual([stack.resolve(logGroup.logGroupName)]);
});

test('so are those of an imported one', () => {
  const fileSystem = S3FilesFileSystem.fromFileSystemAttributes(stack, 'Files', {
    fileSystemId: 'fs-0123456789abcdef0',
  });
  new S3FilesSynchronization(stack, 'Synchronization', { fileSystem, logGroup });
  expect(groups()).toEqual([stack.resolve(logGroup.logGroupName)]);
});

test('so are those of the file system that an ingest makes', () => {
  const fileSystemOptions = { synchronizationConfiguration: { logGroup } };
  const [vpc, cluster] = [newVpc(stack), newCluster(stack)];
  new KafkaToS3FilesIngest(stack, 'Ingest', { vpc, cluster, topic: 'events', fileSystemOptions });
  expect(groups()).toEqual([stack.resolve(logGroup.logGroupName)]);
});

test('brokers are looked up by a function that logs where it is told, though it was made for synchronization rules', () => {
  const given = new Pipelines();
  const lookUpLogGroup = new logs.LogGroup(given.stack, 'Logs');
  const cluster = KafkaCluster.msk({
    clusterArn: MSK_ARN,
    vpc: given.vpc,
    securityGroups: [given.brokers],
    authentication: KafkaAuthentication.iam(),
    lookUpLogGroup,
  });
  const { accessPoint } = given.ingest();
  new S3FilesReplayer(given.stack, 'Again', { vpc: given.vpc, accessPoint, cluster, topic: 'again' });
  expect(groups(given.stack)).toEqual([given.stack.resolve(lookUpLogGroup.logGroupName)]);
});

test('another group than that of another custom resource is refused', () => {
  new AwsCustomResource(stack, 'Own', {
    onUpdate: { service: 'S3', action: 'listBuckets', physicalResourceId: PhysicalResourceId.of('x') },
    policy: AwsCustomResourcePolicy.fromStatements([
      new iam.PolicyStatement({ actions: ['s3:ListAllMyBuckets'], resources: ['*'] }),
    ]),
    installLatestAwsSdk: false,
    logGroup: new logs.LogGroup(stack, 'Elsewhere'),
  });
  expect(
    () => new S3FilesFileSystem(stack, 'Files', { synchronizationConfiguration: { dataExpiration, logGroup } }),
  ).toThrow(
    /^log group 'Stack\/Logs' was given, and the function 'Stack\/AWS679f\w+\/Resource', which runs all custom resources of this kind in the stack, logs to '\$\{Stack\/Elsewhere\/Resource\.Ref\}' already: give the same group everywhere in a stack/,
  );
});

test('a group is refused where there is no function that would log', () => {
  const mode = SynchronizationMode.CLOUDFORMATION;
  expect(
    () => new S3FilesFileSystem(stack, 'Files', { synchronizationConfiguration: { mode, dataExpiration, logGroup } }),
  ).toThrow(
    "file system 'Stack/Files' has log group 'Stack/Logs' and the mode CLOUDFORMATION, which deploys no function that would log: leave it out, or choose SynchronizationMode.CUSTOM_RESOURCE",
  );
  const { vpc, brokers } = new Pipelines();
  expect(() =>
    KafkaCluster.msk({
      clusterArn: MSK_ARN,
      bootstrapServers: ['b-1.example.com:9098'],
      vpc,
      securityGroups: [brokers],
      authentication: KafkaAuthentication.iam(),
      lookUpLogGroup: logGroup,
    }),
  ).toThrow(
    "'lookUpLogGroup' was given with 'bootstrapServers', so that nothing is looked up: leave out 'Stack/Logs', or the servers",
  );
});

test('a name in place of a group is refused', () => {
  const synchronizationConfiguration = { dataExpiration, logGroup: 'logs' as never };
  expect(() => new S3FilesFileSystem(stack, 'Files', { synchronizationConfiguration })).toThrow(
    'logGroup is "logs": give a LogGroup',
  );
});
