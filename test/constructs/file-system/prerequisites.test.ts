import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { App, NestedStack, type Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { S3FilesFileSystem } from '../../../src';
import { newStack } from '../support/stacks';

let app: App;
let stack: Stack;
let bucket: s3.Bucket;
beforeEach(() => {
  app = new App();
  stack = newStack(app);
  bucket = new s3.Bucket(stack, 'Bucket', { versioned: true });
});

function newRole(scope: Construct = stack, roleName?: string): iam.Role {
  return new iam.Role(scope, 'Role', {
    roleName,
    assumedBy: new iam.ServicePrincipal('elasticfilesystem.amazonaws.com'),
  });
}

function newFileSystem(role: iam.IRole, scope: Construct = stack): S3FilesFileSystem {
  return new S3FilesFileSystem(scope, 'Files', { bucket, role });
}

function ofBucket(): iam.PolicyStatement {
  return new iam.PolicyStatement({ actions: ['s3:*'], resources: [bucket.bucketArn] });
}

function ofFileSystem({ fileSystemArn }: S3FilesFileSystem): iam.PolicyStatement {
  return new iam.PolicyStatement({ actions: ['s3files:ClientMount'], resources: [fileSystemArn] });
}

/** The policies that the file system waits for, by the beginning of their logical ids. */
function awaited(of = stack): string[] {
  const [fileSystem] = Object.values(Template.fromStack(of).findResources('AWS::S3Files::FileSystem'));
  return (fileSystem?.DependsOn ?? []).filter((id: string) => id.includes('Policy'));
}

describe('the file system waits for a policy of its role that', () => {
  const policies: [string, (role: iam.Role) => void][] = [
    [
      'was made for the role',
      (role) =>
        new iam.Policy(new Construct(stack, 'Elsewhere'), 'Policy', { roles: [role], statements: [ofBucket()] }),
    ],
    [
      'was attached to it',
      (role) => role.attachInlinePolicy(new iam.Policy(stack, 'Policy', { statements: [ofBucket()] })),
    ],
    [
      'is a managed policy',
      (role) => new iam.ManagedPolicy(stack, 'Policy', { roles: [role], statements: [ofBucket()] }),
    ],
    [
      'is a resource by itself',
      (role) => {
        const policyDocument = new iam.PolicyDocument({ statements: [ofBucket()] });
        new iam.CfnRolePolicy(stack, 'Policy', { policyName: 'P', roleName: role.roleName, policyDocument });
      },
    ],
  ];

  test.each(policies)('%s, also after the file system', (_, add) => {
    const role = newRole();
    newFileSystem(role);
    add(role);
    expect(awaited()).toEqual([expect.stringMatching(/^(Elsewhere)?Policy/)]);
  });

  test('CDK splits off the default policy where that is too long', () => {
    const role = newRole();
    newFileSystem(role);
    for (let i = 0; i < 60; i++) {
      const resources = [bucket.arnForObjects(`a-rather-long-directory-name-to-fill-the-policy/number-${i}/*`)];
      role.addToPolicy(new iam.PolicyStatement({ actions: [`s3:GetObject${i}`], resources }));
    }
    expect(awaited()).toEqual([
      expect.stringMatching(/^RoleDefaultPolicy/),
      expect.stringMatching(/^RoleOverflowPolicy1/),
    ]);
  });

  test('names it literally, as it was named', () => {
    newFileSystem(newRole(stack, 'service'));
    const policyDocument = new iam.PolicyDocument({ statements: [ofBucket()] });
    new iam.CfnPolicy(stack, 'Policy', { policyName: 'P', roles: ['service'], policyDocument });
    expect(awaited()).toEqual(['Policy']);
  });

  test('was attached to an import of it', () => {
    const role = iam.Role.fromRoleName(stack, 'Role', 'service');
    newFileSystem(role);
    new iam.Policy(stack, 'Policy', { roles: [role], statements: [ofBucket()] });
    expect(awaited()).toEqual([expect.stringMatching(/^Policy/)]);
  });

  test("stands in the file system's stack, where the role's is another", () => {
    const role = newRole(newStack(app, 'Roles'));
    newFileSystem(role);
    new iam.Policy(stack, 'Policy', { roles: [role], statements: [ofBucket()] });
    expect(awaited()).toEqual([expect.stringMatching(/^Policy/)]);
  });

  test('gives it the bucket that is made with the file system', () => {
    const role = newRole();
    new S3FilesFileSystem(stack, 'Files', { role }).bucket.grantReadWrite(role);
    expect(awaited()).toContainEqual(expect.stringMatching(/^RoleDefaultPolicy/));
  });
});

describe('the file system waits for a policy of its bucket that', () => {
  const document = () => ({ Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: '*', Resource: '*' }] });

  test('is a resource by itself, wherever it stands and whenever it is made', () => {
    newFileSystem(newRole());
    const elsewhere = new Construct(stack, 'Elsewhere');
    new s3.CfnBucketPolicy(elsewhere, 'Policy', { bucket: bucket.bucketName, policyDocument: document() });
    expect(awaited()).toEqual([expect.stringMatching(/^ElsewherePolicy/)]);
  });

  test('names a bucket that is an L1', () => {
    const resource = new s3.CfnBucket(stack, 'L1', {
      bucketName: 'the-files',
      versioningConfiguration: { status: 'Enabled' },
    });
    new S3FilesFileSystem(stack, 'Files', { bucket: resource, role: newRole() });
    new s3.CfnBucketPolicy(stack, 'PolicyByReference', { bucket: resource.ref, policyDocument: document() });
    new s3.CfnBucketPolicy(stack, 'PolicyByName', { bucket: 'the-files', policyDocument: document() });
    expect(awaited()).toEqual(['PolicyByName', 'PolicyByReference']);
  });

  test('names a bucket that is imported', () => {
    bucket = s3.Bucket.fromBucketName(stack, 'Imported', 'the-files') as s3.Bucket;
    newFileSystem(newRole());
    new s3.CfnBucketPolicy(stack, 'Policy', { bucket: 'the-files', policyDocument: document() });
    expect(awaited()).toEqual(['Policy']);
  });

  test('names this bucket, and not another, nor the file system', () => {
    const { fileSystemArn } = newFileSystem(newRole());
    const other = new s3.Bucket(stack, 'Other');
    new s3.CfnBucketPolicy(stack, 'PolicyOfOther', { bucket: other.bucketName, policyDocument: document() });
    const policyDocument = { Statement: [{ Effect: 'Deny', Action: '*', Resource: '*', Condition: fileSystemArn }] };
    new s3.CfnBucketPolicy(stack, 'PolicyAfter', { bucket: bucket.bucketName, policyDocument });
    expect(awaited()).toEqual([]);
  });
});

