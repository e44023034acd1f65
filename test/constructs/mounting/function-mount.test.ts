import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as efs from 'aws-cdk-lib/aws-efs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { type App, CfnParameter, NestedStack, type Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { DirectS3Read, MountAccess, S3FilesAccessPoint, S3FilesFileSystem } from '../../../src';
import { actionsOf, newFunction, newStack, newVpc, statements, warnings } from '../support/stacks';
import { ACCESS_POINT_ARN, newMountableStack, waitsFor } from './fixtures';

let app: App;
let stack: Stack;
let vpc: ec2.Vpc;
let fileSystem: S3FilesFileSystem;
let accessPoint: S3FilesAccessPoint;
beforeEach(() => {
  ({ app, stack, vpc, fileSystem, accessPoint } = newMountableStack());
});

function mountPaths(template: Template): unknown[] {
  return Object.values(template.findResources('AWS::Lambda::Function'))
    .flatMap(({ Properties }) => Properties.FileSystemConfigs ?? [])
    .map(({ LocalMountPath }) => LocalMountPath);
}

function importedRole(mutable = true): iam.IRole {
  return iam.Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::123456789012:role/theirs', { mutable });
}

/** A function of another library, such as one in Python: a subclass, and no more. */
class FunctionOfAnotherLibrary extends lambda.Function {
  constructor(scope: Construct, id: string, ownVpc: ec2.IVpc) {
    super(scope, id, {
      runtime: lambda.Runtime.PYTHON_3_13,
      handler: 'index.handler',
      code: lambda.Code.fromInline('def handler(event, context): pass'),
      vpc: ownVpc,
    });
  }
}

describe('a function in the stack of the file system', () => {
  test('is given the mount, and waits for the mount targets and for its rule', () => {
    accessPoint.attachToFunction(newFunction(stack, { vpc }), { mountPath: '/mnt/data' });
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::Lambda::Function', {
      FileSystemConfigs: [{ Arn: stack.resolve(accessPoint.accessPointArn), LocalMountPath: '/mnt/data' }],
    });
    expect(waitsFor(stack, 'AWS::Lambda::Function', /MountTarget|SecurityGroup/)).toEqual([
      'AWS::EC2::SecurityGroupIngress',
      'AWS::S3Files::MountTarget',
    ]);
  });

  test('is let in to NFS', () => {
    const fn = newFunction(stack, { vpc });
    accessPoint.attachToFunction(fn);
    Template.fromStack(stack).hasResourceProperties('AWS::EC2::SecurityGroupIngress', {
      FromPort: 2049,
      ToPort: 2049,
      IpProtocol: 'tcp',
      SourceSecurityGroupId: stack.resolve(fn.connections.securityGroups[0]?.securityGroupId),
      GroupId: stack.resolve(fileSystem.connections.securityGroups[0]?.securityGroupId),
    });
  });

  test('with a closed security group is let out too, and waits for that rule', () => {
    const closed = new ec2.SecurityGroup(stack, 'Closed', { vpc, allowAllOutbound: false });
    accessPoint.attachToFunction(newFunction(stack, { vpc, securityGroups: [closed] }));
    expect(waitsFor(stack, 'AWS::Lambda::Function', /MountTarget|SecurityGroup/)).toEqual([
      'AWS::EC2::SecurityGroupEgress',
      'AWS::EC2::SecurityGroupIngress',
      'AWS::S3Files::MountTarget',
    ]);
  });

  test('waits for no rule of another function', () => {
    accessPoint.attachToFunction(newFunction(stack, { vpc }, 'One'));
    accessPoint.attachToFunction(newFunction(stack, { vpc }, 'Other'));
    const functions = Template.fromStack(stack).findResources('AWS::Lambda::Function');
    for (const { DependsOn } of Object.values(functions).filter(({ Properties }) => Properties.FileSystemConfigs)) {
      expect(DependsOn.filter((id: string) => /SecurityGroupfrom/.test(id))).toHaveLength(1);
    }
  });

  test('may read by default, and writes when asked', () => {
    accessPoint.attachToFunction(newFunction(stack, { vpc }, 'Reader'));
    const clientActions = () =>
      statements(stack)
        .flatMap(actionsOf)
        .filter((action) => action.startsWith('s3files:'));
    expect(clientActions()).toEqual(['s3files:ClientMount']);
  });

  test('writes when asked', () => {
    accessPoint.attachToFunction(newFunction(stack, { vpc }), { access: MountAccess.READ_WRITE });
    const actions = statements(stack)
      .flatMap(actionsOf)
      .filter((action) => action.startsWith('s3files:'));
    expect(actions).toEqual(['s3files:ClientMount', 's3files:ClientWrite']);
  });

  test('is mounted at a path that is a parameter of the stack', () => {
    const mountPath = new CfnParameter(stack, 'MountPath').valueAsString;
    accessPoint.attachToFunction(newFunction(stack, { vpc }), { mountPath });
    expect(mountPaths(Template.fromStack(stack))).toEqual([{ Ref: 'MountPath' }]);
  });

  test('waits for mount targets that are added after it was attached', () => {
    const late = new S3FilesFileSystem(stack, 'Late');
    late.addAccessPoint('AccessPoint').attachToFunction(newFunction(stack, { vpc }));
    late.addMountTargets(late, { vpc });
    expect(waitsFor(stack, 'AWS::Lambda::Function', /MountTarget|SecurityGroup/)).toContain(
      'AWS::S3Files::MountTarget',
    );
  });
});

