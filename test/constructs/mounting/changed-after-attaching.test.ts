import { Match, Template } from 'aws-cdk-lib/assertions';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { App, Aspects, Duration, Lazy, Size, type Stack } from 'aws-cdk-lib/core';
import {
  KafkaToS3FilesIngest,
  S3FilesAccessPoint,
  S3FilesFileSystem,
  S3FilesSynchronization,
  SynchronizationMode,
} from '../../../src';
import { newCluster, newFunction, newStack, newVpc } from '../support/stacks';
import { newTwoStacks } from './fixtures';

const late = { prefix: 'late/', sizeLessThan: Size.mebibytes(1) };
const inCloudFormation = { mode: SynchronizationMode.CLOUDFORMATION };

let app: App;
/** The stack of the file system. */
let files: Stack;
/** The stack of the functions. */
let below: Stack;
let vpc: ec2.Vpc;
beforeEach(() => {
  ({ app, files, below } = newTwoStacks());
  vpc = newVpc(files);
});

function prefixesOfProperty(): string[] {
  const [resource] = Object.values(Template.fromStack(files).findResources('AWS::S3Files::FileSystem'));
  const { ImportDataRules } = resource?.Properties.SynchronizationConfiguration ?? {};
  return ImportDataRules.map(({ Prefix }: { Prefix: string }) => Prefix);
}

describe('a rule that is added after attaching to a function of another stack is kept', () => {
  test('in the property of the file system', () => {
    const fileSystem = new S3FilesFileSystem(files, 'Files', {
      vpcConfiguration: { vpc },
      synchronizationConfiguration: inCloudFormation,
    });
    fileSystem.addAccessPoint('Events').attachToFunction(newFunction(below, { vpc }));
    fileSystem.addImportDataRule(late);
    expect(prefixesOfProperty()).toEqual(['', 'late/']);
  });

  test('in the custom resource that the access point waits for', () => {
    const fileSystem = new S3FilesFileSystem(files, 'Files', { vpcConfiguration: { vpc } });
    const synchronization = new S3FilesSynchronization(files, 'Rules', { fileSystem });
    const accessPoint = fileSystem.addAccessPoint('Events');
    accessPoint.node.addDependency(synchronization);
    accessPoint.attachToFunction(newFunction(below, { vpc }));
    synchronization.addImportDataRule(late);
    const calls = Object.values(Template.fromStack(files).findResources('Custom::S3FilesSynchronization'))
      .map(({ Properties }) => JSON.stringify(Properties.Update))
      .filter((call) => call.includes('putSynchronizationConfiguration'));
    expect(calls).toHaveLength(2);
    for (const call of calls) {
      expect(call).toContain('late/');
    }
  });
});

test('two ingests of another stack both have their rules in the property of the file system', () => {
  const fileSystem = new S3FilesFileSystem(files, 'Files', {
    vpcConfiguration: { vpc },
    synchronizationConfiguration: inCloudFormation,
  });
  const cluster = newCluster(below);
  for (const topic of ['orders', 'payments']) {
    const accessPoint = fileSystem.addAccessPoint(topic, { path: `/${topic}` });
    new KafkaToS3FilesIngest(below, topic, { vpc, cluster, topic, accessPoint });
  }
  const prefixes = prefixesOfProperty();
  expect(prefixes.filter((prefix) => prefix.startsWith('orders/'))).not.toEqual([]);
  expect(prefixes.filter((prefix) => prefix.startsWith('payments/'))).not.toEqual([]);
});

