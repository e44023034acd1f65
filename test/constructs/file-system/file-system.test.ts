import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as s3n from 'aws-cdk-lib/aws-s3-notifications';
import { App, Duration, RemovalPolicy, Size, type Stack } from 'aws-cdk-lib/core';
import {
  ImportDataRuleTrigger,
  IpAddressType,
  MountAccess,
  S3FilesFileSystem,
  SynchronizationMode,
} from '../../../src';
import { actionsOf, newFunction, newStack, newVpc, stableTemplate, statements, warnings } from '../support/stacks';

let stack: Stack;
beforeEach(() => {
  stack = newStack();
});

function fileSystemDependencies(): string[] {
  const [resource] = Object.values(Template.fromStack(stack).findResources('AWS::S3Files::FileSystem'));
  return resource?.DependsOn ?? [];
}

test('the template with all defaults', () => {
  new S3FilesFileSystem(stack, 'Files', { vpcConfiguration: { vpc: newVpc(stack) } });
  expect(stableTemplate(stack)).toMatchSnapshot();
});

describe('the bucket', () => {
  test('is versioned, encrypted, private and sends its events to EventBridge by default', () => {
    new S3FilesFileSystem(stack, 'Files');
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::S3::Bucket', {
      VersioningConfiguration: { Status: 'Enabled' },
      BucketEncryption: Match.anyValue(),
      PublicAccessBlockConfiguration: Match.objectLike({ BlockPublicAcls: true, RestrictPublicBuckets: true }),
      LifecycleConfiguration: {
        Rules: [Match.objectLike({ NoncurrentVersionExpiration: { NoncurrentDays: 30 }, Status: 'Enabled' })],
      },
    });
    template.hasResourceProperties('AWS::S3::Bucket', {
      NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } },
    });
  });

  test('keeps its events when the stack goes: they are no resource of their own', () => {
    new S3FilesFileSystem(stack, 'Files');
    Template.fromStack(stack).resourceCountIs('Custom::S3BucketNotifications', 0);
  });

  test('can be given', () => {
    const bucket = new s3.Bucket(stack, 'Own', { versioned: true });
    const fileSystem = new S3FilesFileSystem(stack, 'Files', { bucket });
    expect(fileSystem.bucket).toBe(bucket);
    expect(fileSystem.sourceBucket).toBe(bucket);
    Template.fromStack(stack).resourceCountIs('AWS::S3::Bucket', 1);
  });

  test('is refused with dual-layer encryption, with the way out', () => {
    const bucket = new s3.Bucket(stack, 'Own', { versioned: true, encryption: s3.BucketEncryption.DSSE_MANAGED });
    expect(() => new S3FilesFileSystem(stack, 'Files', { bucket })).toThrow(
      "bucket 'Stack/Own' has dual-layer encryption, and Amazon S3 Files takes S3_MANAGED or KMS",
    );
  });

  test.each([
    ['account', { account: '999999999999', region: 'eu-central-1' }],
    ['region', { account: '123456789012', region: 'us-west-2' }],
  ])('is refused in another %s', (part, place) => {
    const here = newStack(undefined, 'Here', { env: { account: '123456789012', region: 'eu-central-1' } });
    const bucket = s3.Bucket.fromBucketAttributes(here, 'Own', { bucketName: 'own', ...place });
    expect(() => new S3FilesFileSystem(here, 'Files', { bucket })).toThrow(
      `bucket 'Here/Own' is in ${part} '${place[part as 'account' | 'region']}' and its file system would be in`,
    );
  });

  test('is refused unversioned, with the way out', () => {
    const bucket = new s3.Bucket(stack, 'Own');
    expect(() => new S3FilesFileSystem(stack, 'Files', { bucket })).toThrow(
      "bucket 'Stack/Own' is not versioned, which Amazon S3 Files requires: give it 'versioned: true'",
    );
  });

  test('is taken as it is when imported, since nothing is known of it', () => {
    const bucket = s3.Bucket.fromBucketName(stack, 'Imported', 'a-bucket');
    expect(() => new S3FilesFileSystem(stack, 'Files', { bucket })).not.toThrow();
  });

  test('may have notifications to a function that mounts the file system: no cycle, and a warning', () => {
    const vpc = newVpc(stack);
    const bucket = new s3.Bucket(stack, 'Own', {
      versioned: true,
      autoDeleteObjects: true,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const fileSystem = new S3FilesFileSystem(stack, 'Files', { bucket, vpcConfiguration: { vpc } });
    const fn = newFunction(stack, { vpc });
    fileSystem.addAccessPoint('Events', { path: '/events' }).attachToFunction(fn);
    bucket.addEventNotification(s3.EventType.OBJECT_CREATED, new s3n.LambdaDestination(fn));
    expect(() => Template.fromStack(stack)).not.toThrow(); // looks for cycles
    expect(warnings(stack)).toContainEqual(expect.stringContaining('has notifications of its own'));
  });
});

