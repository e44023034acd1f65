import { Match, Template } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { CfnParameter, Lazy } from 'aws-cdk-lib/core';
import { OnMatch, type ReplayScheduleOptions, SuppressionList } from '../../../src';
import { permissionsOf } from '../../evidence/permissions/purpose';
import { Pipeline } from './replayers';
import { inputOf, NIGHTLY } from './schedules';

let given: Pipeline;
let bucket: s3.IBucket;
beforeEach(() => {
  given = new Pipeline();
  bucket = s3.Bucket.fromBucketName(given.stack, 'Lists', 'lists');
});

const schedule = (options: Partial<ReplayScheduleOptions>) =>
  given.replayer().schedule('Nightly', { schedule: NIGHTLY, ...options });

test('the payload has the list, the choices and the changes of headers', () => {
  schedule({
    suppress: SuppressionList.fromBucket(bucket, 'forgotten.txt', { onMatch: OnMatch.TOMBSTONE, hashed: true }),
    only: { keys: ['a'], keyPrefixes: ['b-'], headers: [{ name: 'type', pattern: 'a|b' }, { name: 'tenant' }] },
    exclude: { headers: [{ name: 'test', value: 'yes' }] },
    stripHeaders: ['trace'],
    renameHeaders: { type: 'kind' },
  });
  expect(inputOf(given.stack)).toEqual({
    dry_run: false,
    only: { keys: ['a'], key_prefixes: ['b-'], headers: [{ name: 'type', pattern: 'a|b' }, { name: 'tenant' }] },
    exclude: { headers: [{ name: 'test', value: 'yes' }] },
    suppress: { keys: 's3://lists/forgotten.txt', hashed: true, on_match: 'tombstone' },
    strip_headers: ['trace'],
    rename_headers: { type: 'kind' },
  });
});

test('a list is granted to nobody but an identity', () => {
  const list = SuppressionList.fromBucket(bucket, 'forgotten.txt');
  expect(() => list.grantRead(undefined as never)).toThrow(
    'SuppressionList.grantRead: grantee is missing: give a role, or a construct that has one',
  );
});

test('records are left out by default, and nobody says what lines are', () => {
  schedule({ suppress: SuppressionList.fromBucket(bucket, 'a/b c.txt.gz') });
  expect(inputOf(given.stack)).toMatchObject({ suppress: { keys: 's3://lists/a/b c.txt.gz', on_match: 'drop' } });
});

test('the function may read that object alone, while the bucket is its owner’s', () => {
  const replayer = given.replayer();
  replayer.schedule('Nightly', { schedule: NIGHTLY, suppress: SuppressionList.fromBucket(bucket, 'a*b.txt') });
  const added = permissionsOf(replayer.role).filter(({ resources }) =>
    resources.some((name) => name.includes('lists')),
  );
  expect(added).toEqual([
    {
      denied: false,
      actions: ['s3:GetObject'],
      resources: [expect.stringMatching(/:s3:::lists\/a\$\{\*\}b\.txt$/)],
      conditions: ['StringEquals aws:ResourceAccount = <account>'],
    },
  ]);
});

test('for replays that are started by hand the list itself grants it, with the key of its bucket', () => {
  const replayer = given.replayer();
  const key = new kms.Key(given.stack, 'Key');
  const encrypted = new s3.Bucket(given.stack, 'Encrypted', { encryptionKey: key });
  const grant = SuppressionList.fromBucket(encrypted, 'forgotten.txt').grantRead(replayer.function);
  expect(grant.success).toBe(true);
  Template.fromStack(given.stack).hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: {
      Statement: Match.arrayWith([
        Match.objectLike({
          Action: 's3:GetObject',
          Resource: given.stack.resolve(encrypted.arnForObjects('forgotten.txt')),
        }),
        Match.objectLike({
          Action: 'kms:Decrypt',
          Resource: given.stack.resolve(key.keyArn),
          Condition: {
            StringEquals: { 'kms:ViaService': given.stack.resolve(`s3.${given.stack.region}.amazonaws.com`) },
            StringLike: {
              'kms:EncryptionContext:aws:s3:arn': given.stack.resolve([
                encrypted.bucketArn,
                encrypted.arnForObjects('forgotten.txt'),
              ]),
            },
          },
        }),
      ]),
    },
  });
});