describe('a function elsewhere', () => {
  test('in a stack below the file system is mounted, and its rules are in its own stack', () => {
    const below = newStack(app, 'Below');
    accessPoint.attachToFunction(newFunction(below, { vpc }));
    const template = Template.fromStack(below);
    template.resourceCountIs('AWS::EC2::SecurityGroupIngress', 1);
    expect(waitsFor(below, 'AWS::Lambda::Function', /MountTarget|SecurityGroup/)).toEqual([
      'AWS::EC2::SecurityGroupIngress',
    ]);
    expect(below.dependencies).toEqual([stack]);
    expect(stack.dependencies).toEqual([]);
  });

  test('in a nested stack is mounted', () => {
    const nested = new NestedStack(stack, 'Nested');
    accessPoint.attachToFunction(newFunction(nested, { vpc }));
    Template.fromStack(nested).hasResourceProperties('AWS::Lambda::Function', {
      FileSystemConfigs: [{ LocalMountPath: '/mnt/events' }],
    });
  });

  test.each<[string, (fn: lambda.Function) => lambda.IFunction]>([
    ['an alias', (fn) => new lambda.Alias(stack, 'Live', { aliasName: 'live', version: fn.currentVersion })],
    ['its current version', (fn) => fn.currentVersion],
    ['its latest version', (fn) => fn.latestVersion],
    ['an alias of its latest version', (fn) => fn.addAlias('live')],
    [
      'an alias that was imported with it',
      (fn) => lambda.Alias.fromAliasAttributes(stack, 'Live', { aliasName: 'live', aliasVersion: fn.currentVersion }),
    ],
  ])('behind %s is mounted', (_, qualified) => {
    accessPoint.attachToFunction(qualified(newFunction(stack, { vpc })));
    expect(mountPaths(Template.fromStack(stack))).toEqual(['/mnt/events']);
  });

  test.each<[string, () => lambda.IFunction]>([
    [
      'of the Node.js library',
      () =>
        new NodejsFunction(stack, 'Function', {
          vpc,
          code: lambda.Code.fromInline('exports.handler = async () => {};'),
          handler: 'index.handler',
        }),
    ],
    [
      'that is an image',
      () =>
        new lambda.DockerImageFunction(stack, 'Function', {
          vpc,
          code: lambda.DockerImageCode.fromEcr(ecr.Repository.fromRepositoryName(stack, 'Repository', 'repository')),
        }),
    ],
    ['of a class that extends it', () => new FunctionOfAnotherLibrary(stack, 'Function', vpc)],
    ['whose role is imported, and takes policies', () => newFunction(stack, { vpc, role: importedRole() })],
  ])('%s is mounted', (_, fn) => {
    accessPoint.attachToFunction(fn());
    expect(mountPaths(Template.fromStack(stack))).toEqual(['/mnt/events']);
    expect(warnings(stack)).toEqual([]);
  });

  test('in a stack below is mounted where the file system is in a nested stack', () => {
    const nested = new NestedStack(stack, 'Nested');
    const below = newStack(app, 'Below');
    new S3FilesFileSystem(nested, 'Files', { vpcConfiguration: { vpc } })
      .addAccessPoint('Events')
      .attachToFunction(newFunction(below, { vpc }));
    expect(mountPaths(Template.fromStack(below))).toEqual(['/mnt/events']);
    expect(below.dependencies).toEqual([stack]);
  });

  test('in the stack above is mounted where the file system is in one below that does not need the function', () => {
    const below = newStack(app, 'Below');
    new S3FilesFileSystem(below, 'Files', { vpcConfiguration: { vpc } })
      .addAccessPoint('Events')
      .attachToFunction(newFunction(newStack(app, 'Functions'), { vpc }));
    expect(() => app.synth()).not.toThrow();
  });

  test('is mounted beside another one of the same access point, each at its own path', () => {
    accessPoint.attachToFunction(newFunction(stack, { vpc }, 'One'), { mountPath: '/mnt/one' });
    accessPoint.attachToFunction(newFunction(stack, { vpc }, 'Other'), { mountPath: '/mnt/other' });
    expect(mountPaths(Template.fromStack(stack)).sort()).toEqual(['/mnt/one', '/mnt/other']);
  });

  test('that is a singleton is mounted', () => {
    const fn = new lambda.SingletonFunction(stack, 'Singleton', {
      uuid: 'f7d4f730-4ee1-11e8-9c2d-fa7ae01bbebc',
      runtime: lambda.Runtime.NODEJS_24_X,
      handler: 'index.handler',
      code: lambda.Code.fromInline('exports.handler = async () => {};'),
      vpc,
    });
    accessPoint.attachToFunction(fn);
    expect(waitsFor(stack, 'AWS::Lambda::Function', /MountTarget|SecurityGroup/)).toEqual([
      'AWS::EC2::SecurityGroupIngress',
      'AWS::S3Files::MountTarget',
    ]);
  });

  test('mounts an imported access point, and is let in to the security group that was given', () => {
    const imported = S3FilesAccessPoint.fromAccessPointAttributes(stack, 'Imported', {
      accessPointArn: ACCESS_POINT_ARN,
      securityGroup: ec2.SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-0123'),
    });
    imported.attachToFunction(newFunction(stack, { vpc }));
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', { GroupId: 'sg-0123', FromPort: 2049 });
    expect(waitsFor(stack, 'AWS::Lambda::Function', /MountTarget|SecurityGroup/)).toEqual([
      'AWS::EC2::SecurityGroupIngress',
    ]);
  });
});

