import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { CfnFileSystemPolicy } from 'aws-cdk-lib/aws-s3files';
import { App, type Stack } from 'aws-cdk-lib/core';
import { Dependable } from 'constructs';
import { S3FilesFileSystem } from '../../../src';
import { newStack, warnings } from '../support/stacks';

let stack: Stack;
beforeEach(() => {
  stack = newStack();
});

const POLICY = 'AWS::S3Files::FileSystemPolicy';

function newStatement(props: iam.PolicyStatementProps = {}): iam.PolicyStatement {
  return new iam.PolicyStatement({
    actions: ['s3files:ClientMount'],
    principals: [new iam.ArnPrincipal('arn:aws:iam::123456789012:role/reader')],
    ...props,
  });
}

function policies(of: Stack = stack): { FileSystemId: unknown; Policy: { Statement: Record<string, unknown>[] } }[] {
  return Object.values(Template.fromStack(of).findResources(POLICY)).map(({ Properties }) => Properties);
}

function statementsIn(of: Stack = stack): Record<string, unknown>[] {
  return policies(of).flatMap(({ Policy }) => Policy.Statement);
}

test('without a statement there is no policy: the service has none either', () => {
  new S3FilesFileSystem(stack, 'Files');
  Template.fromStack(stack).resourceCountIs(POLICY, 0);
});

test('the first statement makes the policy, further ones join it', () => {
  const fileSystem = new S3FilesFileSystem(stack, 'Files');
  fileSystem.addToResourcePolicy(newStatement());
  fileSystem.addToResourcePolicy(newStatement({ actions: ['s3files:ClientWrite'] }));
  expect(policies()).toEqual([
    {
      FileSystemId: stack.resolve(fileSystem.fileSystemId),
      Policy: {
        Version: '2012-10-17',
        Statement: ['s3files:ClientMount', 's3files:ClientWrite'].map((Action) => ({
          Effect: 'Allow',
          Action,
          Principal: { AWS: 'arn:aws:iam::123456789012:role/reader' },
          Resource: stack.resolve(fileSystem.fileSystemArn),
        })),
      },
    },
  ]);
});

test('the answer says that the statement was added, and what to wait for', () => {
  const result = new S3FilesFileSystem(stack, 'Files').addToResourcePolicy(newStatement());
  expect(result.statementAdded).toBe(true);
  const [policy] = result.policyDependable ? Dependable.of(result.policyDependable).dependencyRoots : [];
  expect((policy as CfnFileSystemPolicy).cfnResourceType).toBe(POLICY);
});

describe('the resource of a statement', () => {
  test.each([
    [{ resources: ['arn:given'] }, { Resource: 'arn:given' }],
    [{ notResources: ['arn:given'] }, { NotResource: 'arn:given' }],
  ])('stays as it is given: %j', (props, expected) => {
    new S3FilesFileSystem(stack, 'Files').addToResourcePolicy(newStatement(props));
    const [statement] = statementsIn();
    expect(statement).toMatchObject(expected);
    expect(Object.keys(statement ?? {}).filter((key) => key.endsWith('Resource'))).toHaveLength(1);
  });

  test('is each file system, where one statement is added to two', () => {
    const statement = newStatement();
    const fileSystems = ['One', 'Two'].map((id) => new S3FilesFileSystem(stack, id));
    for (const fileSystem of fileSystems) {
      fileSystem.addToResourcePolicy(statement);
    }
    expect(statementsIn().map(({ Resource }) => Resource)).toEqual(
      fileSystems.map(({ fileSystemArn }) => stack.resolve(fileSystemArn)),
    );
  });
});

describe('fileSystemPolicy', () => {
  test('is what the policy starts with', () => {
    const fileSystemPolicy = new iam.PolicyDocument({ statements: [newStatement({ sid: 'Given' })] });
    new S3FilesFileSystem(stack, 'Files', { fileSystemPolicy }).addToResourcePolicy(newStatement({ sid: 'Added' }));
    expect(statementsIn().map(({ Sid }) => Sid)).toEqual(['Given', 'Added']);
  });

  test('gets the resource too where it has none', () => {
    const fileSystemPolicy = new iam.PolicyDocument({ statements: [newStatement()] });
    const fileSystem = new S3FilesFileSystem(stack, 'Files', { fileSystemPolicy });
    expect(statementsIn()).toMatchObject([{ Resource: stack.resolve(fileSystem.fileSystemArn) }]);
  });

  test('is not written to: two file systems with one document do not share what is added', () => {
    const fileSystemPolicy = new iam.PolicyDocument({ statements: [newStatement({ sid: 'Given' })] });
    new S3FilesFileSystem(stack, 'One', { fileSystemPolicy }).addToResourcePolicy(newStatement({ sid: 'Added' }));
    new S3FilesFileSystem(stack, 'Two', { fileSystemPolicy });
    expect(fileSystemPolicy.statementCount).toBe(1);
    expect(policies().map(({ Policy }) => Policy.Statement.length)).toEqual([2, 1]);
  });

  test('may grow after it was given', () => {
    const fileSystemPolicy = new iam.PolicyDocument();
    new S3FilesFileSystem(stack, 'Files', { fileSystemPolicy });
    fileSystemPolicy.addStatements(newStatement({ sid: 'Later' }));
    expect(statementsIn()).toMatchObject([{ Sid: 'Later' }]);
  });

  test('may refer to another stack', () => {
    const app = new App();
    const roles = newStack(app, 'Roles');
    const role = new iam.Role(roles, 'Role', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') });
    const files = newStack(app, 'Files');
    const fileSystemPolicy = new iam.PolicyDocument({ statements: [newStatement({ principals: [role] })] });
    new S3FilesFileSystem(files, 'Files', { fileSystemPolicy });
    expect(statementsIn(files)).toMatchObject([
      { Principal: { AWS: { 'Fn::ImportValue': expect.stringContaining('Roles:') } } },
    ]);
  });
});

describe('synthesis fails for', () => {
  test('a statement without a principal', () => {
    new S3FilesFileSystem(stack, 'Files').addToResourcePolicy(newStatement({ principals: [] }));
    expect(() => Template.fromStack(stack)).toThrow(
      '[Stack/Files/Policy] A PolicyStatement used in a resource-based policy must specify at least one IAM principal',
    );
  });

  test('a document without statements, which the service would refuse', () => {
    new S3FilesFileSystem(stack, 'Files', { fileSystemPolicy: new iam.PolicyDocument() });
    expect(() => Template.fromStack(stack)).toThrow('the file system policy has no statement');
  });
});

test('CDK can grant by the policy where a principal has none of its own', () => {
  const fileSystem = new S3FilesFileSystem(stack, 'Files');
  const grant = iam.Grant.addToPrincipalOrResource({
    grantee: new iam.AccountPrincipal('210987654321'),
    actions: ['s3files:ClientMount'],
    resourceArns: [fileSystem.fileSystemArn],
    resource: fileSystem,
  });
  grant.assertSuccess();
  expect(statementsIn()).toHaveLength(1);
});

test('nothing is added to the policy of an imported file system, and the answer says so', () => {
  const imported = S3FilesFileSystem.fromFileSystemAttributes(stack, 'Files', { fileSystemId: 'fs-0123456789abcdef0' });
  expect(imported.addToResourcePolicy(newStatement())).toEqual({ statementAdded: false });
  expect(warnings(stack)).toHaveLength(1); // that no security group was given
  Template.fromStack(stack).resourceCountIs(POLICY, 0);
});