test('a bucket and values that only the deployment knows are taken', () => {
  const name = new CfnParameter(given.stack, 'Name').valueAsString;
  const made = new s3.Bucket(given.stack, 'Made');
  const headers = Lazy.any({ produce: () => [] }) as never;
  expect(() =>
    schedule({
      suppress: SuppressionList.fromBucket(made, name),
      only: { keys: [name], headers: [{ name, pattern: name }] },
      exclude: { headers },
      stripHeaders: [name],
    }),
  ).not.toThrow();
});

test.each<[string, Partial<ReplayScheduleOptions>, string]>([
  ['a choice of nothing', { only: {} }, "schedule 'Nightly': only: nothing is chosen; give any of keys, keyPrefixes"],
  ['a list of no keys', { exclude: { keys: [] } }, 'exclude: keys is no list with something in it'],
  ['a prefix of all keys', { only: { keyPrefixes: [''] } }, 'only: keyPrefixes has an empty text'],
  [
    'a pattern that looks ahead',
    { exclude: { headers: [{ name: 'a', pattern: '(?=a)' }] } },
    "exclude: item 0 of headers: the pattern cannot be used, at character 2: '(?=a' is not taken",
  ],
  [
    'a value and a pattern',
    { only: { headers: [{ name: 'a', value: 'a', pattern: 'a' }] } },
    'only: item 0 of headers is no choice of a header',
  ],
  ['no headers to take away', { stripHeaders: [] }, 'stripHeaders [] cannot be taken away: give a list of names'],
  ['no headers to rename', { renameHeaders: {} }, 'renameHeaders {} cannot be used: give new names'],
  [
    'a header that is renamed and taken away',
    { stripHeaders: ['a'], renameHeaders: { a: 'b' } },
    "stripHeaders takes away the header 'a' that renameHeaders calls 'b'",
  ],
])('a schedule with %s is refused', (_, options, problem) => {
  expect(() => schedule(options)).toThrow(problem);
});

test('a list in a bucket of another region is refused', () => {
  const other = new Pipeline(undefined, { env: { account: '111111111111', region: 'eu-west-1' } });
  const far = s3.Bucket.fromBucketAttributes(other.stack, 'Far', { bucketName: 'far', region: 'us-east-1' });
  expect(() =>
    other.replayer().schedule('Nightly', { schedule: NIGHTLY, suppress: SuppressionList.fromBucket(far, 'a') }),
  ).toThrow(
    "the list of 'suppress' is in a bucket of region 'us-east-1', and the function reads buckets of its own region 'eu-west-1' only",
  );
});

test.each<[string, unknown[], string]>([
  ['no bucket', [undefined, 'a'], "SuppressionList.fromBucket: 'bucket' is undefined: give a Bucket"],
  ['no key', ['bucket', ''], 'SuppressionList.fromBucket: \'key\' is "": give the key of an object'],
  ['a key that is too long', ['bucket', 'ä'.repeat(513)], "'key' has 1026 bytes, and Amazon S3 takes 1024"],
  [
    'an unknown fate',
    ['bucket', 'a', { onMatch: 'delete' }],
    'onMatch is "delete": give OnMatch.DROP or OnMatch.TOMBSTONE',
  ],
  ['a flag as text', ['bucket', 'a', { hashed: 'yes' }], 'hashed is "yes": give true or false'],
])('a list with %s is refused', (_, [where, ...rest], problem) => {
  const create = SuppressionList.fromBucket as (...values: unknown[]) => unknown;
  expect(() => create(where === 'bucket' ? bucket : where, ...rest)).toThrow(problem);
});