describe('refused at once', () => {
  test.each([
    ['/data', "mount path '/data' cannot be used by Lambda: give '/mnt/' and one name"],
    ['/mnt/', "mount path '/mnt/' cannot be used"],
    ['/mnt/..', "mount path '/mnt/..' cannot be used"],
    ['/mnt/a/b', "mount path '/mnt/a/b' cannot be used"],
    [`/mnt/${'a'.repeat(156)}`, 'at most 160 characters'],
  ])('mount path %j', (mountPath, message) => {
    expect(() => accessPoint.attachToFunction(newFunction(stack, { vpc }), { mountPath })).toThrow(message);
  });

  test('a function without a VPC', () => {
    expect(() => accessPoint.attachToFunction(newFunction(stack))).toThrow(
      "function 'Stack/Function' has no VPC, but a mount target can only be reached from its VPC: give the function 'vpc'",
    );
  });

  test('a function with a mount', () => {
    const fn = newFunction(stack, { vpc });
    accessPoint.attachToFunction(fn);
    expect(() => accessPoint.attachToFunction(fn)).toThrow(
      "function 'Stack/Function' has a mount already at '/mnt/events', and Lambda allows one for each function: attach the second access point to another function",
    );
  });

  test('a function that has one by the file system it was made with', () => {
    const fn = newFunction(stack, {
      vpc,
      filesystem: lambda.FileSystem.fromEfsAccessPoint(
        new efs.FileSystem(stack, 'Efs', { vpc }).addAccessPoint('AccessPoint'),
        '/mnt/efs',
      ),
    });
    expect(() => accessPoint.attachToFunction(fn)).toThrow(
      "function 'Stack/Function' has a mount already at '/mnt/efs'",
    );
  });

  test('a function in another account or Region', () => {
    const regional = (id: string, region: string) =>
      newStack(app, id, { env: { account: '123456789012', region }, crossRegionReferences: true });
    const there = new S3FilesFileSystem(regional('There', 'eu-central-1'), 'Files').addAccessPoint('Events');
    const here = regional('Here', 'eu-west-1');
    expect(() => there.attachToFunction(newFunction(here, { vpc: newVpc(here) }))).toThrow(
      "access point 'There/Files/Events' is in region 'eu-central-1', and function 'Here/Function' in region 'eu-west-1', but Lambda mounts only what is in its own: put both in one region",
    );
  });

  test('a function with SnapStart', () => {
    const fn = newFunction(stack, {
      vpc,
      runtime: lambda.Runtime.JAVA_21,
      snapStart: lambda.SnapStartConf.ON_PUBLISHED_VERSIONS,
      code: lambda.Code.fromAsset(__dirname),
    });
    expect(() => accessPoint.attachToFunction(fn)).toThrow("function 'Stack/Function' uses SnapStart");
  });

  test.each<[string, () => lambda.IFunction]>([
    ['by name', () => lambda.Function.fromFunctionName(stack, 'Function', 'fn')],
    [
      'by ARN',
      () => lambda.Function.fromFunctionArn(stack, 'Function', 'arn:aws:lambda:eu-central-1:123456789012:function:fn'),
    ],
    [
      'with its security group',
      () =>
        lambda.Function.fromFunctionAttributes(stack, 'Function', {
          functionArn: 'arn:aws:lambda:eu-central-1:123456789012:function:fn',
          securityGroup: ec2.SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-0123'),
        }),
    ],
    [
      'as a version',
      () => lambda.Version.fromVersionArn(stack, 'Function', 'arn:aws:lambda:eu-central-1:123456789012:function:fn:1'),
    ],
  ])('a function imported %s', (_, fn) => {
    expect(() => accessPoint.attachToFunction(fn())).toThrow(
      /function 'Stack\/Function[^']*' is not defined in this app, so it cannot be given a mount: attach where it is defined/,
    );
  });
});

