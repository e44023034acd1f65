import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Duration, RemovalPolicy, Size, type Stack } from 'aws-cdk-lib/core';
import {
  DirectS3Read,
  FileLayout,
  KafkaAuthentication,
  KafkaCluster,
  KafkaToS3FilesIngest,
  type KafkaToS3FilesIngestProps,
  PollerMode,
  RecordFormat,
  S3FilesAccessPoint,
  S3FilesFileSystem,
  S3FilesReplayer,
} from '../../../src';
import { newCluster, newStack, newVpc, warnings } from '../support/stacks';

let stack: Stack;
let vpc: ec2.Vpc;
beforeEach(() => {
  stack = newStack();
  vpc = newVpc(stack);
});

function ingest(props: Partial<KafkaToS3FilesIngestProps> = {}): KafkaToS3FilesIngest {
  const cluster = props.cluster ?? newCluster(stack);
  return new KafkaToS3FilesIngest(stack, 'Ingest', { vpc, cluster, topic: 'events', ...props });
}

function inVpc(): KafkaCluster {
  return KafkaCluster.selfManaged({
    bootstrapServers: ['broker.example.com:9092'],
    authentication: KafkaAuthentication.saslScram512(new secretsmanager.Secret(stack, 'Password')),
    vpc,
    securityGroups: [new ec2.SecurityGroup(stack, 'Brokers', { vpc })],
  });
}

describe('the security group of the function', () => {
  const group = () => {
    const groups = Template.fromStack(stack).findResources('AWS::EC2::SecurityGroup');
    const [, found] = Object.entries(groups).find(([id]) => id.startsWith('IngestHandler')) ?? [];
    return found?.Properties;
  };
  const everything = Match.objectLike({ CidrIp: '0.0.0.0/0' });

  test('lets nothing out but NFS to the mount targets', () => {
    ingest();
    expect(group().SecurityGroupEgress ?? []).toEqual([]);
    Template.fromStack(stack).hasResourceProperties('AWS::EC2::SecurityGroupEgress', {
      FromPort: 2049,
      ToPort: 2049,
      IpProtocol: 'tcp',
    });
  });

  test('is the same where an empty list of groups is given', () => {
    ingest({ securityGroups: [] });
    expect(group().SecurityGroupEgress ?? []).toEqual([]);
  });

  test('lets everything out where the function reads directly from Amazon S3', () => {
    ingest({ directS3Read: DirectS3Read.ENABLED });
    expect(group().SecurityGroupEgress).toEqual([expect.objectContaining({ CidrIp: '0.0.0.0/0' })]);
  });

  test('is none where one is given', () => {
    ingest({ securityGroups: [new ec2.SecurityGroup(stack, 'Mine', { vpc })] });
    expect(group()).toBeUndefined();
    Template.fromStack(stack).hasResourceProperties('AWS::EC2::SecurityGroup', {
      GroupDescription: 'Stack/Mine',
      SecurityGroupEgress: [everything],
    });
  });
});

