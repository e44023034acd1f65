import * as iam from 'aws-cdk-lib/aws-iam';
import { App, Fn, type Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { MountAccess, S3FilesFileSystem } from '../../../src';
import { grantWatched } from '../../../src/mounting/immutable-role';
import { newStack, statements, warnings } from '../support/stacks';

const ROLE_ARN = 'arn:aws:iam::123456789012:role/theirs';

let stack: Stack;
beforeEach(() => {
  stack = newStack(new App(), 'Stack', { env: { account: '123456789012', region: 'eu-central-1' } });
});

/** Grants mounting to a role, as the mounting of any compute does. */
function grantTo(grantee: iam.IGrantable): void {
  const accessPoint = new S3FilesFileSystem(stack, 'Files').addAccessPoint('Events');
  const task = new Construct(stack, 'Task');
  grantWatched(task, grantee, (to) => [accessPoint.grantMount(to, MountAccess.READ_WRITE)]);
}

describe('a role whose policy nobody writes is warned of, with the statement that is missing', () => {
  test.each<[string, () => iam.IRole]>([
    ['imported as immutable', () => iam.Role.fromRoleArn(stack, 'Role', ROLE_ARN, { mutable: false })],
    [
      'imported as immutable, with grants to resources',
      () => iam.Role.fromRoleArn(stack, 'Role', ROLE_ARN, { mutable: false, addGrantsToResources: true }),
    ],
    ['imported by name as immutable', () => iam.Role.fromRoleName(stack, 'Role', 'theirs', { mutable: false })],
    ['of another account', () => iam.Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::210987654321:role/theirs')],
  ])('%s', (_, role) => {
    grantTo(role());
    expect(warnings(stack)).toContainEqual(
      expect.stringContaining(
        "role 'Stack/Role' of 'Stack/Task' takes no policy from this app, since it was imported with 'mutable: false' or from another account, or taken 'withoutPolicyUpdates', so that nothing of this is granted: add these statements to a policy of the role where it is defined: " +
          `[{"Action":["s3files:ClientMount","s3files:ClientWrite"],"Condition":{"StringEquals":{"s3files:AccessPointArn":"\${Stack/Files/Events/Resource.AccessPointArn}"}},"Effect":"Allow","Resource":"\${Stack/Files/Resource.FileSystemArn}"}]`,
      ),
    );
  });

  test('withheld from policy updates', () => {
    const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    grantTo(role.withoutPolicyUpdates());
    expect(warnings(stack)).toContainEqual(expect.stringContaining('takes no policy from this app'));
  });

  test('with parts of an ARN that only a deployment tells', () => {
    const role = iam.Role.fromRoleArn(stack, 'Role', ROLE_ARN, { mutable: false });
    const resourceArns = [stack.formatArn({ service: 's3', region: '', account: '', resource: 'bucket' })];
    grantWatched(new Construct(stack, 'Task'), role, (grantee) => [
      iam.Grant.addToPrincipal({ grantee, actions: ['s3:GetObject'], resourceArns }),
    ]);
    expect(warnings(stack)).toContainEqual(expect.stringContaining(`"Resource":"arn:\${AWS::Partition}:s3:::bucket"`));
  });
});

test('a principal that has no policy at all is warned of, and functions of CloudFormation in its statements are readable', () => {
  const principal = new iam.ArnPrincipal('arn:aws:iam::123456789012:role/theirs');
  grantWatched(new Construct(stack, 'Task'), principal, (grantee) => [
    iam.Grant.addToPrincipal({
      grantee,
      actions: ['s3:GetObject'],
      resourceArns: [`${Fn.importValue('bucket-arn')}/*`],
    }),
  ]);
  expect(warnings(stack)).toContainEqual(expect.stringContaining("the role of 'Stack/Task' takes no policy"));
  expect(warnings(stack)).toContainEqual(expect.stringContaining('{\\"Fn::ImportValue\\":\\"bucket-arn\\"}/*'));
});

describe('a role whose policy is written is not warned of', () => {
  test.each<[string, () => iam.IGrantable]>([
    ['of this app', () => new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') })],
    [
      'made when it is needed',
      () => {
        const role = new iam.LazyRole(stack, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
        expect(role.roleArn).toBeDefined();
        return role;
      },
    ],
    ['imported from this account', () => iam.Role.fromRoleArn(stack, 'Role', ROLE_ARN)],
    ['that is a user', () => new iam.User(stack, 'User')],
    ['that is a group', () => new iam.Group(stack, 'Group')],
  ])('%s', (_, grantee) => {
    grantTo(grantee());
    expect(warnings(stack)).toEqual([]);
    expect(statements(stack)).toContainEqual(
      expect.objectContaining({ Action: ['s3files:ClientMount', 's3files:ClientWrite'] }),
    );
  });

  test('whose policy is so long that it is split', () => {
    const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    for (let i = 0; i < 200; i++) {
      role.addToPolicy(
        new iam.PolicyStatement({ actions: [`sqs:A${i}`], resources: [`arn:aws:sqs:::${'q'.repeat(99)}${i}`] }),
      );
    }
    grantTo(role);
    expect(warnings(stack)).toEqual([]);
  });
});