describe('refused at synth', () => {
  test('a function in an Availability Zone without a mount target', () => {
    const [first] = vpc.privateSubnets;
    const one = new S3FilesFileSystem(stack, 'One', {
      vpcConfiguration: { vpc, vpcSubnets: { subnets: first ? [first] : [] } },
    });
    one.addAccessPoint('AccessPoint').attachToFunction(newFunction(stack, { vpc }));
    expect(() => app.synth()).toThrow(
      'the function runs in Stack/Vpc/PrivateSubnet2, but the file system has no mount target in its Availability Zone',
    );
  });

  test('a file system that has no mount target at all', () => {
    const bare = new S3FilesFileSystem(stack, 'Bare');
    bare.addAccessPoint('AccessPoint').attachToFunction(newFunction(stack, { vpc }));
    expect(() => app.synth()).toThrow(
      "the file system has no mount target, so that the function could not mount it: give the file system 'vpcConfiguration'",
    );
  });

  test('a function in another VPC', () => {
    const other = new ec2.Vpc(stack, 'Other', { maxAzs: 2 });
    accessPoint.attachToFunction(newFunction(stack, { vpc: other }));
    expect(() => app.synth()).toThrow(
      "the function runs in another VPC than the file system's mount targets (Stack/Vpc)",
    );
  });

  test('a function whose subnets were changed after it was attached', () => {
    const fn = newFunction(stack, { vpc });
    accessPoint.attachToFunction(fn);
    const { subnetId } = new ec2.Vpc(stack, 'Other', { maxAzs: 1 }).privateSubnets[0] as ec2.ISubnet;
    resourceOf(fn).vpcConfig = { subnetIds: [subnetId] };
    expect(() => app.synth()).toThrow("the function runs in another VPC than the file system's mount targets");
  });

  test('a function that got SnapStart after it was attached', () => {
    const fn = newFunction(stack, { vpc });
    accessPoint.attachToFunction(fn);
    resourceOf(fn).snapStart = { applyOn: 'PublishedVersions' };
    expect(() => app.synth()).toThrow(
      "function 'Stack/Function' uses SnapStart, which Lambda does not combine with a mount: leave out 'snapStart'",
    );
  });

  test.each<[string, lambda.CfnFunction['fileSystemConfigs']]>([
    ['taken away', undefined],
    ['replaced', [{ arn: 'arn:aws:elasticfilesystem:eu-central-1:1:access-point/fsap-0', localMountPath: '/mnt/efs' }]],
    ['emptied', []],
  ])('a function whose mount was %s after it was attached', (_, fileSystemConfigs) => {
    const fn = newFunction(stack, { vpc });
    accessPoint.attachToFunction(fn);
    resourceOf(fn).fileSystemConfigs = fileSystemConfigs;
    expect(() => app.synth()).toThrow(
      "function 'Stack/Function' lost its mount at '/mnt/events', since 'fileSystemConfigs' of its resource was set after it was attached: leave that property to 'attachToFunction'",
    );
  });
});

