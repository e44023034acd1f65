import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3files from 'aws-cdk-lib/aws-s3files';
import { CfnParameter, type Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import {
  type IS3FilesAccessPoint,
  type KafkaCluster,
  KafkaToS3FilesIngest,
  type KafkaToS3FilesIngestProps,
  S3FilesAccessPoint,
  S3FilesFileSystem,
  UnwritableRecords,
} from '../../../src';
import { Surroundings } from '../kafka/clusters';
import { newCluster, newStack, newVpc, warnings } from '../support/stacks';

const ARN = 'arn:aws:s3files:eu-central-1:123456789012:file-system/fs-0123456789abcdef0/access-point';

let stack: Stack;
let common: Pick<KafkaToS3FilesIngestProps, 'vpc' | 'topic' | 'accessPoint'>;
let fileSystem: S3FilesFileSystem;
let cluster: KafkaCluster;
let other: KafkaCluster;
beforeEach(() => {
  stack = newStack();
  const vpc = newVpc(stack);
  fileSystem = new S3FilesFileSystem(stack, 'Files', { vpcConfiguration: { vpc } });
  common = { vpc, topic: 'events', accessPoint: fileSystem.addAccessPoint('Events') };
  cluster = newCluster(stack);
  other = newCluster(new Construct(stack, 'Other'), 'pkc-11111');
});

const sameTopic = () => warnings(stack).filter((warning) => warning.includes('sameTopicOfTwoClusters'));

function ingest(id: string, props: Partial<KafkaToS3FilesIngestProps>): KafkaToS3FilesIngest {
  return new KafkaToS3FilesIngest(stack, id, { cluster, ...common, ...props });
}

/** The warnings of two ingests from two clusters. */
function ofTwo(one: Partial<KafkaToS3FilesIngestProps>, two: Partial<KafkaToS3FilesIngestProps>): string[] {
  ingest('One', one);
  ingest('Two', { cluster: other, ...two });
  return sameTopic();
}

const by = (accessPoint: IS3FilesAccessPoint) => ({ accessPoint });
const imported = (id: string, arn: string, rootDirectory = '/events') =>
  S3FilesAccessPoint.fromAccessPointAttributes(stack, id, { accessPointArn: arn, rootDirectory });

test('a topic of the same name in two clusters is warned of, since their files would have the same names', () => {
  expect(ofTwo({}, {})).toEqual([
    expect.stringContaining(
      "topic 'events' is written to 'small/' of file system 'Stack/Files' by 'Stack/One' already, from another 'KafkaCluster'",
    ),
  ]);
});

describe('the warning goes by what is written, whatever it is written by', () => {
  test('two access points of one root directory', () => {
    const [one, two] = ['A', 'B'].map((id) => fileSystem.addAccessPoint(id, { path: '/events' }));
    expect(ofTwo(by(one), by(two))).toHaveLength(1);
  });

  test('a directory of the root, and an access point that is rooted there', () => {
    const sizeClasses = [{ name: 'all', prefix: 'events/small/' }];
    const rooted = fileSystem.addAccessPoint('Rooted', { path: '/events' });
    expect(ofTwo({ sizeClasses }, by(rooted))).toEqual([expect.stringContaining("written to 'events/small/'")]);
  });

  test('a file system with a prefix', () => {
    const landing = new S3FilesFileSystem(stack, 'Landing', {
      prefix: 'landing/',
      vpcConfiguration: { vpc: common.vpc },
    });
    const [one, two] = ['A', 'B'].map((id) => landing.addAccessPoint(id, { path: '/events' }));
    expect(ofTwo(by(one), by(two))).toEqual([expect.stringContaining("written to 'landing/events/small/'")]);
  });

  test('imported access points of one file system', () => {
    expect(ofTwo(by(imported('A', `${ARN}/fsap-1`)), by(imported('B', `${ARN}/fsap-2`)))).toHaveLength(1);
  });

  test('an access point of this app, and an import of it', () => {
    const own = fileSystem.addAccessPoint('Own', { path: '/events' });
    expect(ofTwo(by(own), by(imported('B', own.accessPointArn)))).toHaveLength(1);
  });

  test('an access point of this app, and an L1 of the same file system', () => {
    const own = fileSystem.addAccessPoint('Own', { path: '/events' });
    const resource = new s3files.CfnAccessPoint(stack, 'L1', {
      fileSystemId: fileSystem.fileSystemId,
      rootDirectory: { path: '/events' },
    });
    const wrapped = S3FilesAccessPoint.fromAccessPointRef(stack, 'Wrapped', resource);
    expect(ofTwo(by(own), by(wrapped))).toHaveLength(1);
  });

  test('a root directory and a topic that only the deployment knows', () => {
    const path = new CfnParameter(stack, 'Path').valueAsString;
    const topic = new CfnParameter(stack, 'Topic').valueAsString;
    const [one, two] = ['A', 'B'].map((id) => fileSystem.addAccessPoint(id, { path }));
    expect(ofTwo({ ...by(one), topic }, { ...by(two), topic })).toHaveLength(1);
  });

  test('records that can never be written, which are set aside at the root of the access point', () => {
    const sizeClasses = [{ name: 'all', prefix: 'two/' }];
    expect(ofTwo({}, { sizeClasses })).toEqual([expect.stringContaining("written to 'unwritable/'")]);
  });
});

describe('what is written apart is not warned of', () => {
  test('root directories', () => {
    const [one, two] = ['a', 'b'].map((id) => fileSystem.addAccessPoint(id, { path: `/${id}` }));
    expect(ofTwo(by(one), by(two))).toEqual([]);
  });

  test('directories of each size class, where nothing is set aside', () => {
    const sizeClasses = [{ name: 'all', prefix: 'two/' }];
    expect(ofTwo({}, { sizeClasses, unwritableRecords: UnwritableRecords.RETRY })).toEqual([]);
  });

  test('file systems, made here or imported', () => {
    const second = new S3FilesFileSystem(stack, 'Second', { vpcConfiguration: { vpc: common.vpc } });
    expect(ofTwo({}, by(second.addAccessPoint('Events')))).toEqual([]);
    ingest('Three', { cluster: other, ...by(imported('C', `${ARN}/fsap-1`, '/')) });
    expect(sameTopic()).toEqual([]);
  });

  test('topics', () => {
    expect(ofTwo({}, { topic: 'orders' })).toEqual([]);
  });
});

describe('the same cluster, read twice', () => {
  const twice = () => warnings(stack).filter((warning) => warning.includes('sameTopicTwice'));
  const ofOne = (one: Partial<KafkaToS3FilesIngestProps>, two: Partial<KafkaToS3FilesIngestProps>) => {
    expect(ofTwo(one, { cluster, ...two })).toEqual([]);
    return twice();
  };

  test('is warned of by another sentence, since no record replaces another', () => {
    expect(ofOne({}, {})).toEqual([
      expect.stringContaining("by 'Stack/One' already, from the same cluster: each record is written twice"),
    ]);
  });

  test('is known by a bootstrap server that two objects have in common', () => {
    expect(ofOne({}, { cluster: newCluster(new Construct(stack, 'Again')) })).toHaveLength(1);
  });

  test('is known by one ARN', () => {
    const surroundings = new Surroundings(stack);
    expect(ofOne({ cluster: surroundings.msk() }, { cluster: surroundings.msk() })).toHaveLength(1);
  });

  test('is known by bootstrap servers that only the deployment knows', () => {
    const bootstrapServers = new CfnParameter(stack, 'Servers', { type: 'CommaDelimitedList' }).valueAsList;
    const surroundings = new Surroundings(stack);
    const clusters = [0, 1].map(() => surroundings.selfManaged({ bootstrapServers }));
    expect(ofOne({ cluster: clusters[0] }, { cluster: clusters[1] })).toHaveLength(1);
  });

  test('is right into two access points', () => {
    const [one, two] = ['a', 'b'].map((id) => fileSystem.addAccessPoint(id, { path: `/${id}` }));
    expect(ofOne(by(one), by(two))).toEqual([]);
  });

  test('is right into directories of their own, though what is set aside has one', () => {
    expect(ofOne({}, { sizeClasses: [{ name: 'all', prefix: 'two/' }] })).toEqual([]);
  });

  test('is right where each of the two is filtered', () => {
    const filters = ['a', 'b'].map((kind) => [lambda.FilterCriteria.filter({ value: { kind: [kind] } })]);
    expect(ofOne({ filters: filters[0] }, { filters: filters[1] })).toEqual([]);
  });
});
