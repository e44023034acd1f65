import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as s3files from 'aws-cdk-lib/aws-s3files';
import { CfnParameter, type Stack } from 'aws-cdk-lib/core';
import {
  type AccessPointOptions,
  type IS3FilesAccessPoint,
  KafkaToS3FilesIngest,
  type KafkaToS3FilesIngestProps,
  S3FilesAccessPoint,
  S3FilesFileSystem,
  S3FilesReplayer,
} from '../../../src';
import { newCluster, newStack, newVpcWithPublicSubnets, warnings } from '../support/stacks';

let stack: Stack;
let props: Pick<KafkaToS3FilesIngestProps, 'vpc' | 'cluster'>;
beforeEach(() => {
  stack = newStack();
  props = { vpc: newVpcWithPublicSubnets(stack), cluster: newCluster(stack) };
});

function ingest(more: Partial<KafkaToS3FilesIngestProps> = {}, id = 'Ingest'): KafkaToS3FilesIngest {
  return new KafkaToS3FilesIngest(stack, id, { ...props, topic: 'events', ...more });
}

describe('public subnets', () => {
  test('will do for an ingest: all that it reaches is the mount', () => {
    ingest({ vpcSubnets: { subnetType: ec2.SubnetType.PUBLIC } });
    const [fn] = Object.values(Template.fromStack(stack).findResources('AWS::Lambda::Function')).filter(
      ({ Properties }) => Properties.FileSystemConfigs,
    );
    const subnets = fn?.Properties.VpcConfig.SubnetIds.map(({ Ref }: { Ref: string }) => Ref);
    expect(subnets).toEqual(expect.arrayContaining([expect.stringMatching(/^VpcPublicSubnet1/)]));
  });

  test('will not do for a replayer', () => {
    const { accessPoint } = ingest();
    const vpcSubnets = { subnetType: ec2.SubnetType.PUBLIC };
    const make = () => new S3FilesReplayer(stack, 'Replayer', { ...props, accessPoint, topic: 'again', vpcSubnets });
    expect(make).toThrow("subnet 'Stack/Vpc/PublicSubnet1' is public");
  });
});

describe('a consumer group of two ingests', () => {
  test.each(['events', 'other'])('of one cluster is refused, also if the second reads topic %s', (topic) => {
    ingest({ consumerGroupId: 'files' });
    expect(() => ingest({ consumerGroupId: 'files', topic }, 'Other')).toThrow(
      "consumerGroupId 'files' is that of 'Stack/Ingest' on the same cluster, and each event source mapping needs a group of its own: give another name (at Stack/Other)",
    );
  });

  test('is refused by what a token stands for, too', () => {
    const consumerGroupId = new CfnParameter(stack, 'Group').valueAsString;
    ingest({ consumerGroupId });
    expect(() => ingest({ consumerGroupId }, 'Other')).toThrow(/consumerGroupId '\$\{Stack\/Group\.Ref\}' is that of/);
  });

  test('is taken on two clusters, and so are two groups on one', () => {
    ingest({ consumerGroupId: 'files' });
    ingest({ consumerGroupId: 'other' }, 'Other');
    const cluster = newCluster(newStack(undefined, 'Elsewhere'), 'pkc-11111');
    expect(() => ingest({ consumerGroupId: 'files', cluster }, 'Third')).not.toThrow();
  });
});

describe('an access point whose user', () => {
  let fileSystem: S3FilesFileSystem;
  beforeEach(() => {
    fileSystem = new S3FilesFileSystem(stack, 'Files', { vpcConfiguration: { vpc: props.vpc } });
  });
  const shutsOut = (access: 'read' | 'write') =>
    warnings(stack).filter((text) => text.includes('accessPointShutsOutItsUser') && text.includes(`cannot ${access}`));
  const point = (options: AccessPointOptions) => fileSystem.addAccessPoint('Events', { path: '/events', ...options });
  const acl = (ownerUid: string, ownerGid: string, permissions: string) => ({ ownerUid, ownerGid, permissions });

  test.each<[string, AccessPointOptions]>([
    ['is another than the owner', { createAcl: acl('0', '0', '755') }],
    ['is the owner, who may not write', { createAcl: acl('1000', '1000', '577') }],
    ['may only write by its group', { createAcl: acl('0', '1000', '757') }],
    ['may not search the directory', { createAcl: acl('1000', '1000', '677') }],
    [
      'is in a further group that may not write',
      {
        posixUser: { uid: '1000', gid: '1000', secondaryGids: ['2000'] },
        createAcl: acl('0', '2000', '757'),
      },
    ],
  ])('%s gets a warning where an ingest writes', (_, options) => {
    ingest({ accessPoint: point(options) });
    expect(shutsOut('write')).toEqual([
      expect.stringContaining("access point 'Stack/Files/Events' makes directory '/events'"),
    ]);
  });

  test.each<[string, AccessPointOptions]>([
    ['owns the directory', {}],
    ['may write as others', { createAcl: acl('0', '0', '757') }],
    [
      'may write by a further group',
      {
        posixUser: { uid: '1000', gid: '1000', secondaryGids: ['2000'] },
        createAcl: acl('0', '2000', '770'),
      },
    ],
    ['is known at deployment only', { createAcl: acl('1', '0', '755') }],
    ['is root', { posixUser: { uid: '0', gid: '0' }, createAcl: acl('1', '1', '700') }],
    ['sees the root, which exists', { path: '/', createAcl: acl('0', '0', '755') }],
  ])('%s gets none', (name, options) => {
    const ownerUid = name.includes('deployment') ? new CfnParameter(stack, 'Uid').valueAsString : undefined;
    const createAcl = options.createAcl && { ...options.createAcl, ...(ownerUid && { ownerUid }) };
    ingest({ accessPoint: point({ ...options, createAcl }) });
    expect(shutsOut('write')).toEqual([]);
  });

  test('may read and not write is enough for a replayer, and may not read is not', () => {
    const replayer = (accessPoint: IS3FilesAccessPoint, id: string) =>
      new S3FilesReplayer(stack, id, { ...props, accessPoint, topic: 'again' });
    replayer(point({ createAcl: acl('0', '0', '755') }), 'May');
    expect(shutsOut('read')).toEqual([]);
    replayer(fileSystem.addAccessPoint('Closed', { path: '/closed', createAcl: acl('0', '0', '750') }), 'MayNot');
    expect(shutsOut('read')).toEqual([expect.stringContaining('user 1000:1000 (one of the others) cannot read')]);
  });

  test('is found behind an L1, too', () => {
    const resource = new s3files.CfnAccessPoint(stack, 'L1', {
      fileSystemId: fileSystem.fileSystemId,
      posixUser: { uid: '1', gid: '1' },
      rootDirectory: { path: '/l1', creationPermissions: acl('0', '0', '755') },
    });
    ingest({ accessPoint: S3FilesAccessPoint.fromAccessPointRef(stack, 'Wrapped', resource) });
    expect(shutsOut('write')).toHaveLength(1);
  });
});

test('a concurrency of 0 gets a warning, as the function would never run', () => {
  ingest({ reservedConcurrentExecutions: 0 });
  expect(warnings(stack)).toEqual([expect.stringContaining('with which AWS Lambda runs the function never')]);
});