describe('the pollers of several topics', () => {
  const configs = () =>
    Object.values(Template.fromStack(stack).findResources('AWS::Lambda::EventSourceMapping')).map(
      ({ Properties }) => Properties.ProvisionedPollerConfig,
    );
  const several = { topic: undefined, topics: ['orders', 'returns'] };
  const one = { MinimumPollers: 1, MaximumPollers: 5 };

  test('are one group within a VPC, which shares what is paid for', () => {
    ingest({ cluster: inVpc(), ...several });
    const shared = { ...one, PollerGroupName: expect.stringMatching(/^[a-zA-Z0-9_-]{1,128}$/) };
    expect(configs()).toEqual([shared, shared]);
    expect(new Set(configs().map(({ PollerGroupName }) => PollerGroupName)).size).toBe(1);
  });

  const many = (count: number) => ({ topic: undefined, topics: Array.from({ length: count }, (_, i) => `t-${i}`) });
  const groups = () => {
    const sizes = new Map<string, number>();
    for (const { PollerGroupName: name } of configs()) sizes.set(name, (sizes.get(name) ?? 0) + 1);
    return [...sizes];
  };

  test.each([
    ['100 mappings', 101, 5, [100, 1]],
    ['2000 pollers', 45, 100, [20, 20, 5]],
  ])('are several groups where one would have more than %s', (_, topics, maximumPollers, sizes) => {
    ingest({ cluster: inVpc(), ...many(topics), provisionedPollerConfig: { minimumPollers: 1, maximumPollers } });
    expect(groups().map(([, size]) => size)).toEqual(sizes);
    expect(
      groups()
        .slice(1)
        .map(([name]) => name.split('-').at(-1)),
    ).toEqual(sizes.slice(1).map((_size, i) => `${i + 2}`));
  });

  test('are no group where a mapping fills one by itself', () => {
    ingest({ cluster: inVpc(), ...several, provisionedPollerConfig: { minimumPollers: 1, maximumPollers: 1001 } });
    expect(groups()).toEqual([[undefined, 2]]);
  });

  test('are refused in a group of the user that they do not fit', () => {
    const pollers = { minimumPollers: 1, maximumPollers: 100, pollerGroupName: 'mine' };
    expect(() => ingest({ cluster: inVpc(), ...many(21), provisionedPollerConfig: pollers })).toThrow(
      "21 topics cannot share poller group 'mine', which takes 100 mappings and 2000 pollers in all, 20 mappings with 'maximumPollers' 100",
    );
  });

  test('get a warning where they name a group over the internet, which is made for a VPC', () => {
    ingest({ provisionedPollerConfig: { pollerGroupName: 'mine' } });
    expect(warnings(stack)).toEqual([expect.stringContaining("names poller group 'mine'")]);
  });

  test('keep the group that was given, and the number', () => {
    const provisionedPollerConfig = { minimumPollers: 2, maximumPollers: 3, pollerGroupName: 'mine' };
    ingest({ cluster: inVpc(), ...several, provisionedPollerConfig });
    const mine = { MinimumPollers: 2, MaximumPollers: 3, PollerGroupName: 'mine' };
    expect(configs()).toEqual([mine, mine]);
  });

  test.each<[string, Partial<KafkaToS3FilesIngestProps>, object | undefined]>([
    ['outside of a VPC', several, one],
    ['of a single topic', {}, one],
    ['on demand', { ...several, pollerMode: PollerMode.ON_DEMAND }, undefined],
  ])('are no group %s', (_, props, config) => {
    ingest(props);
    expect(configs()).toEqual(configs().map(() => config));
  });
});

describe('more files than the service exports', () => {
  const warned = (props: Partial<KafkaToS3FilesIngestProps>) => {
    ingest(props);
    return warnings(stack).filter((text) => text.includes('800 files a second'));
  };

  test.each<[string, Partial<KafkaToS3FilesIngestProps>, string]>([
    [
      'a file a record',
      { layout: FileLayout.perRecord() },
      "size class 'small', and its pollers (5 at most) can bring 25 MB",
    ],
    ['values alone', { format: RecordFormat.value() }, 'records of less than 31 KiB then come faster'],
    [
      'many pollers, for large records too',
      { provisionedPollerConfig: { minimumPollers: 1, maximumPollers: 40 } },
      "size class 'large', and its pollers (40 at most) can bring 200 MB a second: records of less than 245 KiB",
    ],
    [
      'many topics',
      { topic: undefined, topics: ['a1', 'a2', 'a3', 'a4', 'a5', 'a6'], layout: FileLayout.perRecord() },
      '(30 at most) can bring 150 MB',
    ],
  ])('are warned of with %s', (_, props, text) => {
    expect(warned(props)).toEqual([expect.stringContaining(text)]);
  });

  test.each<[string, Partial<KafkaToS3FilesIngestProps>]>([
    ['by default', {}],
    ['with segments for all', { layout: FileLayout.segments(), provisionedPollerConfig: { maximumPollers: 100 } }],
    ['on demand, whose pollers nobody knows', { layout: FileLayout.perRecord(), pollerMode: PollerMode.ON_DEMAND }],
    [
      'of records that are large enough',
      {
        sizeClasses: [
          { name: 'all', prefix: 'all/', sizeLessThan: Size.kibibytes(32) },
          { name: 'b', prefix: 'b/', layout: FileLayout.perRecord() },
        ],
      },
    ],
  ])('are not warned of %s', (_, props) => {
    expect(warned(props)).toEqual([]);
  });
});