describe('notifications of the bucket', () => {
  const WITHOUT_EVENT_BRIDGE = "call 'enableEventBridgeNotification()' on the bucket";
  const NOTIFICATIONS = 'Custom::S3BucketNotifications';

  test('that are added to the one made here go to a function that mounts it, without a cycle or a warning', () => {
    const vpc = newVpc(stack);
    const fileSystem = new S3FilesFileSystem(stack, 'Files', { vpcConfiguration: { vpc } });
    const fn = newFunction(stack, { vpc });
    fileSystem.addAccessPoint('Events', { path: '/events' }).attachToFunction(fn);
    fileSystem.bucket.addEventNotification(s3.EventType.OBJECT_CREATED, new s3n.LambdaDestination(fn));
    expect(() => Template.fromStack(stack)).not.toThrow();
    expect(warnings(stack)).toEqual([]);
  });

  test('that are added to the one made here leave EventBridge on, and what the service has added', () => {
    const { bucket } = new S3FilesFileSystem(stack, 'Files');
    bucket.addEventNotification(s3.EventType.OBJECT_CREATED, new s3n.LambdaDestination(newFunction(stack)));
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::S3::Bucket', {
      NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } },
    });
    // CDK's handler adds to what it finds unless the configuration is its own, and takes away what it has added.
    template.hasResourceProperties(NOTIFICATIONS, { Managed: false });
    expect(statements(stack).flatMap(actionsOf)).toContain('s3:GetBucketNotification');
  });

  test('of other buckets are written as ever', () => {
    new S3FilesFileSystem(stack, 'Files');
    const other = new s3.Bucket(stack, 'Other');
    other.addEventNotification(s3.EventType.OBJECT_CREATED, new s3n.LambdaDestination(newFunction(stack)));
    Template.fromStack(stack).hasResourceProperties(NOTIFICATIONS, { Managed: true });
  });

  test.each([
    ['switch EventBridge off', false, {}, true],
    ['name EventBridge', true, {}, false],
    ['leave alone what they find', false, { '@aws-cdk/aws-s3:keepNotificationInImportedBucket': true }, false],
  ])('of a given bucket that %s: is there a warning of that?', (_, eventBridgeEnabled, context, warned) => {
    const withFlag = newStack(new App({ context }));
    const bucket = new s3.Bucket(withFlag, 'Own', { versioned: true, eventBridgeEnabled });
    new S3FilesFileSystem(withFlag, 'Files', { bucket });
    bucket.addEventNotification(s3.EventType.OBJECT_CREATED, new s3n.LambdaDestination(newFunction(withFlag)));
    const about = warnings(withFlag).filter((warning) => warning.includes(WITHOUT_EVENT_BRIDGE));
    expect(about).toHaveLength(warned ? 1 : 0);
  });
});

test('a bucket that only sends its events to EventBridge gets no warning: the service wants that', () => {
  const bucket = new s3.Bucket(stack, 'Own', { versioned: true, eventBridgeEnabled: true });
  new S3FilesFileSystem(stack, 'Files', { bucket });
  expect(warnings(stack)).toEqual([]);
});

