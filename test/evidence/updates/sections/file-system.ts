import * as iam from 'aws-cdk-lib/aws-iam';
import { Duration, RemovalPolicy, Size } from 'aws-cdk-lib/core';
import {
  type Acl,
  type ConfinementOptions,
  type ImportDataRule,
  ImportDataRuleTrigger,
  IpAddressType,
  type MountTargetAddress,
  type PosixUser,
  S3FilesAccessPoint,
  type S3FilesAccessPointProps,
  S3FilesFileSystem,
  type S3FilesFileSystemProps,
  S3FilesSynchronization,
  type S3FilesSynchronizationProps,
  type SynchronizationConfiguration,
  SynchronizationMode,
  type VpcConfiguration,
} from '../../../../src';
import { newFunction } from '../../../constructs/support/stacks';
import { section } from '../section';
import type { World } from '../world';

/** A file system with an access point that a function mounts. */
function build({ stack, vpc }: World, props: S3FilesFileSystemProps): S3FilesFileSystem {
  const files = new S3FilesFileSystem(stack, 'Files', props);
  const clientVpc = props.vpcConfiguration?.vpc ?? vpc;
  const vpcSubnets = { subnets: clientVpc.privateSubnets.slice(0, 1) };
  const client = newFunction(stack, { vpc: clientVpc, vpcSubnets }, 'Client');
  files.addAccessPoint('Events', { path: '/events' }).attachToFunction(client);
  return files;
}

const NEW_MOUNT_TARGETS =
  'CloudFormation makes a mount target before it deletes the one that it replaces, and [a file system has one for each Availability Zone](https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-files-resources.html). So expect a deployment that replaces mount targets to be refused and rolled back. Make a second file system over the bucket (`bucket: first.bucket`) with the network that you want, attach the clients to it, and take the `vpcConfiguration` from the first one.';

const hot = (changed: Partial<ImportDataRule> = {}): ImportDataRule => ({
  prefix: 'hot/',
  sizeLessThan: Size.mebibytes(1),
  ...changed,
});
const STATEMENT = new iam.PolicyStatement({ principals: [new iam.AccountRootPrincipal()], actions: ['s3files:*'] });
const OWN_POLICY = () => ({ fileSystemPolicy: new iam.PolicyDocument({ statements: [STATEMENT] }) });
const TOKEN = { after: () => ({ clientToken: 'again' }) };

