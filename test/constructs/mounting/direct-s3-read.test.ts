import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { App, CfnParameter, type Stack } from 'aws-cdk-lib/core';
import { type IS3FilesAccessPoint, type S3FilesAccessPoint, S3FilesFileSystem } from '../../../src';
import { grantDirectRead } from '../../../src/mounting/direct-read-grant';
import { actionsOf, newStack, statements } from '../support/stacks';
import { importedAccessPoint } from './fixtures';

let stack: Stack;
let role: iam.Role;
beforeEach(() => {
  stack = newStack(new App());
  role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') });
});

function bucket(): s3.IBucket {
  return s3.Bucket.fromBucketName(stack, 'ImportedBucket', 'the-bucket');
}

function imported(attrs: Partial<Parameters<typeof S3FilesAccessPoint.fromAccessPointAttributes>[2]>) {
  return importedAccessPoint(stack, attrs, 'AccessPoint');
}

/** The one statement of the role that has an action. */
function statementOf(action: string) {
  const found = statements(stack).filter((statement) => actionsOf(statement).includes(action));
  expect(found).toHaveLength(1);
  return found[0];
}

/** Evaluates the functions in a rendered value as CloudFormation does. */
function evaluate(value: unknown, refs: Record<string, string>): unknown {
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const [[name, argument]] = Object.entries(value) as [[string, never]];
  const evaluated = (inner: unknown) => evaluate(inner, refs);
  switch (name) {
    case 'Ref':
      return refs[argument];
    case 'Fn::Join': {
      const [delimiter, parts] = argument as [string, unknown];
      return (Array.isArray(parts) ? parts.map(evaluated) : (evaluated(parts) as string[])).join(delimiter);
    }
    case 'Fn::Split': {
      const [delimiter, text] = argument as [string, unknown];
      return (evaluated(text) as string).split(delimiter);
    }
    case 'Fn::Select': {
      const [index, list] = argument as [string, unknown];
      return (evaluated(list) as string[])[Number(index)];
    }
    default:
      throw new Error(`no such function here: ${name}`);
  }
}

function resourceFor(accessPoint: IS3FilesAccessPoint, refs: Record<string, string> = {}): unknown {
  grantDirectRead(role, accessPoint);
  return evaluate(statementOf('s3:GetObject')?.Resource, { 'AWS::Partition': 'aws', ...refs });
}

/** The ARN of a bucket names no account. */
const OF_THIS_ACCOUNT = { StringEquals: { 'aws:ResourceAccount': { Ref: 'AWS::AccountId' } } };

describe('the objects that may be read are those that the access point shows', () => {
  test.each([
    [undefined, '/', 'arn:aws:s3:::the-bucket/*'],
    ['', '/', 'arn:aws:s3:::the-bucket/*'],
    [undefined, '/events', 'arn:aws:s3:::the-bucket/events/*'],
    ['landing/', '/', 'arn:aws:s3:::the-bucket/landing/*'],
    ['landing/', '/events/orders', 'arn:aws:s3:::the-bucket/landing/events/orders/*'],
  ])('prefix %j and root directory %j', (prefix, rootDirectory, arn) => {
    expect(resourceFor(imported({ bucket: bucket(), prefix, rootDirectory }))).toBe(arn);
  });

  test.each([
    ['', '/', 'arn:aws:s3:::the-bucket/*'],
    ['', '/events', 'arn:aws:s3:::the-bucket/events/*'],
    ['landing/', '/', 'arn:aws:s3:::the-bucket/landing/*'],
    ['landing/', '/events/orders', 'arn:aws:s3:::the-bucket/landing/events/orders/*'],
  ])('prefix %j and root directory %j as parameters of the stack', (Prefix, Root, arn) => {
    const prefix = new CfnParameter(stack, 'Prefix').valueAsString;
    const rootDirectory = new CfnParameter(stack, 'Root').valueAsString;
    const accessPoint = imported({ bucket: bucket(), prefix, rootDirectory });
    expect(resourceFor(accessPoint, { Prefix, Root })).toBe(arn);
  });

  test('a prefix that is a parameter, before a root directory that is known', () => {
    const prefix = new CfnParameter(stack, 'Prefix').valueAsString;
    const accessPoint = imported({ bucket: bucket(), prefix, rootDirectory: '/events' });
    expect(resourceFor(accessPoint, { Prefix: 'landing/' })).toBe('arn:aws:s3:::the-bucket/landing/events/*');
  });

  test('characters of a prefix that IAM would read as wildcards or variables stand for themselves', () => {
    const accessPoint = imported({ bucket: bucket(), prefix: 'a*?$/' });
    expect(resourceFor(accessPoint)).toBe(`arn:aws:s3:::the-bucket/a\${*}\${?}\${$}/*`);
  });

  test('of a file system of this app', () => {
    const fileSystem = new S3FilesFileSystem(stack, 'Files', { prefix: 'landing/' });
    grantDirectRead(role, fileSystem.addAccessPoint('Events', { path: '/events' }));
    expect(statements(stack)).toContainEqual({
      Effect: 'Allow',
      Action: ['s3:GetObject', 's3:GetObjectVersion'],
      Resource: stack.resolve(fileSystem.bucket.arnForObjects('landing/events/*')),
      Condition: OF_THIS_ACCOUNT,
    });
  });
});