describe('the file system does not wait for a policy', () => {
  test('of another role', () => {
    newFileSystem(newRole());
    new iam.Policy(stack, 'Policy', { roles: [newRole(new Construct(stack, 'Other'))], statements: [ofBucket()] });
    expect(awaited()).toEqual([]);
  });

  test('of a role of another stack that has the same logical id', () => {
    const role = newRole(newStack(app, 'Roles'));
    newFileSystem(role);
    new iam.Policy(stack, 'Policy', { roles: [newRole()], statements: [ofBucket()] });
    expect(awaited()).toEqual([]);
  });

  test('in a nested stack, which may hold what mounts the file system', () => {
    const role = newRole();
    newFileSystem(role);
    new iam.Policy(new NestedStack(stack, 'Nested'), 'Policy', { roles: [role], statements: [ofBucket()] });
    expect(awaited()).toEqual([]);
  });

  test('that names the file system: it can only come after it', () => {
    const role = newRole();
    const fileSystem = newFileSystem(role);
    new iam.Policy(stack, 'Policy', { roles: [role], statements: [ofFileSystem(fileSystem)] });
    bucket.grantReadWrite(role);
    expect(awaited()).toEqual([expect.stringMatching(/^RoleDefaultPolicy/)]);
  });
});

test.each(['file system', 'access point'])(
  'a service role that has the bucket and is granted the %s by one policy is refused',
  (what) => {
    const role = newRole();
    bucket.grantReadWrite(role);
    const fileSystem = newFileSystem(role);
    (what === 'file system' ? fileSystem : fileSystem.addAccessPoint('Data')).grantMount(role);
    expect(() => app.synth()).toThrow(
      "the service role 'Stack/Role' of file system 'Stack/Files' was granted the file system itself by policy 'Stack/Role/DefaultPolicy/Resource', which also has other statements: the file system would need them before it is created, and they could only be created after it: use another role for clients",
    );
  },
);

test('a client that is not the service role is no matter', () => {
  const client = newRole(new Construct(stack, 'Client'));
  bucket.grantReadWrite(client);
  newFileSystem(newRole()).grantMount(client);
  expect(() => app.synth()).not.toThrow();
});