const fileSystem = section<S3FilesFileSystemProps>({
  heading: 'S3FilesFileSystem',
  struct: 'S3FilesFileSystemProps',
  base: ({ vpc }) => ({ vpcConfiguration: { vpc } }),
  build,
  changes: {
    bucket: {
      after: (world) => ({ bucket: world.bucket('other') }),
      note: 'Objects are not moved to the other bucket',
    },
    prefix: { after: () => ({ prefix: 'landing/' }), note: 'Files that are not below it are no longer seen' },
    kmsKey: { after: (world) => ({ kmsKey: world.key() }) },
    role: {
      after: ({ stack }) => ({ role: iam.Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::123456789012:role/files') }),
    },
    acceptBucketWarning: { after: () => ({ acceptBucketWarning: false }) },
    clientToken: TOKEN,
    fileSystemPolicy: { after: OWN_POLICY },
    removalPolicy: {
      after: () => ({ removalPolicy: RemovalPolicy.DESTROY }),
      note: 'From now on the bucket is emptied when it is deleted',
    },
    synchronizationConfiguration: {
      after: () => ({ synchronizationConfiguration: { dataExpiration: Duration.days(7) } }),
    },
    vpcConfiguration: {
      how: 'another VPC',
      after: ({ otherVpc: vpc }) => ({ vpcConfiguration: { vpc } }),
      note: 'See the next table',
    },
  },
});

const network = section<VpcConfiguration>({
  heading: 'The network of a file system (`vpcConfiguration`)',
  lead: NEW_MOUNT_TARGETS,
  struct: 'VpcConfiguration',
  base: ({ vpc }) => ({ vpc }),
  build: (world, vpcConfiguration) => {
    build(world, { vpcConfiguration });
  },
  changes: {
    vpc: { after: ({ otherVpc }) => ({ vpc: otherVpc }) },
    vpcSubnets: {
      how: 'one zone more',
      before: ({ vpc }) => ({ vpcSubnets: { subnets: vpc.privateSubnets.slice(0, 1) } }),
      after: ({ vpc }) => ({ vpcSubnets: { subnets: vpc.privateSubnets } }),
    },
    securityGroup: { after: (world) => ({ securityGroup: world.securityGroup('Given') }) },
    securityGroups: {
      before: (world) => ({ securityGroups: [world.securityGroup('A')] }),
      after: (world) => ({ securityGroups: [world.securityGroup('A'), world.securityGroup('B')] }),
    },
    ipAddressType: { after: () => ({ ipAddressType: IpAddressType.DUAL_STACK }) },
    addresses: { after: ({ vpc }) => ({ addresses: [{ subnet: vpc.privateSubnets[0], ipv4Address: '10.0.0.9' }] }) },
  },
});

const addresses = section<MountTargetAddress>({
  heading: 'A fixed address of a mount target (`addresses`)',
  struct: 'MountTargetAddress',
  base: ({ vpc }) => ({ subnet: vpc.privateSubnets[0], ipv4Address: '10.0.0.9' }),
  build: (world, address) => {
    const ipAddressType = IpAddressType.DUAL_STACK;
    build(world, { vpcConfiguration: { vpc: world.vpc, addresses: [address], ipAddressType } });
  },
  changes: {
    subnet: {
      after: ({ vpc }) => ({ subnet: vpc.privateSubnets[1] }),
      note: 'An address is free again only once its mount target is gone: change it in two deployments',
    },
    ipv4Address: { after: () => ({ ipv4Address: '10.0.0.10' }) },
    ipv6Address: { after: () => ({ ipv6Address: '2001:db8::9' }) },
  },
});

const synchronizationOf = section<SynchronizationConfiguration>({
  heading: 'Synchronization of a file system (`synchronizationConfiguration`)',
  lead: 'No rule moves or deletes an object of the bucket: rules say what is kept in fast storage.',
  struct: 'SynchronizationConfiguration',
  base: () => ({ importDataRules: [hot()] }),
  build: (world, synchronizationConfiguration) => {
    build(world, { vpcConfiguration: { vpc: world.vpc }, synchronizationConfiguration });
  },
  changes: {
    importDataRules: { after: () => ({ importDataRules: [hot(), hot({ prefix: 'warm/' })] }) },
    dataExpiration: { after: () => ({ dataExpiration: Duration.days(7) }) },
    mode: {
      after: () => ({ mode: SynchronizationMode.CLOUDFORMATION }),
      note: 'The rules themselves stay as they were between the two',
    },
    installLatestAwsSdk: { after: () => ({ installLatestAwsSdk: false }) },
    logGroup: { after: (world) => ({ logGroup: world.logGroup() }) },
  },
});

const rules = section<ImportDataRule>({
  heading: 'A rule (`importDataRules`)',
  struct: 'ImportDataRule',
  base: () => hot(),
  build: (world, rule) => {
    build(world, {
      vpcConfiguration: { vpc: world.vpc },
      synchronizationConfiguration: { importDataRules: [rule] },
    });
  },
  changes: {
    prefix: { after: () => ({ prefix: 'warm/' }) },
    sizeLessThan: { after: () => ({ sizeLessThan: Size.mebibytes(2) }), note: 'Files that were imported stay so' },
    trigger: { after: () => ({ trigger: ImportDataRuleTrigger.ON_FILE_ACCESS }) },
  },
});

const confinement = section<ConfinementOptions>({
  heading: 'Confinement (`confineToAccessPoints`)',
  struct: 'ConfinementOptions',
  build: (world, options) => build(world, { vpcConfiguration: { vpc: world.vpc } }).confineToAccessPoints(options),
  changes: {
    accessPoints: {
      after: ({ stack }) => {
        const accessPointArn =
          'arn:aws:s3files:eu-central-1:123456789012:file-system/fs-0123456789abcdef0/access-point/fsap-0123456789abcdef0';
        return { accessPoints: [S3FilesAccessPoint.fromAccessPointAttributes(stack, 'Other', { accessPointArn })] };
      },
    },
  },
});

const accessPoint = section<S3FilesAccessPointProps>({
  heading: 'S3FilesAccessPoint (and `addAccessPoint`)',
  lead: 'Everything replaces the access point. No file is touched: the new one shows the same directory if `path` is the same, and the functions that mount it are updated in the same deployment.',
  struct: 'S3FilesAccessPointProps',
  base: (world) => ({ fileSystem: world.imported('Files'), path: '/events' }),
  build: ({ stack, vpc }, props) => {
    new S3FilesAccessPoint(stack, 'Events', props).attachToFunction(newFunction(stack, { vpc }, 'Client'));
  },
  changes: {
    fileSystem: {
      after: (world) => ({ fileSystem: world.imported('Other') }),
      note: 'Files stay on the other file system',
    },
    path: {
      after: () => ({ path: '/orders' }),
      note: 'Files stay in the directory of before: clients no longer see them',
    },
    posixUser: {
      after: () => ({ posixUser: { uid: '2000', gid: '2000' } }),
      note: 'Files keep their owner: see to it that the new user may read and write them',
    },
    createAcl: {
      after: () => ({ createAcl: { ownerUid: '1000', ownerGid: '1000', permissions: '750' } }),
      note: 'A directory that exists keeps owner and mode',
    },
    clientToken: TOKEN,
  },
});

const onAccessPoint = (world: World, options: Pick<S3FilesAccessPointProps, 'posixUser' | 'createAcl'>) =>
  new S3FilesAccessPoint(world.stack, 'Events', { fileSystem: world.imported('Files'), path: '/events', ...options });

const posixUser = section<PosixUser>({
  heading: 'The user of an access point (`posixUser`)',
  struct: 'PosixUser',
  base: () => ({ uid: '1000', gid: '1000' }),
  build: (world, user) => {
    onAccessPoint(world, { posixUser: user });
  },
  changes: {
    uid: { after: () => ({ uid: '2000' }) },
    gid: { after: () => ({ gid: '2000' }) },
    secondaryGids: { after: () => ({ secondaryGids: ['3000'] }) },
  },
});

const acl = section<Acl>({
  heading: 'The owner of its directory (`createAcl`)',
  struct: 'Acl',
  base: () => ({ ownerUid: '1000', ownerGid: '1000', permissions: '755' }),
  build: (world, createAcl) => {
    onAccessPoint(world, { createAcl });
  },
  changes: {
    ownerUid: { after: () => ({ ownerUid: '2000' }) },
    ownerGid: { after: () => ({ ownerGid: '2000' }) },
    permissions: { after: () => ({ permissions: '750' }) },
  },
});

const synchronization = section<S3FilesSynchronizationProps>({
  heading: 'S3FilesSynchronization',
  struct: 'S3FilesSynchronizationProps',
  base: (world) => ({ fileSystem: world.imported('Files'), importDataRules: [hot()] }),
  build: ({ stack }, props) => {
    new S3FilesSynchronization(stack, 'Rules', props);
  },
  changes: {
    fileSystem: {
      after: (world) => ({ fileSystem: world.imported('Other') }),
      note: 'The other keeps the rules that it had last',
    },
    importDataRules: { after: () => ({ importDataRules: [hot(), hot({ prefix: 'warm/' })] }) },
    dataExpiration: { after: () => ({ dataExpiration: Duration.days(7) }) },
    installLatestAwsSdk: { after: () => ({ installLatestAwsSdk: false }) },
    logGroup: { after: (world) => ({ logGroup: world.logGroup() }) },
  },
});

export const FILE_SYSTEMS = [
  fileSystem,
  network,
  addresses,
  synchronizationOf,
  rules,
  confinement,
  accessPoint,
  posixUser,
  acl,
  synchronization,
];
