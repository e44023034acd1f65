import * as client from '@aws-sdk/client-s3';
import { collect } from '../../../../lambda-runtime/replayer/runs/object-store';
import { S3ListSource } from '../../../../lambda-runtime/replayer/suppression/s3-list-source';
import { type LocalS3, startS3 } from '../../../../local/s3/s3-server';
import { DUMMY_CREDENTIALS } from '../../../../local/secrets-manager/secrets-manager';

const before = { ...process.env };
let s3: LocalS3;

beforeEach(async () => {
  s3 = await startS3(['lists']);
  signWith(DUMMY_CREDENTIALS.accessKeyId);
});

afterEach(async () => {
  process.env = before;
  await s3.close();
});

function signWith(accessKeyId: string): void {
  process.env = {
    ...before,
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: DUMMY_CREDENTIALS.secretAccessKey,
    AWS_ENDPOINT_URL_S3: s3.endpoint,
  };
}

// Under jest nothing can be imported later.
const source = () => new S3ListSource(async () => client);

test('a list is read, and not again as long as it is the same', async () => {
  s3.objects.put('lists', 'a/forgotten.txt', 'a\nb\n');
  const lists = source();
  const first = await lists.read('lists', 'a/forgotten.txt', undefined);
  const read = first === 'unchanged' ? undefined : first;
  expect(read && String(await collect(read.chunks))).toBe('a\nb\n');
  expect(await lists.read('lists', 'a/forgotten.txt', read?.tag)).toBe('unchanged');
  s3.objects.put('lists', 'a/forgotten.txt', 'a\n');
  expect(await lists.read('lists', 'a/forgotten.txt', read?.tag)).toMatchObject({ tag: expect.any(String) });
});

test('a list, or a bucket, that is not there is an error for good', async () => {
  const reading = source().read('lists', 'none', undefined);
  await expect(reading).rejects.toThrow(
    'the suppression list s3://lists/none is not there, and nothing goes out without it',
  );
  await expect(reading).rejects.toMatchObject({ name: 'InvalidRequest' });
  await expect(source().read('other', 'none', undefined)).rejects.toMatchObject({ name: 'InvalidRequest' });
});

test('a list that the function may not read names the permissions that it lacks, and what grants them', async () => {
  signWith('AKIDOTHER');
  const reading = source().read('lists', 'forgotten.txt', undefined);
  await expect(reading).rejects.toThrow(
    "cannot be read, or is not there; the function's role needs s3:GetObject on arn:aws:s3:::lists/forgotten.txt, and kms:Decrypt on the key",
  );
  await expect(reading).rejects.toThrow('SuppressionList.fromBucket(…).grantRead(replayer.function) grants both');
  await expect(reading).rejects.toMatchObject({ name: 'AccessRefused' });
});
