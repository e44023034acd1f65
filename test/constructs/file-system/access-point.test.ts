import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Stack } from 'aws-cdk-lib/core';
import { type AccessPointOptions, MountAccess, S3FilesAccessPoint, S3FilesFileSystem } from '../../../src';
import { newStack, stableTemplate, statements } from '../support/stacks';

let stack: Stack;
let fileSystem: S3FilesFileSystem;
beforeEach(() => {
  stack = newStack();
  fileSystem = new S3FilesFileSystem(stack, 'Files');
});

test('the template with all defaults', () => {
  new S3FilesAccessPoint(stack, 'AccessPoint', { fileSystem, path: '/events' });
  expect(stableTemplate(stack)).toMatchSnapshot();
});

test('user, group, owner and mode can be given', () => {
  fileSystem.addAccessPoint('AccessPoint', {
    path: '/a/b',
    posixUser: { uid: '0', gid: '4294967295', secondaryGids: ['7'] },
    createAcl: { ownerUid: '5', ownerGid: '6', permissions: '0750' },
  });
  Template.fromStack(stack).hasResourceProperties('AWS::S3Files::AccessPoint', {
    PosixUser: { Uid: '0', Gid: '4294967295', SecondaryGids: ['7'] },
    RootDirectory: { Path: '/a/b', CreationPermissions: { OwnerUid: '5', OwnerGid: '6', Permissions: '0750' } },
  });
});

test('the owner is the POSIX user where no other is given', () => {
  fileSystem.addAccessPoint('AccessPoint', { path: '/events', posixUser: { uid: '7', gid: '8' } });
  Template.fromStack(stack).hasResourceProperties('AWS::S3Files::AccessPoint', {
    RootDirectory: { CreationPermissions: { OwnerUid: '7', OwnerGid: '8', Permissions: '755' } },
  });
});

test.each<[string, AccessPointOptions, string]>([
  ['a path that does not begin with a slash', { path: 'events' }, "access point path 'events' cannot be used"],
  ['a path that ends with one', { path: '/events/' }, "access point path '/events/' cannot be used"],
  ['five levels', { path: '/a/b/c/d/e' }, "'/a/b/c/d/e' cannot be used"],
  ['a level that begins with a dot', { path: '/a/.b' }, "'/a/.b' cannot be used"],
  ['a character that the service refuses', { path: '/a*' }, "'/a*' cannot be used"],
  ['more than 100 characters', { path: `/${'a'.repeat(100)}` }, '100 characters at most'],
  ['a user name', { posixUser: { uid: 'me', gid: '1' } }, "uid 'me' is no POSIX id"],
  ['an id beyond 32 bits', { posixUser: { uid: '1', gid: '4294967296' } }, "gid '4294967296' is no POSIX id"],
  ['such a secondary group', { posixUser: { uid: '1', gid: '1', secondaryGids: ['-1'] } }, "secondary gid '-1'"],
  [
    'a mode that is not octal',
    { createAcl: { ownerUid: '1', ownerGid: '1', permissions: '789' } },
    "permissions '789'",
  ],
])('%s is refused', (_, options, message) => {
  expect(() => fileSystem.addAccessPoint('AccessPoint', options)).toThrow(message);
});

describe('grantMount', () => {
  test('is narrowed to the access point', () => {
    const accessPoint = fileSystem.addAccessPoint('AccessPoint', { path: '/events' });
    accessPoint.grantMount(new iam.Role(stack, 'Client', { assumedBy: new iam.AccountRootPrincipal() }));
    expect(statements(stack)).toContainEqual({
      Action: 's3files:ClientMount',
      Effect: 'Allow',
      Resource: stack.resolve(fileSystem.fileSystemArn),
      Condition: { StringEquals: { 's3files:AccessPointArn': stack.resolve(accessPoint.accessPointArn) } },
    });
  });

  test('grants writing when asked', () => {
    const accessPoint = fileSystem.addAccessPoint('AccessPoint');
    const client = new iam.Role(stack, 'Client', { assumedBy: new iam.AccountRootPrincipal() });
    accessPoint.grantMount(client, MountAccess.READ_WRITE);
    expect(statements(stack)).toContainEqual(
      expect.objectContaining({ Action: ['s3files:ClientMount', 's3files:ClientWrite'] }),
    );
  });
});

describe('an imported access point', () => {
  const accessPointArn =
    'arn:aws:s3files:eu-central-1:123456789012:file-system/fs-0123456789abcdef0/access-point/fsap-0123456789abcdef0';

  test('knows its id and its file system by its ARN alone', () => {
    const imported = S3FilesAccessPoint.fromAccessPointAttributes(stack, 'Imported', { accessPointArn });
    expect(imported.accessPointRef).toEqual({ accessPointId: 'fsap-0123456789abcdef0', accessPointArn });
    expect(imported.rootDirectory).toBe('/');
    expect(imported.fileSystem.fileSystemId).toBe('fs-0123456789abcdef0');
    expect(imported.fileSystem.fileSystemArn).toBe(accessPointArn.split('/access-point')[0]);
  });

  test('may have an ARN that is known at deployment only', () => {
    const accessPointArn = fileSystem.addAccessPoint('AccessPoint').accessPointArn;
    const imported = S3FilesAccessPoint.fromAccessPointAttributes(stack, 'Imported', { accessPointArn });
    expect(stack.resolve(imported.accessPointId)).toEqual({
      'Fn::Select': [3, { 'Fn::Split': ['/', stack.resolve(accessPointArn)] }],
    });
  });

  test('is refused with a root directory that an access point cannot have', () => {
    expect(() =>
      S3FilesAccessPoint.fromAccessPointAttributes(stack, 'Imported', { accessPointArn, rootDirectory: '/events/' }),
    ).toThrow("access point path '/events/' cannot be used");
  });

  test('is refused with the ARN of something else', () => {
    const file = accessPointArn.split('/access-point')[0] ?? '';
    expect(() => S3FilesAccessPoint.fromAccessPointAttributes(stack, 'Imported', { accessPointArn: file })).toThrow(
      "is not the ARN of an access point: it ends in ':file-system/fs-…/access-point/fsap-…'",
    );
  });
});
