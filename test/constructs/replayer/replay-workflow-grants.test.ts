import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { CfnParameter } from 'aws-cdk-lib/core';
import { type IS3FilesAccessPoint, S3FilesAccessPoint, type S3FilesReplayer } from '../../../src';
import { logicalIdOf, permissionsOf, resourcesOf, worded } from '../../evidence/permissions/purpose';
import { type Permission, trustOfRole } from '../../evidence/permissions/statement';
import { statements } from '../support/stacks';
import { Pipeline, variablesWith } from './replayers';

let given: Pipeline;
beforeEach(() => {
  given = new Pipeline();
});

function permission(actions: string[], resources: string[], conditions: string[] = []): Permission {
  return { denied: false, actions, resources, conditions };
}

const RUNS = ['s3:GetObject', 's3:PutObject', 's3:ListMultipartUploadParts', 's3:AbortMultipartUpload'];
const OWN = 'StringEquals aws:ResourceAccount = <account>';
const EXECUTION = 'arn:aws:states:<region>:<account>:execution:<state machine>';

/** The state machine's permissions to list the bucket with the files. */
function listing({ workflow }: S3FilesReplayer): Permission[] {
  return permissionsOf(workflow.role).filter(({ actions }) => actions.includes('s3:ListBucket'));
}

test('the state machine may invoke the function, keep its runs, list the files and run its parts, and no more', () => {
  const { role } = given.replayer().workflow;
  expect(permissionsOf(role)).toEqual([
    permission(['lambda:InvokeFunction'], ['<function>']),
    permission(RUNS, ['<bucket of the workflow>/runs/*'], [OWN]),
    permission(['s3:ListBucket'], ['<bucket>'], [OWN, 'StringLike s3:prefix = events/*']),
    permission(['states:StartExecution'], ['<state machine>']),
    permission(
      ['states:DescribeExecution', 'states:StopExecution', 'states:RedriveExecution'],
      [`${EXECUTION}:*`, `${EXECUTION}/*`],
    ),
  ]);
});

test('its role is assumed by AWS Step Functions alone, for state machines of this account', () => {
  const { role } = given.replayer().workflow;
  const resources = resourcesOf(role);
  expect(worded(trustOfRole(resources, logicalIdOf(role)), resources)).toEqual([
    permission(
      ['sts:AssumeRole'],
      ['for states.amazonaws.com'],
      [
        'StringEquals aws:SourceAccount = <account>',
        'ArnLike aws:SourceArn = arn:aws:states:<region>:<account>:stateMachine:*',
      ],
    ),
  ]);
});

test('the function may read what its access point shows, keep runs and snapshots, see whether one is missing, and does not reach other objects', () => {
  const { role } = given.replayer();
  const ofBuckets = permissionsOf(role).filter(({ resources }) => resources.some((name) => name.startsWith('<bucket')));
  expect(ofBuckets).toEqual([
    permission(['s3:GetObject', 's3:GetObjectVersion'], ['<bucket>/events/*'], [OWN]),
    permission(
      ['s3:GetObject', 's3:PutObject'],
      ['<bucket of the workflow>/runs/*', '<bucket of the workflow>/snapshots/*'],
      [OWN],
    ),
    permission(['s3:ListBucket'], ['<bucket of the workflow>'], [OWN, 'StringLike s3:prefix = runs/* or snapshots/*']),
  ]);
});

test('nothing is granted on every resource', () => {
  given.replayer();
  expect(statements(given.stack).flatMap(({ Resource }) => Resource)).not.toContain('*');
});