describe('a bucket with a key', () => {
  test('may be decrypted, by S3 and for these objects only, and the key policy names nobody new', () => {
    const encryptionKey = new kms.Key(stack, 'Key');
    const before = JSON.stringify(stack.resolve((encryptionKey.node.defaultChild as kms.CfnKey).keyPolicy));
    const bucket = new s3.Bucket(stack, 'Bucket', { encryptionKey, versioned: true });
    const fileSystem = new S3FilesFileSystem(stack, 'Files', { bucket });
    grantDirectRead(role, fileSystem.addAccessPoint('Events', { path: '/events' }));
    expect(statements(stack)).toContainEqual({
      Effect: 'Allow',
      Action: 'kms:Decrypt',
      Resource: stack.resolve(encryptionKey.keyArn),
      Condition: {
        StringEquals: { 'kms:ViaService': { 'Fn::Join': ['', ['s3.', { Ref: 'AWS::Region' }, '.amazonaws.com']] } },
        StringLike: {
          'kms:EncryptionContext:aws:s3:arn': [
            stack.resolve(bucket.bucketArn),
            stack.resolve(bucket.arnForObjects('events/*')),
          ],
        },
      },
    });
    expect(JSON.stringify(stack.resolve((encryptionKey.node.defaultChild as kms.CfnKey).keyPolicy))).toBe(before);
  });

  test('is not needed: without one nothing is granted on keys', () => {
    grantDirectRead(role, imported({ bucket: bucket() }));
    expect(statements(stack).flatMap(actionsOf)).toEqual(['s3:GetObject', 's3:GetObjectVersion']);
  });
});

describe('listing', () => {
  test('is granted on request, below the directory only', () => {
    grantDirectRead(role, imported({ bucket: bucket(), prefix: 'landing/', rootDirectory: '/events' }), {
      listBucket: true,
    });
    expect(statementOf('s3:ListBucket')).toMatchObject({
      Resource: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':s3:::the-bucket']] },
      Condition: { ...OF_THIS_ACCOUNT, StringLike: { 's3:prefix': ['landing/events/*'] } },
    });
  });

  test.each([
    ['landing/', '/events', ['landing/events/*', 'landing/'], ['landing/events/*']],
    [undefined, '/events', ['events/*', '/'], ['events/*', '/']],
    ['landing/', '/', ['landing/*'], ['landing/*']],
    [undefined, '/', ['*'], ['*']],
  ])(
    "of prefix %j and root directory %j includes what the mount helper's client asks for first",
    (prefix, rootDirectory, keys, prefixes) => {
      grantDirectRead(role, imported({ bucket: bucket(), prefix, rootDirectory }), { listBucket: true });
      const objects = [statementOf('s3:GetObject')?.Resource].flat();
      expect(objects.map((arn) => evaluate(arn, { 'AWS::Partition': 'aws' }))).toEqual(
        keys.map((key) => `arn:aws:s3:::the-bucket/${key}`),
      );
      expect(statementOf('s3:ListBucket')?.Condition).toEqual({
        ...OF_THIS_ACCOUNT,
        StringLike: { 's3:prefix': prefixes },
      });
    },
  );

  test('is one of the grants that are returned', () => {
    const grant = grantDirectRead(role, imported({ bucket: bucket() }), { listBucket: true });
    expect(grant.principalStatements.flatMap(({ actions }) => actions)).toContain('s3:ListBucket');
  });
});

test('an access point imported without its bucket is an error that asks for it', () => {
  expect(() => grantDirectRead(role, imported({}))).toThrow(
    "the bucket of access point 'Stack/AccessPoint' is not known, so that reading it directly from S3 cannot be granted: give 'bucket'",
  );
});
