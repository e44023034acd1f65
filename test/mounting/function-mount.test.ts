import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { App, NestedStack, type Stack } from 'aws-cdk-lib/core';
import { MountAccess, S3FilesAccessPoint, S3FilesFileSystem } from '../../src';
import { actionsOf, newFunction, newStack, newVpc, statements } from '../support/stacks';

let app: App;
let stack: Stack;
let vpc: ec2.Vpc;
let fileSystem: S3FilesFileSystem;
let accessPoint: S3FilesAccessPoint;
beforeEach(() => {
  app = new App();
  stack = newStack(app);
  vpc = newVpc(stack);
  fileSystem = new S3FilesFileSystem(stack, 'Files', { vpcConfiguration: { vpc } });
  accessPoint = fileSystem.addAccessPoint('Events', { path: '/events' });
});

/** What the one function of a template with a mount waits for, by type. */
function waitsFor(template: Template): string[] {
  const functions = Object.values(template.findResources('AWS::Lambda::Function'));
  const dependencies: string[] = functions.find(({ Properties }) => Properties.FileSystemConfigs)?.DependsOn ?? [];
  const types = dependencies.map((id) => template.toJSON().Resources[id].Type as string);
  return [...new Set(types)].filter((type) => /MountTarget|SecurityGroup/.test(type)).sort();
}

describe('a function in the stack of the file system', () => {
  test('is given the mount, and waits for the mount targets and for its rule', () => {
    accessPoint.attachToFunction(newFunction(stack, { vpc }), { mountPath: '/mnt/data' });
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::Lambda::Function', {
      FileSystemConfigs: [{ Arn: stack.resolve(accessPoint.accessPointArn), LocalMountPath: '/mnt/data' }],
    });
    expect(waitsFor(template)).toEqual(['AWS::EC2::SecurityGroupIngress', 'AWS::S3Files::MountTarget']);
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
    expect(waitsFor(Template.fromStack(stack))).toEqual([
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

  test('waits for mount targets that are added after it was attached', () => {
    const late = new S3FilesFileSystem(stack, 'Late');
    late.addAccessPoint('AccessPoint').attachToFunction(newFunction(stack, { vpc }));
    late.addMountTargets(late, { vpc });
    expect(waitsFor(Template.fromStack(stack))).toContain('AWS::S3Files::MountTarget');
  });
});

describe('a function elsewhere', () => {
  test('in a stack below the file system is mounted, and its rules are in its own stack', () => {
    const below = newStack(app, 'Below');
    accessPoint.attachToFunction(newFunction(below, { vpc }));
    const template = Template.fromStack(below);
    template.resourceCountIs('AWS::EC2::SecurityGroupIngress', 1);
    expect(waitsFor(template)).toEqual(['AWS::EC2::SecurityGroupIngress']);
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

  test('behind an alias is mounted', () => {
    const fn = newFunction(stack, { vpc });
    accessPoint.attachToFunction(new lambda.Alias(stack, 'Live', { aliasName: 'live', version: fn.currentVersion }));
    Template.fromStack(stack).hasResourceProperties('AWS::Lambda::Function', {
      FileSystemConfigs: [{ LocalMountPath: '/mnt/events' }],
    });
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
    expect(waitsFor(Template.fromStack(stack))).toEqual([
      'AWS::EC2::SecurityGroupIngress',
      'AWS::S3Files::MountTarget',
    ]);
  });

  test('mounts an imported access point, and is let in to the security group that was given', () => {
    const imported = S3FilesAccessPoint.fromAccessPointAttributes(stack, 'Imported', {
      accessPointArn: 'arn:aws:s3files:eu-central-1:123456789012:file-system/fs-0123/access-point/fsap-0123',
      securityGroup: ec2.SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-0123'),
    });
    imported.attachToFunction(newFunction(stack, { vpc }));
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', { GroupId: 'sg-0123', FromPort: 2049 });
    expect(waitsFor(template)).toEqual(['AWS::EC2::SecurityGroupIngress']);
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
    expect(() => accessPoint.attachToFunction(fn)).toThrow("function 'Stack/Function' has a mount already");
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

  test('an imported function', () => {
    const fn = lambda.Function.fromFunctionName(stack, 'Function', 'fn');
    expect(() => accessPoint.attachToFunction(fn)).toThrow("function 'Stack/Function' is not defined in this app");
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
});
