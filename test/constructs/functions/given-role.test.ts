import { Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { App, Aspects, Fn } from 'aws-cdk-lib/core';
import { actionsOf, type Statement, warnings } from '../support/stacks';
import { OF_EVERY_FUNCTION, OF_INGEST, OF_REPLAYER, Pipelines } from './pipelines';

const ROLE_ARN = 'arn:aws:iam::123456789012:role/theirs';
const LAMBDA = new iam.ServicePrincipal('lambda.amazonaws.com');

function addTrust(role: iam.Role): void {
  role.assumeRolePolicy?.addStatements(new iam.PolicyStatement({ actions: ['sts:AssumeRole'], principals: [LAMBDA] }));
}

let given: Pipelines;
beforeEach(() => {
  given = new Pipelines();
});

/** The actions that policies of this stack allow a role. */
function allowed(role: iam.IRole): string[] {
  const policies = Object.values(Template.fromStack(given.stack).findResources('AWS::IAM::Policy'));
  const name = JSON.stringify(given.stack.resolve(role.roleName));
  return policies
    .filter(({ Properties }) => Properties.Roles.some((other: unknown) => JSON.stringify(other) === name))
    .flatMap(({ Properties }) => Properties.PolicyDocument.Statement as Statement[])
    .flatMap(actionsOf);
}

/** The statements that the one warning about a role asks for. */
function asked(): Statement[] {
  const [warning, ...others] = warnings(given.stack).filter((text) => text.includes('takes no policy'));
  expect(others).toEqual([]);
  return JSON.parse(warning.slice(warning.indexOf(': [{') + 2, warning.lastIndexOf(']', warning.indexOf(' [ack')) + 1));
}

describe.each([
  ['ingest', OF_INGEST],
  ['replayer', OF_REPLAYER],
] as const)('the function of the %s', (kind, own) => {
  const path = kind === 'ingest' ? 'Stack/Ingest' : 'Stack/Replayer';

  test.each<[string, () => iam.IRole]>([
    ['of this app', () => new iam.Role(given.stack, 'Role', { assumedBy: LAMBDA })],
    ['made when it is needed', () => new iam.LazyRole(given.stack, 'Role', { assumedBy: LAMBDA })],
    ['imported', () => iam.Role.fromRoleArn(given.stack, 'Role', ROLE_ARN)],
  ])('runs with a role %s, which is allowed everything', (_, roleOf) => {
    const role = roleOf();
    const made = given.make(kind, { role });
    expect(made.role).toBe(role);
    expect(allowed(role)).toEqual(expect.arrayContaining([...OF_EVERY_FUNCTION, ...own]));
    Template.fromStack(given.stack).hasResourceProperties('AWS::Lambda::Function', {
      Role: given.stack.resolve(role.roleArn),
      FileSystemConfigs: Match.anyValue(),
    });
    expect(warnings(given.stack).join()).not.toContain('takes no policy');
  });

  test.each<[string, () => iam.IRole]>([
    ['imported as immutable', () => iam.Role.fromRoleArn(given.stack, 'Role', ROLE_ARN, { mutable: false })],
    ['imported by name as immutable', () => iam.Role.fromRoleName(given.stack, 'Role', 'theirs', { mutable: false })],
    [
      'that is not to be changed',
      () => new iam.Role(given.stack, 'Role', { assumedBy: LAMBDA }).withoutPolicyUpdates(),
    ],
  ])('gets one warning for a role %s, with all statements that it must have', (_, roleOf) => {
    const role = roleOf();
    given.make(kind, { role });
    expect(allowed(role)).toEqual([]);
    expect(asked().flatMap(actionsOf)).toEqual(expect.arrayContaining([...OF_EVERY_FUNCTION, ...own]));
    expect(warnings(given.stack)).toContainEqual(
      expect.stringMatching(new RegExp(`^role 'Stack/\\w*Role' of '${path}' takes no policy from this app`)),
    );
  });

  test('waits for the policy of a role that is given', () => {
    const role = iam.Role.fromRoleArn(given.stack, 'Role', ROLE_ARN);
    given.make(kind, { role });
    const template = Template.fromStack(given.stack);
    const [policy] = Object.keys(template.findResources('AWS::IAM::Policy', { Properties: { Roles: ['theirs'] } }));
    const functions = Object.values(
      template.findResources('AWS::Lambda::Function', { Properties: { Role: ROLE_ARN } }),
    );
    expect(functions.map(({ DependsOn }) => DependsOn)).toEqual([expect.arrayContaining([policy])]);
  });

  test('refuses a role of this app that AWS Lambda cannot take', () => {
    const role = new iam.Role(given.stack, 'Role', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') });
    given.make(kind, { role });
    expect(() => given.app.synth()).toThrow(
      `role 'Stack/Role' of '${path}' trusts ec2.amazonaws.com, and not lambda.amazonaws.com, which runs the function with it: give one that is 'assumedBy' new iam.ServicePrincipal('lambda.amazonaws.com')`,
    );
  });

  test.each<[string, () => iam.IRole]>([
    [
      'that others may take as well',
      () =>
        new iam.Role(given.stack, 'Role', {
          assumedBy: new iam.CompositePrincipal(new iam.ServicePrincipal('ec2.amazonaws.com'), LAMBDA),
        }),
    ],
    [
      'whose trust names what only the deployment knows',
      () => new iam.Role(given.stack, 'Role', { assumedBy: new iam.ServicePrincipal(Fn.importValue('service')) }),
    ],
    [
      'that anybody may take under a condition',
      () =>
        new iam.Role(given.stack, 'Role', {
          assumedBy: new iam.StarPrincipal().withConditions({ StringEquals: { 'aws:SourceAccount': '123456789012' } }),
        }),
    ],
    [
      'whose trust is widened later',
      () => {
        const role = new iam.Role(given.stack, 'Role', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') });
        Aspects.of(given.app).add({ visit: (node) => node === role && addTrust(role) });
        return role;
      },
    ],
    [
      'whose trust is written over in its resource',
      () => {
        const role = new iam.Role(given.stack, 'Role', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') });
        (role.node.defaultChild as iam.CfnRole).addPropertyOverride('AssumeRolePolicyDocument', {
          'Fn::Transform': { Name: 'Theirs' },
        });
        return role;
      },
    ],
  ])('takes a role %s', (_, roleOf) => {
    given.make(kind, { role: roleOf() });
    given.app.synth();
  });

  test('refuses a role of another account', () => {
    const role = iam.Role.fromRoleArn(given.stack, 'Role', 'arn:aws:iam::210987654321:role/theirs');
    expect(() => given.make(kind, { role })).toThrow(
      `role 'Stack/Role' is in account '210987654321', and a function in '123456789012' takes a role of its own account only: give one of '123456789012' (at ${path})`,
    );
  });
});

test('statements that the app grants to the function are among those asked for', () => {
  const role = iam.Role.fromRoleArn(given.stack, 'Role', ROLE_ARN, { mutable: false });
  const ingest = given.ingest({ role });
  ingest.function.addToRolePolicy(new iam.PolicyStatement({ actions: ['ssm:GetParameter'], resources: ['*'] }));
  given.bucket.grantRead(ingest.function, 'lookup/*');
  expect(asked().flatMap(actionsOf)).toEqual(expect.arrayContaining(['ssm:GetParameter', 's3:GetBucket*']));
});

test('each statement is asked for once', () => {
  const role = iam.Role.fromRoleArn(given.stack, 'Role', ROLE_ARN, { mutable: false });
  given.replayer({ role });
  const texts = asked().map((statement) => JSON.stringify(statement));
  expect(texts).toHaveLength(new Set(texts).size);
});

test('statements are noted where the app has a policy made for each of them', () => {
  given = new Pipelines(new App({ context: { '@aws-cdk/aws-lambda:createNewPoliciesWithAddToRolePolicy': true } }));
  const role = iam.Role.fromRoleArn(given.stack, 'Role', ROLE_ARN, { mutable: false });
  given.ingest({ role });
  expect(asked().flatMap(actionsOf)).toEqual(expect.arrayContaining([...OF_EVERY_FUNCTION, ...OF_INGEST]));
});

test('one role serves an ingest and a replayer', () => {
  const role = new iam.Role(given.stack, 'Role', { assumedBy: LAMBDA });
  const { accessPoint } = given.ingest({ role });
  expect(accessPoint.node.path).toContain('Stack/Ingest');
  const other = new Pipelines();
  const shared = new iam.Role(other.stack, 'Role', { assumedBy: LAMBDA });
  other.replayer({ role: shared });
  shared.addToPolicy(new iam.PolicyStatement({ actions: ['ssm:GetParameter'], resources: ['*'] }));
  expect(Object.keys(Template.fromStack(other.stack).findResources('AWS::IAM::Policy')).join()).toContain(
    'RoleDefault',
  );
});

test('a role that is implemented by the app is used through its own methods', () => {
  const real = new iam.Role(given.stack, 'Role', { assumedBy: LAMBDA });
  const own = Object.create(real) as iam.IRole;
  const calls: string[] = [];
  // As jsii defines the methods of classes that were written in another language.
  Object.defineProperty(own, 'addToPrincipalPolicy', {
    configurable: false,
    writable: false,
    value: (statement: iam.PolicyStatement) => {
      calls.push(...statement.actions);
      return real.addToPrincipalPolicy(statement);
    },
  });
  Object.defineProperty(own, 'attachInlinePolicy', { configurable: false, writable: false, value: () => undefined });
  given.ingest({ role: own });
  expect(calls).toEqual(expect.arrayContaining([...OF_EVERY_FUNCTION, 's3files:ClientWrite']));
});
