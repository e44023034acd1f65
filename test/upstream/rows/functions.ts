import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { App, Stack } from 'aws-cdk-lib/core';
import { MountAccess, S3FilesFileSystem } from '../../../src';
import { closedGroup, functionProps } from '../functions';
import { observe } from '../observe';
import { both, newMountableWorld, newVpc, type Row } from '../row';

const ARN = 'arn:aws:s3files:eu-central-1:123456789012:file-system/fs-0123/access-point/fsap-0123';

/** One stack; what differs is the function or the access point. */
export const FUNCTION_ROWS: readonly Row[] = [
  both('One function beside the file system', (kit, app) => {
    const { stack, vpc, fileSystem } = newMountableWorld(kit, app);
    fileSystem.accessPoint.client(stack, 'Function', vpc);
    return observe(app);
  }),

  both('A second function on the same access point', (kit, app) => {
    const { stack, vpc, fileSystem } = newMountableWorld(kit, app);
    fileSystem.accessPoint.client(stack, 'First', vpc);
    fileSystem.accessPoint.client(stack, 'Second', vpc);
    return observe(app, { clients: 2 });
  }),

  both('A function that only reads', (kit, app) => {
    const { stack, vpc, fileSystem } = newMountableWorld(kit, app);
    fileSystem.accessPoint.client(stack, 'Function', vpc, MountAccess.READ);
    return observe(app, { access: MountAccess.READ });
  }),

  both('An imported access point', (kit, app) => {
    const stack = new Stack(app, 'Stack');
    const securityGroup = ec2.SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-0123');
    kit.importAccessPoint(stack, ARN, securityGroup).client(stack, 'Function', newVpc(stack));
    return observe(app, { securityGroups: ['sg-0123'] });
  }),

  {
    asked: 'A function that exists already',
    upstream: () => {
      const methods = Object.getOwnPropertyNames(lambda.Function.prototype).filter((name) =>
        /file.?system/i.test(name),
      );
      return {
        works: methods.length > 0,
        text:
          methods.join(', ') || '`lambda.Function` takes a file system in its constructor, and has no method for it',
      };
    },
    ours: () => {
      const app = new App();
      const stack = new Stack(app, 'Stack');
      const vpc = newVpc(stack);
      const fn = new lambda.Function(stack, 'Function', functionProps(vpc, closedGroup(stack, 'Function', vpc)));
      const alias = new lambda.Alias(stack, 'Live', { aliasName: 'live', version: fn.currentVersion });
      const accessPoint = new S3FilesFileSystem(stack, 'Files', { vpcConfiguration: { vpc } }).addAccessPoint('Events');
      accessPoint.attachToFunction(alias, { access: MountAccess.READ_WRITE });
      return observe(app);
    },
  },
];
