import {
  DeleteObjectCommand,
  GetObjectCommand,
  PutObjectCommand,
  paginateListObjectsV2,
  S3Client,
} from '@aws-sdk/client-s3';
import { DUMMY_CREDENTIALS } from '../secrets-manager/secrets-manager';
import { type LocalS3, startS3 } from './s3-server';

let s3: LocalS3;
beforeEach(async () => {
  s3 = await startS3(['bucket'], 2);
});
afterEach(() => s3.close());

function client(credentials = DUMMY_CREDENTIALS as { accessKeyId: string; secretAccessKey: string }) {
  return new S3Client({ endpoint: s3.endpoint, region: 'eu-central-1', credentials, maxAttempts: 1 });
}

test.each([
  ['text', 'häuser', Buffer.from('häuser')],
  ['bytes', Buffer.from([0, 255, 1]), Buffer.from([0, 255, 1])],
])('what the real client puts (%s), it gets again, and a test reads beside it', async (_, Body, bytes) => {
  const Key = 'runs/a b+ü/%41 &<x>.json';
  await client().send(new PutObjectCommand({ Bucket: 'bucket', Key, Body }));
  const answer = await client().send(new GetObjectCommand({ Bucket: 'bucket', Key }));
  expect(Buffer.from((await answer.Body?.transformToByteArray()) ?? [])).toEqual(bytes);
  expect(s3.objects.get('bucket', Key)?.body).toEqual(bytes);
  expect(s3.requests).toEqual([`PutObject bucket/${Key}`, `GetObject bucket/${Key}`]);
});

test('a listing has the keys below a prefix, page by page, in the order of their bytes', async () => {
  const keys = ['in/b', 'in/a&<', 'out/x', 'in/\u{1f600}', 'in/\uffe0', 'in/a'];
  for (const key of keys) s3.objects.put('bucket', key, 'x');
  const pages: (string | undefined)[][] = [];
  for await (const { Contents = [] } of paginateListObjectsV2(
    { client: client() },
    { Bucket: 'bucket', Prefix: 'in/' },
  )) {
    pages.push(Contents.map(({ Key }) => Key));
  }
  expect(pages).toEqual([['in/a', 'in/a&<'], ['in/b', 'in/\uffe0'], ['in/\u{1f600}']]);
});

test('an empty listing has no contents', async () => {
  for await (const page of paginateListObjectsV2({ client: client() }, { Bucket: 'bucket' })) {
    expect(page.KeyCount).toBe(0);
  }
});

test('a key and a bucket that are not there are errors of their names', async () => {
  const get = (Bucket: string) => client().send(new GetObjectCommand({ Bucket, Key: 'none' }));
  await expect(get('bucket')).rejects.toMatchObject({ name: 'NoSuchKey', $metadata: { httpStatusCode: 404 } });
  await expect(get('other')).rejects.toMatchObject({ name: 'NoSuchBucket' });
});

test('what would mean something else, and another operation, is refused', async () => {
  const object = { Bucket: 'bucket', Key: 'k' };
  await expect(
    client().send(new PutObjectCommand({ ...object, Body: 'x', IfNoneMatch: '"etag"' })),
  ).rejects.toMatchObject({
    name: 'NotImplemented',
  });
  await expect(client().send(new DeleteObjectCommand(object))).rejects.toMatchObject({ name: 'NotImplemented' });
  expect(s3.objects.list('bucket', '')).toEqual([]);
});

test('an object that must be new is put once', async () => {
  const put = (Body: string) =>
    client().send(new PutObjectCommand({ Bucket: 'bucket', Key: 'once', Body, IfNoneMatch: '*' }));
  await put('first');
  await expect(put('second')).rejects.toMatchObject({
    name: 'PreconditionFailed',
    $metadata: { httpStatusCode: 412 },
  });
  expect(String(s3.objects.get('bucket', 'once')?.body)).toBe('first');
});

test('an object that a caller knows already is not sent again', async () => {
  s3.objects.put('bucket', 'k', 'x');
  const get = (IfNoneMatch?: string) =>
    client().send(new GetObjectCommand({ Bucket: 'bucket', Key: 'k', ...(IfNoneMatch && { IfNoneMatch }) }));
  const { ETag } = await get();
  await expect(get(ETag)).rejects.toMatchObject({ $metadata: { httpStatusCode: 304 } });
  s3.objects.put('bucket', 'k', 'y');
  expect(await (await get(ETag)).Body?.transformToString()).toBe('y');
});

test('a caller with another key is refused', async () => {
  const asking = client({ accessKeyId: 'AKIDOTHER', secretAccessKey: 'x' }).send(
    new GetObjectCommand({ Bucket: 'bucket', Key: 'k' }),
  );
  await expect(asking).rejects.toMatchObject({ name: 'AccessDenied' });
});