describe('the service role', () => {
  test('is trusted by the service for file systems of this account only', () => {
    new S3FilesFileSystem(stack, 'Files');
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: {
        Statement: [
          Match.objectLike({
            Principal: { Service: 'elasticfilesystem.amazonaws.com' },
            Condition: {
              StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
              ArnLike: { 'aws:SourceArn': { 'Fn::Join': ['', Match.arrayWith([':file-system/*'])] } },
            },
          }),
        ],
      },
    });
  });

  test('has the documented statements and nothing wider', () => {
    new S3FilesFileSystem(stack, 'Files');
    const own = statements(stack).filter(({ Sid }) => Sid !== undefined);
    expect(own.map(({ Sid }) => Sid)).toEqual([
      'S3BucketPermissions',
      'S3ObjectPermissions',
      'EventBridgeManage',
      'EventBridgeRead',
    ]);
    expect(statements(stack).flatMap(actionsOf)).not.toContain('s3:*');
    expect(own.map(({ Resource }) => Resource)).not.toContain('*');
    expect(own[0]?.Condition).toEqual({ StringEquals: { 'aws:ResourceAccount': { Ref: 'AWS::AccountId' } } });
  });

  test('may use the key of the bucket, by S3 and for this bucket only', () => {
    const key = new kms.Key(stack, 'Key');
    const bucket = new s3.Bucket(stack, 'Own', { versioned: true, encryptionKey: key });
    new S3FilesFileSystem(stack, 'Files', { bucket });
    const statement = statements(stack).find(({ Sid }) => Sid === 'UseKmsKeyWithS3Files');
    expect(statement?.Resource).toEqual(stack.resolve(key.keyArn));
    expect(statement?.Condition).toEqual({
      StringLike: {
        'kms:ViaService': { 'Fn::Join': ['', ['s3.', { Ref: 'AWS::Region' }, '.amazonaws.com']] },
        'kms:EncryptionContext:aws:s3:arn': [stack.resolve(bucket.bucketArn), stack.resolve(bucket.arnForObjects('*'))],
      },
    });
  });

  test.each<[string, (scope: Stack) => iam.IRoleRef]>([
    ['a role', (scope) => new iam.Role(scope, 'Own', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') })],
    [
      'the L1 of a role',
      (scope) =>
        new iam.CfnRole(scope, 'Own', {
          assumeRolePolicyDocument: {
            Statement: [
              { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: ['lambda.amazonaws.com'] } },
              { Effect: 'Deny', Action: 'sts:AssumeRole', Principal: { Service: 'elasticfilesystem.amazonaws.com' } },
            ],
          },
        }),
    ],
  ])('is refused if it is %s that the service cannot take', (_, roleOf) => {
    new S3FilesFileSystem(stack, 'Files', { role: roleOf(stack) });
    expect(() => Template.fromStack(stack)).toThrow(
      "role 'Stack/Own' of 'Stack/Files' trusts lambda.amazonaws.com, and not elasticfilesystem.amazonaws.com, with which",
    );
  });

  test('can be given, and is not written to', () => {
    const role = iam.Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::123456789012:role/files');
    new S3FilesFileSystem(stack, 'Files', { bucket: s3.Bucket.fromBucketName(stack, 'Imported', 'a-bucket'), role });
    Template.fromStack(stack).hasResourceProperties('AWS::S3Files::FileSystem', {
      RoleArn: 'arn:aws:iam::123456789012:role/files',
    });
    expect(statements(stack)).toEqual([]);
  });
});

describe('the order of creation', () => {
  test('the file system comes after the bucket, its policy, what empties it, and the role', () => {
    new S3FilesFileSystem(stack, 'Files', { removalPolicy: RemovalPolicy.DESTROY });
    expect(fileSystemDependencies()).toEqual([
      expect.stringMatching(/^FilesBucketAutoDeleteObjectsCustomResource/),
      expect.stringMatching(/^FilesBucketPolicy/),
      expect.stringMatching(/^FilesBucket/),
      expect.stringMatching(/^FilesServiceRole/),
    ]);
  });

  test('and after every policy that a given role has', () => {
    const role = new iam.Role(stack, 'Role', {
      assumedBy: new iam.ServicePrincipal('elasticfilesystem.amazonaws.com'),
    });
    new S3FilesFileSystem(stack, 'Files', { role });
    role.addToPolicy(new iam.PolicyStatement({ actions: ['s3:ListBucket'], resources: ['arn:aws:s3:::b'] }));
    expect(fileSystemDependencies()).toContainEqual(expect.stringMatching(/^RoleDefaultPolicy/));
  });
});

