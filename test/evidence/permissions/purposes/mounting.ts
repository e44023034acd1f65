import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { DirectS3Read, MountAccess, S3FilesFileSystem } from '../../../../src';
import { newFunction } from '../../../constructs/support/stacks';
import { DEMO } from '../demo';
import { granted, newWorld, type Purpose, permissionsOf, resourcesOf, worded } from '../purpose';
import type { PolicyDocument } from '../statement';

const NONE_IN_THE_DEMO = 'has no such client';
const ONLY_FUNCTIONS = 'has no other clients; its functions may mount every file system as root';

export const MOUNTING_PURPOSES: readonly Purpose[] = [
  {
    title: 'A function reads and writes',
    about: 'One access point of one file system. What its POSIX user may do needs no root access.',
    demo: DEMO.mountToWrite,
    ours: () => [
      granted('`attachToFunction(fn, { access: READ_WRITE })`', ({ stack, vpc, accessPoint, role }) =>
        accessPoint.attachToFunction(newFunction(stack, { vpc, role }), { access: MountAccess.READ_WRITE }),
      ),
    ],
  },
  {
    title: 'A function only reads',
    about: 'The default of everything that takes an access.',
    demo: DEMO.mountToRead,
    ours: () => [
      granted('`attachToFunction(fn)`', ({ stack, vpc, accessPoint, role }) =>
        accessPoint.attachToFunction(newFunction(stack, { vpc, role })),
      ),
    ],
  },
  {
    title: 'Somebody mounts an access point by other means',
    about: 'Each access holds the one above it.',
    demo: ONLY_FUNCTIONS,
    ours: () =>
      [MountAccess.READ, MountAccess.READ_WRITE, MountAccess.ROOT].map((access) =>
        granted(`\`accessPoint.grantMount(role, ${access})\``, ({ accessPoint, role }) =>
          accessPoint.grantMount(role, access),
        ),
      ),
  },
  {
    title: 'Somebody mounts the whole file system',
    about:
      'Without a condition, since any access point and none will do. `fileSystem.grantMount` is the same by access.',
    demo: ONLY_FUNCTIONS,
    ours: () => [
      granted('`fileSystem.grants.read(role)`', ({ fileSystem, role }) => fileSystem.grants.read(role)),
      granted('`fileSystem.grants.readWrite(role)`', ({ fileSystem, role }) => fileSystem.grants.readWrite(role)),
      granted('`fileSystem.grants.rootAccess(role)`', ({ fileSystem, role }) => fileSystem.grants.rootAccess(role)),
    ],
  },
  {
    title: 'Clients are kept to the access points that they were granted',
    about:
      'By `fileSystem.confineToAccessPoints()`: what other policies allow does not count any more. The allowance for the account leaves it to the policies of its roles.',
    demo: 'confines nobody',
    ours: () => {
      const { stack, fileSystem, accessPoint, role } = newWorld();
      accessPoint.grantMount(role);
      fileSystem.confineToAccessPoints();
      const resources = resourcesOf(stack);
      const [policy] = Object.values(resources).filter(({ Type }) => Type === 'AWS::S3Files::FileSystemPolicy');
      const { Policy } = policy.Properties as { Policy: PolicyDocument };
      return [
        { by: 'file system policy', permissions: worded(Policy.Statement, resources) },
        { by: '`accessPoint.grantMount(role)`', permissions: permissionsOf(role) },
      ];
    },
  },
  {
    title: 'A function reads large files from the bucket itself',
    about: 'The keys that the access point shows, and no others: Amazon S3 knows nothing of access points.',
    demo: 'grants nothing for it',
    ours: () =>
      [s3.BucketEncryption.S3_MANAGED, s3.BucketEncryption.KMS].map((encryption) =>
        granted(
          `\`attachToFunction(fn, { directS3Read: ENABLED })\`, a bucket ${encryption === s3.BucketEncryption.KMS ? 'with a key' : 'that S3 encrypts'}`,
          ({ stack, vpc, role }) => {
            const bucket = new s3.Bucket(stack, 'Bucket', { versioned: true, encryption });
            const fileSystem = new S3FilesFileSystem(stack, 'OfBucket', { bucket, vpcConfiguration: { vpc } });
            fileSystem
              .addAccessPoint('Events', { path: '/events' })
              .attachToFunction(newFunction(stack, { vpc, role }), { directS3Read: DirectS3Read.ENABLED });
          },
        ),
      ),
  },
  {
    title: 'A task of Amazon ECS mounts',
    about: 'Granted to the task role.',
    demo: NONE_IN_THE_DEMO,
    ours: () =>
      [MountAccess.READ, MountAccess.READ_WRITE].map((access) =>
        granted(
          `\`attachToTaskDefinition(task, { access: ${access} })\``,
          ({ stack, accessPoint, role }) => {
            const task = new ecs.FargateTaskDefinition(stack, 'Task', { taskRole: role });
            task.addContainer('App', { image: ecs.ContainerImage.fromRegistry('app') });
            accessPoint.attachToTaskDefinition(task, { containerPath: '/mnt/events', access });
          },
          'ecs-tasks.amazonaws.com',
        ),
      ),
  },
  {
    title: 'An instance of Amazon EC2 mounts',
    about: "Granted to the instance's role.",
    demo: NONE_IN_THE_DEMO,
    ours: () => [
      granted('`attachToInstance(instance)`', instanceThat({}), 'ec2.amazonaws.com'),
      granted(
        '`attachToInstance(instance, { directS3Read: ENABLED })`',
        instanceThat({ directS3Read: DirectS3Read.ENABLED }),
        'ec2.amazonaws.com',
      ),
    ],
  },
];

function instanceThat(options: { directS3Read?: DirectS3Read }): Parameters<typeof granted>[1] {
  return ({ stack, vpc, accessPoint, role }) => {
    const instance = new ec2.Instance(stack, 'Instance', {
      vpc,
      role,
      instanceType: ec2.InstanceType.of(ec2.InstanceClass.T4G, ec2.InstanceSize.MICRO),
      machineImage: ec2.MachineImage.latestAmazonLinux2023({ cpuType: ec2.AmazonLinuxCpuType.ARM_64 }),
    });
    accessPoint.attachToInstance(instance, { mountPoint: '/mnt/events', ...options });
  };
}