describe('a given bucket', () => {
  test('takes the place of the one made, for the function, the state machine and its parts', () => {
    const bucket = new s3.Bucket(given.stack, 'Runs');
    const replayer = given.withWorkflow({ bucket });
    expect(replayer.workflowBucket).toBe(bucket);
    expect(given.stack.node.findAll().filter((node) => node instanceof s3.Bucket)).toEqual([
      given.fileSystem.sourceBucket,
      bucket,
    ]);
    const runs = { 'Fn::Join': ['', [given.stack.resolve(bucket.bucketArn), '/runs/*']] };
    expect(
      statements(given.stack).filter(({ Resource }) => JSON.stringify(Resource).includes(JSON.stringify(runs))),
    ).toEqual([
      expect.objectContaining({ Action: ['s3:GetObject', 's3:PutObject'] }),
      expect.objectContaining({ Action: RUNS }),
    ]);
    expect(variablesWith(given.stack, 'WORKFLOW_BUCKET')).toEqual([
      expect.objectContaining({ WORKFLOW_BUCKET: given.stack.resolve(bucket.bucketName) }),
    ]);
  });

  test('of another account is granted there', () => {
    const bucket = s3.Bucket.fromBucketAttributes(given.stack, 'Runs', { bucketName: 'runs', account: '210987654321' });
    const { role } = given.withWorkflow({ bucket });
    expect(permissionsOf(role).flatMap(({ conditions }) => conditions)).toContain(
      'StringEquals aws:ResourceAccount = 210987654321',
    );
  });

  test('with a key lets both use it', () => {
    const bucket = new s3.Bucket(given.stack, 'Runs', { encryption: s3.BucketEncryption.KMS });
    const { role, workflow } = given.withWorkflow({ bucket });
    const key = permission(['kms:Decrypt', 'kms:GenerateDataKey'], ['<key of the bucket>']);
    expect(permissionsOf(role)).toContainEqual(key);
    expect(permissionsOf(workflow.role)).toContainEqual(key);
  });

  test('without a key needs none', () => {
    given.withWorkflow({ bucket: new s3.Bucket(given.stack, 'Runs') });
    expect(JSON.stringify(statements(given.stack))).not.toContain('kms:');
  });
});

describe('the files that are listed', () => {
  const accessPointArn = 'arn:aws:s3files:eu-central-1:123456789012:file-system/fs-0a/access-point/fsap-0b';

  function imported(attributes: { rootDirectory?: string; prefix?: string }): IS3FilesAccessPoint {
    const bucket = s3.Bucket.fromBucketName(given.stack, 'Bucket', 'the-files');
    const attrs = { accessPointArn, bucket, ...attributes };
    return S3FilesAccessPoint.fromAccessPointAttributes(given.stack, 'Imported', attrs);
  }

  test.each<[string, { rootDirectory?: string; prefix?: string }, string[], string]>([
    ['all keys, where the access point shows the whole bucket', {}, [], ''],
    ["those below the file system's prefix", { prefix: 'lake/' }, ['StringLike s3:prefix = lake/*'], 'lake/'],
    [
      'those below both prefix and root directory',
      { prefix: 'lake/', rootDirectory: '/a/b' },
      ['StringLike s3:prefix = lake/a/b/*'],
      'lake/a/b/',
    ],
  ])('are %s', (_, attributes, conditions, rootKey) => {
    const replayer = given.replayer({ accessPoint: imported(attributes) });
    expect(listing(replayer)).toEqual([
      permission(['s3:ListBucket'], ['arn:aws:s3:::the-files'], [OWN, ...conditions]),
    ]);
    expect(variablesWith(given.stack, 'ROOT_KEY')).toEqual([expect.objectContaining({ ROOT_KEY: rootKey })]);
  });

  test('are those below a root directory that only the deployment knows', () => {
    const rootDirectory = new CfnParameter(given.stack, 'Root').valueAsString;
    given.replayer({ accessPoint: imported({ rootDirectory }) });
    const [variables] = variablesWith(given.stack, 'ROOT_KEY');
    const [statement] = statements(given.stack).filter(
      ({ Action, Resource }) => Action === 's3:ListBucket' && JSON.stringify(Resource).includes('the-files'),
    );
    expect(JSON.stringify(variables.ROOT_KEY)).toContain('{"Ref":"Root"}');
    expect(statement.Condition).toEqual({
      StringEquals: { 'aws:ResourceAccount': { Ref: 'AWS::AccountId' } },
      StringLike: { 's3:prefix': { 'Fn::Join': ['', [variables.ROOT_KEY, '*']] } },
    });
  });

  test('are none, where the bucket is unknown', () => {
    const accessPoint = S3FilesAccessPoint.fromAccessPointAttributes(given.stack, 'Imported', { accessPointArn });
    expect(listing(given.replayer({ accessPoint }))).toEqual([]);
  });
});

test('whoever is to start a replay is granted just that', () => {
  const role = new iam.Role(given.stack, 'Operator', { assumedBy: new iam.AccountRootPrincipal() });
  given.replayer().workflow.grantStartExecution(role);
  expect(permissionsOf(role)).toEqual([permission(['states:StartExecution'], ['<state machine>'])]);
});