describe("what the user changes of the file system's bucket after attaching is kept:", () => {
  let name: string;
  let bucket: s3.Bucket;
  beforeEach(() => {
    name = 'before';
    bucket = new s3.Bucket(files, 'Bucket', { versioned: true, bucketName: Lazy.string({ produce: () => name }) });
  });

  function attach(): void {
    new S3FilesFileSystem(files, 'Files', { bucket, vpcConfiguration: { vpc } })
      .addAccessPoint('Events')
      .attachToFunction(newFunction(below, { vpc }));
  }

  test('a lazy name', () => {
    attach();
    name = 'after';
    Template.fromStack(files).hasResourceProperties('AWS::S3::Bucket', { BucketName: 'after' });
  });

  test('a lazy list of its metrics', () => {
    const metrics = ['before'];
    const resource = bucket.node.defaultChild as s3.CfnBucket;
    resource.metricsConfigurations = Lazy.any({ produce: () => metrics.map((id) => ({ id })) });
    attach();
    metrics.push('after');
    Template.fromStack(files).hasResourceProperties('AWS::S3::Bucket', {
      MetricsConfigurations: [{ Id: 'before' }, { Id: 'after' }],
    });
  });

  test('a statement of its policy', () => {
    const statement = newStatement(bucket);
    attach();
    statement.addActions('s3:GetObjectTagging');
    expectTagging(files);
  });
});

test('the lazy ARN of an imported access point, changed after attaching, is kept', () => {
  let id = 'fsap-before';
  const accessPoint = S3FilesAccessPoint.fromAccessPointAttributes(files, 'Imported', {
    accessPointArn: Lazy.string({
      produce: () => `arn:aws:s3files:eu-central-1:123456789012:file-system/fs-0123/access-point/${id}`,
    }),
  });
  accessPoint.attachToFunction(newFunction(below, { vpc }));
  id = 'fsap-after';
  Template.fromStack(below).hasResourceProperties('AWS::Lambda::Function', {
    FileSystemConfigs: [{ Arn: Match.stringLikeRegexp('fsap-after') }],
  });
});

function newStatement(bucket: s3.Bucket): iam.PolicyStatement {
  const statement = new iam.PolicyStatement({
    principals: [new iam.AccountRootPrincipal()],
    actions: ['s3:GetObject'],
    resources: [bucket.arnForObjects('*')],
  });
  bucket.addToResourcePolicy(statement);
  return statement;
}

function expectTagging(stack: Stack): void {
  Template.fromStack(stack).hasResourceProperties('AWS::S3::BucketPolicy', {
    PolicyDocument: {
      Statement: Match.arrayWith([Match.objectLike({ Action: ['s3:GetObject', 's3:GetObjectTagging'] })]),
    },
  });
}

describe.each([true, false])('with aspects stabilized: %j,', (stabilized) => {
  beforeEach(() => {
    app = new App({ context: { '@aws-cdk/core:aspectStabilization': stabilized } });
    below = newStack(app, 'Below'); // CDK visits it first
    files = newStack(app, 'Files');
    vpc = newVpc(files);
  });

  test('what an aspect changes of a stack that is visited after the function is kept', () => {
    const bucket = new s3.Bucket(files, 'Bucket', { versioned: true });
    const statement = newStatement(bucket);
    new S3FilesFileSystem(files, 'Files', { bucket, vpcConfiguration: { vpc } })
      .addAccessPoint('Events')
      .attachToFunction(newFunction(below, { vpc }));
    Aspects.of(app).add({
      visit: (node) => {
        if (node === bucket) {
          bucket.addLifecycleRule({ id: 'Late', expiration: Duration.days(3) });
          statement.addActions('s3:GetObjectTagging');
        }
      },
    });
    expectTagging(files);
    Template.fromStack(files).hasResourceProperties('AWS::S3::Bucket', {
      LifecycleConfiguration: { Rules: [Match.objectLike({ Id: 'Late' })] },
    });
  });

  test('an app may mount on more functions than CDK starts anew for aspects that are added', () => {
    const accessPoint = new S3FilesFileSystem(files, 'Files', { vpcConfiguration: { vpc } }).addAccessPoint('Events');
    const role = new iam.Role(files, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    for (let n = 0; n < 102; n++) {
      accessPoint.attachToFunction(newFunction(below, { vpc, role }, `Function${n}`));
    }
    expect(() => app.synth()).not.toThrow();
  });
});