describe('the file system of the short way', () => {
  const expiry = () => {
    const resources = Template.fromStack(stack).findResources('Custom::S3FilesSynchronization');
    const text = Object.values(resources).find(({ Properties }) => Properties.Rules)?.Properties.Rules;
    return JSON.parse(text).expirationDataRules;
  };

  test('lets data leave the fast storage after a day', () => {
    ingest();
    expect(expiry()).toEqual([{ daysAfterLastAccess: 1 }]);
  });

  test('takes all options of a file system but its VPC, and the logical ids stay', () => {
    ingest();
    const before = Object.keys(Template.fromStack(stack).toJSON().Resources);
    stack = newStack();
    vpc = newVpc(stack);
    ingest({
      fileSystemOptions: {
        prefix: 'landing/',
        removalPolicy: RemovalPolicy.RETAIN,
        synchronizationConfiguration: { dataExpiration: Duration.days(7) },
      },
    });
    expect(expiry()).toEqual([{ daysAfterLastAccess: 7 }]);
    Template.fromStack(stack).hasResourceProperties('AWS::S3Files::FileSystem', { Prefix: 'landing/' });
    expect(Object.keys(Template.fromStack(stack).toJSON().Resources)).toEqual(before);
  });

  test('keeps to a day where only rules are given', () => {
    ingest({
      fileSystemOptions: {
        synchronizationConfiguration: { importDataRules: [{ prefix: 'hot/', sizeLessThan: Size.mebibytes(1) }] },
      },
    });
    expect(expiry()).toEqual([{ daysAfterLastAccess: 1 }]);
  });

  test('takes no options where there is an access point', () => {
    const fileSystem = new S3FilesFileSystem(stack, 'Files', { vpcConfiguration: { vpc } });
    const accessPoint = fileSystem.addAccessPoint('Events');
    expect(() => ingest({ accessPoint, fileSystemOptions: { prefix: 'a/' } })).toThrow(
      "'fileSystemOptions' was given with access point 'Stack/Files/Events', whose file system is there already",
    );
  });
});

describe('a replayer', () => {
  const directRead = () =>
    Object.values(Template.fromStack(stack).findResources('AWS::Lambda::Function'))
      .flatMap(({ Properties }) => Properties.FileSystemConfigs ?? [])
      .map(({ S3FilesConfig }) => S3FilesConfig?.DirectS3Read);
  const fileSystem = () => new S3FilesFileSystem(stack, 'Files', { vpcConfiguration: { vpc } });

  test('reads directly from the bucket, which costs it a GET a file', () => {
    const accessPoint = fileSystem().addAccessPoint('Events', { path: '/events' });
    new S3FilesReplayer(stack, 'Replayer', { vpc, accessPoint, cluster: newCluster(stack), topic: 'again' });
    expect(directRead()).toEqual(['ENABLED']);
  });

  test('does what was chosen', () => {
    const accessPoint = fileSystem().addAccessPoint('Events', { path: '/events' });
    const directS3Read = DirectS3Read.DISABLED;
    new S3FilesReplayer(stack, 'Replayer', { vpc, accessPoint, cluster: newCluster(stack), topic: 'a1', directS3Read });
    expect(directRead()).toEqual(['DISABLED']);
  });

  test('leaves it to Lambda where the bucket is not known', () => {
    const accessPoint = S3FilesAccessPoint.fromAccessPointAttributes(stack, 'Imported', {
      accessPointArn: 'arn:aws:s3files:eu-central-1:123456789012:file-system/fs-0123/access-point/fsap-0123',
      rootDirectory: '/events',
    });
    new S3FilesReplayer(stack, 'Replayer', { vpc, accessPoint, cluster: newCluster(stack), topic: 'again' });
    expect(directRead()).toEqual([undefined]);
  });
});
