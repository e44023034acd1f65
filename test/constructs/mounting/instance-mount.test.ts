import { Template } from 'aws-cdk-lib/assertions';
import * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { type App, CfnParameter, type Stack } from 'aws-cdk-lib/core';
import { DirectS3Read, MountAccess, type S3FilesAccessPoint, S3FilesFileSystem } from '../../../src';
import { actionsOf, newStack, statements, warnings } from '../support/stacks';
import { importedAccessPoint, mountActions, newInstance, newMountableStack, waitsFor } from './fixtures';

let app: App;
let stack: Stack;
let vpc: ec2.Vpc;
let fileSystem: S3FilesFileSystem;
let accessPoint: S3FilesAccessPoint;
beforeEach(() => {
  ({ app, stack, vpc, fileSystem, accessPoint } = newMountableStack());
});

/** The user data as the template has it, references included. */
function userData(of: Stack): string {
  const [resource] = Object.values(Template.fromStack(of).findResources('AWS::EC2::Instance'));
  return JSON.stringify(resource?.Properties.UserData);
}

describe('an instance', () => {
  test('mounts by the ids of file system and access point, read-only by default', () => {
    accessPoint.attachToInstance(newInstance(stack, vpc), { mountPoint: '/mnt/data' });
    expect(userData(stack)).toContain(
      `":/ /mnt/data s3files _netdev,nofail,accesspoint=",${JSON.stringify(stack.resolve(accessPoint.accessPointId))},",ro 0 0'`,
    );
  });

  test('writes when asked, and its entry is not read-only', () => {
    accessPoint.attachToInstance(newInstance(stack, vpc), { mountPoint: '/mnt/data', access: MountAccess.READ_WRITE });
    expect(mountActions(stack)).toEqual(['s3files:ClientMount', 's3files:ClientWrite']);
    expect(userData(stack)).toContain('," 0 0\'');
  });

  test('is granted to read by this access point only', () => {
    accessPoint.attachToInstance(newInstance(stack, vpc), { mountPoint: '/mnt/data' });
    const [statement] = statements(stack).filter(({ Action }) => Action === 's3files:ClientMount');
    expect(statement).toMatchObject({
      Resource: stack.resolve(fileSystem.fileSystemArn),
      Condition: { StringEquals: { 's3files:AccessPointArn': stack.resolve(accessPoint.accessPointArn) } },
    });
    expect(mountActions(stack)).toEqual(['s3files:ClientMount']);
  });

  test('waits for the mount targets, later ones included, for its rule and for the grant', () => {
    const late = new S3FilesFileSystem(stack, 'Late');
    late.addAccessPoint('AccessPoint').attachToInstance(newInstance(stack, vpc), { mountPoint: '/mnt/data' });
    late.addMountTargets(late, { vpc });
    expect(waitsFor(stack, 'AWS::EC2::Instance')).toEqual([
      'AWS::EC2::SecurityGroupIngress',
      'AWS::IAM::Policy',
      'AWS::S3Files::MountTarget',
    ]);
  });

  test('is let in to NFS', () => {
    const instance = newInstance(stack, vpc);
    accessPoint.attachToInstance(instance, { mountPoint: '/mnt/data' });
    Template.fromStack(stack).hasResourceProperties('AWS::EC2::SecurityGroupIngress', {
      FromPort: 2049,
      SourceSecurityGroupId: stack.resolve(instance.connections.securityGroups[0]?.securityGroupId),
      GroupId: stack.resolve(fileSystem.connections.securityGroups[0]?.securityGroupId),
    });
  });

  test('whose role takes no policy is warned of, with what it lacks', () => {
    const role = iam.Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::123456789012:role/app', { mutable: false });
    accessPoint.attachToInstance(newInstance(stack, vpc, { role }), { mountPoint: '/mnt/data' });
    expect(warnings(stack).filter((warning) => warning.includes('immutableRole'))).toEqual([
      expect.stringMatching(/role 'Stack\/Role' of 'Stack\/Instance' takes no policy .*s3files:ClientMount/),
    ]);
  });

  test('mounts several access points', () => {
    const instance = newInstance(stack, vpc);
    accessPoint.attachToInstance(instance, { mountPoint: '/mnt/events' });
    fileSystem.addAccessPoint('Other').attachToInstance(instance, { mountPoint: '/mnt/other' });
    expect(userData(stack)).toMatch(/\/mnt\/events s3files .*\/mnt\/other s3files /);
    Template.fromStack(stack).resourceCountIs('AWS::EC2::SecurityGroupIngress', 1);
  });

  test('in a stack below the file system has the rules in its own stack, and nothing points back', () => {
    const below = newStack(app, 'Below');
    accessPoint.attachToInstance(newInstance(below, vpc), { mountPoint: '/mnt/data' });
    expect(userData(below)).toContain('Fn::ImportValue');
    expect(waitsFor(below, 'AWS::EC2::Instance')).toEqual(['AWS::EC2::SecurityGroupIngress', 'AWS::IAM::Policy']);
    expect([below.dependencies, stack.dependencies]).toEqual([[stack], []]);
  });

  test('with a script of its own keeps it in front', () => {
    const own = ec2.UserData.forLinux();
    own.addCommands('systemctl start app');
    accessPoint.attachToInstance(newInstance(stack, vpc, { userData: own }), { mountPoint: '/mnt/data' });
    expect(userData(stack)).toMatch(/#!\/bin\/bash\\nsystemctl start app\\n\( # cdk-s3files/);
  });

  test('with user data in parts mounts in the default one', () => {
    const parts = new ec2.MultipartUserData();
    parts.addUserDataPart(ec2.UserData.forLinux(), ec2.MultipartBody.SHELL_SCRIPT, true);
    accessPoint.attachToInstance(newInstance(stack, vpc, { userData: parts }), { mountPoint: '/mnt/data' });
    expect(JSON.stringify(stack.resolve(parts.render()))).toContain('/mnt/data s3files');
  });
});

describe('direct reads of an instance', () => {
  const reads = () =>
    statements(stack).filter(
      (statement) =>
        actionsOf(statement).includes('s3:GetObjectVersion') && !actionsOf(statement).includes('s3:PutObject*'),
    );

  test('are granted when enabled', () => {
    accessPoint.attachToInstance(newInstance(stack, vpc), {
      mountPoint: '/mnt/data',
      directS3Read: DirectS3Read.ENABLED,
    });
    expect(JSON.stringify(reads())).toContain('/events/*');
    expect(userData(stack)).not.toContain('nodirects3read');
  });

  test('are switched off when disabled', () => {
    accessPoint.attachToInstance(newInstance(stack, vpc), {
      mountPoint: '/mnt/data',
      directS3Read: DirectS3Read.DISABLED,
    });
    expect(reads()).toEqual([]);
    expect(userData(stack)).toContain(',ro,nodirects3read 0 0');
  });

  test('are left to the role by default', () => {
    accessPoint.attachToInstance(newInstance(stack, vpc), { mountPoint: '/mnt/data' });
    expect(reads()).toEqual([]);
    expect(userData(stack)).not.toContain('nodirects3read');
  });
});

test('an Auto Scaling group mounts by the same commands', () => {
  const group = new autoscaling.AutoScalingGroup(stack, 'Group', {
    vpc,
    launchTemplate: new ec2.LaunchTemplate(stack, 'Template', {
      machineImage: ec2.MachineImage.latestAmazonLinux2023(),
      instanceType: new ec2.InstanceType('t3.nano'),
      userData: ec2.UserData.forLinux(),
      securityGroup: new ec2.SecurityGroup(stack, 'Machines', { vpc }),
    }),
  });
  group.addUserData(accessPoint.mountCommands({ mountPoint: '/mnt/data' }));
  group.connections.allowToDefaultPort(accessPoint.fileSystem);
  const template = Template.fromStack(stack);
  const [launchTemplate] = Object.values(template.findResources('AWS::EC2::LaunchTemplate'));
  expect(JSON.stringify(launchTemplate)).toContain('/mnt/data s3files');
  template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', { FromPort: 2049 });
});

describe('refused at once', () => {
  const attach = (mountPoint: string) => () => accessPoint.attachToInstance(newInstance(stack, vpc), { mountPoint });

  test.each([
    'mnt/data',
    '/',
    '',
    '/mnt/data/',
    '/mnt//data',
    '/mnt/my data',
    "/mnt/it's",
    '/mnt/$HOME',
    '/mnt/../etc',
    '/mnt/.',
    '/mnt/a\tb',
    '/mnt/a\\040b',
    '/mnt/a#b',
  ])('mount point %j', (mountPoint) => {
    expect(attach(mountPoint)).toThrow(
      `mount point '${mountPoint}' cannot be used: give an absolute path of letters, digits, '.', '_' and '-', such as '/mnt/data'`,
    );
  });

  test.each(['/etc', '/etc/app', '/proc/x', '/usr', '/var', '/tmp', '/lib64', '/var/lib'])(
    'the mount point of the system %j',
    (mountPoint) => {
      expect(attach(mountPoint)).toThrow(
        `mount point '${mountPoint}' would hide a directory that the system needs: give one of your own, such as '/mnt/data'`,
      );
    },
  );

  test.each(['/data', '/mnt/a.b-c_d', '/var/www/html', '/home/app/files'])('not: mount point %j', (mountPoint) => {
    expect(attach(mountPoint)).not.toThrow();
  });

  test('not: a mount point that only the deployment tells', () => {
    const mountPoint = new CfnParameter(stack, 'MountPoint').valueAsString;
    expect(attach(mountPoint)).not.toThrow();
  });

  test('an instance with Windows', () => {
    const windows = newInstance(stack, vpc, {
      instanceType: new ec2.InstanceType('t3.small'),
      machineImage: ec2.MachineImage.latestWindows(ec2.WindowsVersion.WINDOWS_SERVER_2022_ENGLISH_FULL_BASE),
    });
    expect(() => accessPoint.attachToInstance(windows, { mountPoint: '/mnt/data' })).toThrow(
      "instance 'Stack/Instance' runs Windows, and Amazon S3 Files is mounted by Linux only: choose a Linux 'machineImage'",
    );
  });

  test('an instance with macOS', () => {
    const mac = newInstance(stack, vpc, { instanceType: new ec2.InstanceType('mac2.metal') });
    expect(() => accessPoint.attachToInstance(mac, { mountPoint: '/mnt/data' })).toThrow(
      "instance 'Stack/Instance' is a 'mac2.metal', which runs macOS, and Amazon S3 Files is mounted by Linux only",
    );
  });

  test('an instance whose user data is no script', () => {
    const instance = newInstance(stack, vpc, { userData: ec2.UserData.custom('#cloud-config\npackages: [nginx]') });
    expect(() => accessPoint.attachToInstance(instance, { mountPoint: '/mnt/data' })).toThrow(
      "user data of instance 'Stack/Instance' begins with '#cloud-config', so that no commands can be added to it: give a shell script",
    );
  });

  test('direct reads of an imported access point whose bucket is not known', () => {
    const imported = importedAccessPoint(stack);
    expect(() =>
      imported.attachToInstance(newInstance(stack, vpc), {
        mountPoint: '/mnt/data',
        directS3Read: DirectS3Read.ENABLED,
      }),
    ).toThrow("the bucket of access point 'Stack/Imported' is not known");
  });
});

describe('refused at synth', () => {
  test('an instance in an Availability Zone without a mount target', () => {
    const [first, second] = vpc.privateSubnets;
    const one = new S3FilesFileSystem(stack, 'One', {
      vpcConfiguration: { vpc, vpcSubnets: { subnets: first ? [first] : [] } },
    });
    const instance = newInstance(stack, vpc, { vpcSubnets: { subnets: second ? [second] : [] } });
    one.addAccessPoint('AccessPoint').attachToInstance(instance, { mountPoint: '/mnt/data' });
    expect(() => app.synth()).toThrow(
      'the instance runs in Stack/Vpc/PrivateSubnet2, but the file system has no mount target in its Availability Zone',
    );
  });

  test('an instance with a public address in another VPC', () => {
    const other = new ec2.Vpc(stack, 'Other', { maxAzs: 1 });
    const instance = newInstance(stack, vpc, {
      vpc: other,
      vpcSubnets: { subnetType: ec2.SubnetType.PUBLIC },
      associatePublicIpAddress: true,
    });
    accessPoint.attachToInstance(instance, { mountPoint: '/mnt/data' });
    expect(() => app.synth()).toThrow(
      "the instance runs in another VPC than the file system's mount targets (Stack/Vpc)",
    );
  });

  test('a file system that has no mount target', () => {
    const bare = new S3FilesFileSystem(stack, 'Bare');
    bare.addAccessPoint('AccessPoint').attachToInstance(newInstance(stack, vpc), { mountPoint: '/mnt/data' });
    expect(() => app.synth()).toThrow('the file system has no mount target, so that the instance could not mount it');
  });
});