test('a mount that was written anew, and is the same, is left in peace', () => {
  const fn = newFunction(stack, { vpc });
  accessPoint.attachToFunction(fn);
  const resource = resourceOf(fn);
  resource.fileSystemConfigs = [
    { ...(resource.fileSystemConfigs as [lambda.CfnFunction.FileSystemConfigProperty])[0] },
  ];
  expect(() => app.synth()).not.toThrow();
});

test('a role that takes no policy is warned of, with the statements to add', () => {
  const fn = newFunction(stack, { vpc, role: importedRole(false) });
  accessPoint.attachToFunction(fn, { access: MountAccess.READ_WRITE, directS3Read: DirectS3Read.ENABLED });
  const [warning] = warnings(stack);
  expect(warning).toContain("role 'Stack/Role' of 'Stack/Function' takes no policy from this app");
  expect(warning).toContain('"Action":["s3files:ClientMount","s3files:ClientWrite"]');
  expect(warning).toContain(`"s3files:AccessPointArn":"\${Stack/Files/Events/Resource.AccessPointArn}"`);
  expect(warning).toContain(
    `{"Action":["s3:GetObject","s3:GetObjectVersion"],"Condition":{"StringEquals":{"aws:ResourceAccount":{"Ref":"AWS::AccountId"}}},"Effect":"Allow","Resource":"\${Stack/Files/Bucket/Resource.Arn}/events/*"}`,
  );
});

function resourceOf(fn: lambda.Function): lambda.CfnFunction {
  return fn.node.defaultChild as lambda.CfnFunction;
}