describe('mount targets', () => {
  test('there is one for each Availability Zone, in the first subnet chosen there', () => {
    const vpc = newVpc(stack, {
      subnetConfiguration: [
        { name: 'A', subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
        { name: 'B', subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
      ],
    });
    new S3FilesFileSystem(stack, 'Files', { vpcConfiguration: { vpc, vpcSubnets: { subnets: vpc.isolatedSubnets } } });
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::S3Files::MountTarget', 2);
    for (const subnet of vpc.selectSubnets({ subnetGroupName: 'A' }).subnetIds) {
      template.hasResourceProperties('AWS::S3Files::MountTarget', { SubnetId: stack.resolve(subnet) });
    }
  });

  test('of an imported VPC are named by the subnet, so that another Availability Zone replaces none', () => {
    const idsWith = (zones: string[]) => {
      const other = newStack();
      const imported = ec2.Vpc.fromVpcAttributes(other, 'Vpc', {
        vpcId: 'vpc-1',
        availabilityZones: zones,
        isolatedSubnetIds: zones.map((zone) => `subnet-${zone}`),
      });
      new S3FilesFileSystem(other, 'Files', { vpcConfiguration: { vpc: imported } });
      const targets = Template.fromStack(other).findResources('AWS::S3Files::MountTarget');
      return Object.fromEntries(Object.entries(targets).map(([id, { Properties }]) => [Properties.SubnetId, id]));
    };
    expect(idsWith(['a', 'b', 'c'])).toMatchObject(idsWith(['b', 'c']));
  });

  test('of several file systems can stand in one scope', () => {
    const vpc = newVpc(stack);
    new S3FilesFileSystem(stack, 'One').addMountTargets(stack, { vpc });
    new S3FilesFileSystem(stack, 'Other').addMountTargets(stack, { vpc });
    Template.fromStack(stack).resourceCountIs('AWS::S3Files::MountTarget', 4);
  });

  test('can be added for further zones, but not twice for one', () => {
    const vpc = newVpc(stack);
    const [first, second] = vpc.privateSubnets;
    const subnets = (...some: (ec2.ISubnet | undefined)[]) => ({ subnets: some.filter((s) => s !== undefined) });
    const fileSystem = new S3FilesFileSystem(stack, 'Files', {
      vpcConfiguration: { vpc, vpcSubnets: subnets(first) },
    });
    expect(() => fileSystem.addMountTargets(stack, { vpc })).toThrow(
      'there is a mount target in the Availability Zone of Stack/Vpc/PrivateSubnet1 already',
    );
    fileSystem.addMountTargets(fileSystem, { vpc, vpcSubnets: subnets(second) });
    Template.fromStack(stack).resourceCountIs('AWS::S3Files::MountTarget', 2);
  });

  test('take a given security group and IP address type', () => {
    const vpc = newVpc(stack);
    const securityGroup = ec2.SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-0123');
    const fileSystem = new S3FilesFileSystem(stack, 'Files', {
      vpcConfiguration: { vpc, securityGroup, ipAddressType: IpAddressType.DUAL_STACK },
    });
    Template.fromStack(stack).hasResourceProperties('AWS::S3Files::MountTarget', {
      SecurityGroups: ['sg-0123'],
      IpAddressType: 'DUAL_STACK',
    });
    expect(fileSystem.connections.securityGroups).toEqual([securityGroup]);
  });

  test('the default security group lets nobody in and nothing out', () => {
    new S3FilesFileSystem(stack, 'Files', { vpcConfiguration: { vpc: newVpc(stack) } });
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::EC2::SecurityGroupIngress', 0);
    template.hasResourceProperties('AWS::EC2::SecurityGroup', {
      GroupDescription: 'Mount targets of Amazon S3 Files',
      SecurityGroupEgress: [Match.objectLike({ CidrIp: '255.255.255.255/32' })],
    });
  });
});

describe('properties', () => {
  test('prefix, key and bucket warning reach the resource', () => {
    const kmsKey = new kms.Key(stack, 'Key');
    new S3FilesFileSystem(stack, 'Files', { prefix: 'landing/', kmsKey, acceptBucketWarning: false });
    Template.fromStack(stack).hasResourceProperties('AWS::S3Files::FileSystem', {
      Prefix: 'landing/',
      KmsKeyId: stack.resolve(kmsKey.keyArn),
      AcceptBucketWarning: false,
    });
  });

  test.each([
    ['landing', "must end with '/': write 'landing/'"],
    ['/landing/', "starts with '/', but keys of the bucket do not: write 'landing/'"],
    [`${'a'.repeat(1024)}/`, 'has 1025 characters, the service takes 1024'],
  ])('prefix %j is refused', (prefix, message) => {
    expect(() => new S3FilesFileSystem(stack, 'Files', { prefix })).toThrow(message);
  });

  test('file system, bucket and role are kept by default when the stack goes', () => {
    new S3FilesFileSystem(stack, 'Files');
    const template = Template.fromStack(stack);
    for (const type of ['AWS::S3Files::FileSystem', 'AWS::S3::Bucket']) {
      template.hasResource(type, { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
    }
    template.hasResource('AWS::IAM::Role', {
      DeletionPolicy: 'Retain',
      Properties: { Description: 'Lets Amazon S3 Files keep a file system and its bucket in step' },
    });
  });

  test('with DESTROY all three go, and the bucket is emptied', () => {
    new S3FilesFileSystem(stack, 'Files', { removalPolicy: RemovalPolicy.DESTROY });
    const template = Template.fromStack(stack);
    for (const type of ['AWS::S3Files::FileSystem', 'AWS::S3::Bucket']) {
      template.hasResource(type, { DeletionPolicy: 'Delete' });
    }
    template.resourceCountIs('Custom::S3AutoDeleteObjects', 1);
  });
});

describe('grants', () => {
  test.each([
    ['read', 's3files:ClientMount'],
    ['readWrite', ['s3files:ClientMount', 's3files:ClientWrite']],
    ['rootAccess', ['s3files:ClientMount', 's3files:ClientWrite', 's3files:ClientRootAccess']],
  ] as const)('%s grants its actions on this file system', (grant, action) => {
    const fileSystem = new S3FilesFileSystem(stack, 'Files');
    const role = new iam.Role(stack, 'Client', { assumedBy: new iam.AccountRootPrincipal() });
    fileSystem.grants[grant](role).assertSuccess();
    expect(statements(stack)).toContainEqual({
      Action: action,
      Effect: 'Allow',
      Resource: stack.resolve(fileSystem.fileSystemArn),
    });
  });

  test('grantMount grants reading unless more is asked for', () => {
    const fileSystem = new S3FilesFileSystem(stack, 'Files');
    const role = new iam.Role(stack, 'Client', { assumedBy: new iam.AccountRootPrincipal() });
    fileSystem.grantMount(role);
    expect(statements(stack).flatMap(actionsOf)).not.toContain('s3files:ClientWrite');
    fileSystem.grantMount(role, MountAccess.READ_WRITE);
    expect(newStatementsOf(role)).toContain('s3files:ClientWrite');
  });

  function newStatementsOf(role: iam.Role): string[] {
    const document = stack.resolve((role.node.findChild('DefaultPolicy') as iam.Policy).document) as {
      Statement: { Action: string | string[] }[];
    };
    return document.Statement.flatMap(({ Action }) => Action);
  }
});

describe('synchronization', () => {
  test('without rules nothing is deployed for them: the service has defaults', () => {
    new S3FilesFileSystem(stack, 'Files');
    Template.fromStack(stack).resourceCountIs('Custom::S3FilesSynchronization', 0);
  });

  test('by the property of the resource, no function is deployed', () => {
    new S3FilesFileSystem(stack, 'Files', {
      synchronizationConfiguration: {
        mode: SynchronizationMode.CLOUDFORMATION,
        importDataRules: [
          { prefix: 'hot/', sizeLessThan: Size.mebibytes(2), trigger: ImportDataRuleTrigger.ON_FILE_ACCESS },
        ],
        dataExpiration: Duration.days(7),
      },
    });
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::S3Files::FileSystem', {
      SynchronizationConfiguration: {
        ImportDataRules: [
          { Prefix: '', SizeLessThan: 131072, Trigger: 'ON_DIRECTORY_FIRST_ACCESS' },
          { Prefix: 'hot/', SizeLessThan: 2097152, Trigger: 'ON_FILE_ACCESS' },
        ],
        ExpirationDataRules: [{ DaysAfterLastAccess: 7 }],
      },
    });
    template.resourceCountIs('Custom::S3FilesSynchronization', 0);
  });

  test('rules that are added later join those that were given', () => {
    const fileSystem = new S3FilesFileSystem(stack, 'Files', {
      synchronizationConfiguration: { mode: SynchronizationMode.CLOUDFORMATION },
    });
    fileSystem.addImportDataRule({ prefix: 'later/', sizeLessThan: Size.kibibytes(1) });
    Template.fromStack(stack).hasResourceProperties('AWS::S3Files::FileSystem', {
      SynchronizationConfiguration: {
        ImportDataRules: [Match.anyValue(), Match.objectLike({ Prefix: 'later/', SizeLessThan: 1024 })],
      },
    });
  });
});

describe('an imported file system', () => {
  const fileSystemArn = 'arn:aws:s3files:eu-central-1:123456789012:file-system/fs-0123456789abcdef0';

  test('is known by its ARN', () => {
    const imported = S3FilesFileSystem.fromFileSystemAttributes(stack, 'Files', { fileSystemArn });
    expect(imported.fileSystemId).toBe('fs-0123456789abcdef0');
    expect(imported.fileSystemRef.fileSystemArn).toBe(fileSystemArn);
    expect(imported.env.region).toBe('eu-central-1');
  });

  test('or by its id, in the account and Region of the stack', () => {
    const inRegion = newStack(new App(), 'InRegion', { env: { account: '123456789012', region: 'eu-central-1' } });
    const imported = S3FilesFileSystem.fromFileSystemAttributes(inRegion, 'Files', {
      fileSystemId: 'fs-0123456789abcdef0',
    });
    expect(inRegion.resolve(imported.fileSystemArn)).toEqual({
      'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, fileSystemArn.slice('arn:aws'.length)]],
    });
  });

  test('has a prefix that ends in a slash, as its own stack gave it', () => {
    expect(() => S3FilesFileSystem.fromFileSystemAttributes(stack, 'Files', { fileSystemArn, prefix: 'pre' })).toThrow(
      "file system prefix 'pre' must end with '/'",
    );
  });

  test('needs one of them', () => {
    expect(() => S3FilesFileSystem.fromFileSystemAttributes(stack, 'Files', {})).toThrow(
      "an imported file system needs 'fileSystemArn' or 'fileSystemId': neither was given",
    );
  });

  test.each([
    [{ fileSystemArn: `${fileSystemArn}/access-point/fsap-1` }, 'use S3FilesAccessPoint.fromAccessPointAttributes'],
    [{ fileSystemArn: fileSystemArn.replace('s3files', 'elasticfilesystem') }, 'is not the ARN of a file system'],
    [{ fileSystemArn, fileSystemId: 'fs-other' }, "fileSystemId 'fs-other' contradicts fileSystemArn"],
  ])('%j is refused', (attributes, message) => {
    expect(() => S3FilesFileSystem.fromFileSystemAttributes(stack, 'Files', attributes)).toThrow(message);
  });

  test('warns when its security group is not given, and not when it is', () => {
    S3FilesFileSystem.fromFileSystemAttributes(stack, 'Files', { fileSystemArn });
    expect(warnings(stack)).toEqual([expect.stringContaining("give 'securityGroup' where it is imported")]);
    const other = newStack();
    const securityGroup = ec2.SecurityGroup.fromSecurityGroupId(other, 'Group', 'sg-0123');
    S3FilesFileSystem.fromFileSystemAttributes(other, 'Files', { fileSystemArn, securityGroup });
    expect(warnings(other)).toEqual([]);
  });

  test('grants mounting like an owned one', () => {
    const imported = S3FilesFileSystem.fromFileSystemAttributes(stack, 'Files', { fileSystemArn });
    imported.grants.read(new iam.Role(stack, 'Client', { assumedBy: new iam.AccountRootPrincipal() }));
    expect(statements(stack)).toEqual([{ Action: 's3files:ClientMount', Effect: 'Allow', Resource: fileSystemArn }]);
  });
});
