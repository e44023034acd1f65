import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as s3 from '@aws-sdk/client-s3';
import { collect, createJson, readJson, writeJson } from '../../../../lambda-runtime/replayer/runs/object-store';
import { S3Store } from '../../../../lambda-runtime/replayer/runs/s3-store';

// Under jest nothing can be imported later.
const loadClient = async () => s3;

/** A stand-in for S3 over HTTP. It knows just enough to put and get objects. */
const objects = new Map<string, { readonly bytes: Buffer; readonly type: string | undefined }>();
let refusal: { readonly status: number; readonly code: string } | undefined;
let server: Server;
const before = { ...process.env };

beforeAll(async () => {
  server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  Object.assign(process.env, {
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'a-key',
    AWS_SECRET_ACCESS_KEY: 'a-secret',
    AWS_ENDPOINT_URL_S3: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  });
});

afterAll(async () => {
  process.env = before;
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

beforeEach(() => {
  objects.clear();
  refusal = undefined;
});

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = decodeURIComponent(new URL(request.url ?? '', 'http://localhost').pathname);
  const body = await collect(request);
  const found = objects.get(path);
  if (refusal !== undefined) {
    fail(response, refusal.status, refusal.code);
  } else if (request.method === 'PUT' && found !== undefined && request.headers['if-none-match'] === '*') {
    fail(response, 412, 'PreconditionFailed');
  } else if (request.method === 'PUT') {
    objects.set(path, { bytes: body, type: request.headers['content-type'] });
    response.end();
  } else if (found === undefined) {
    fail(response, 404, 'NoSuchKey');
  } else {
    response.end(found.bytes);
  }
}

function fail(response: ServerResponse, status: number, code: string): void {
  response.writeHead(status, { 'content-type': 'application/xml' });
  response.end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>it is ${code}</Message></Error>`);
}

test('what is written is read again, by the real client', async () => {
  const store = new S3Store('replays', loadClient);
  const bytes = Buffer.alloc(300_000, 'abc');
  await store.write('runs/a b+3/x.gz', bytes, 'application/gzip');
  expect([...objects]).toEqual([['/replays/runs/a b+3/x.gz', { bytes, type: 'application/gzip' }]]);
  const chunks = await store.read('runs/a b+3/x.gz');
  expect(chunks && (await collect(chunks)).equals(bytes)).toBe(true);
});

test('JSON goes there and back', async () => {
  const store = new S3Store('replays', loadClient);
  await writeJson(store, 'a.json', { a: ['é'] });
  expect(await readJson(store, 'a.json')).toEqual({ a: ['é'] });
  objects.set('/replays/b.json', { bytes: Buffer.from('{'), type: undefined });
  await expect(readJson(store, 'b.json')).rejects.toThrow('s3://replays/b.json is not JSON');
});

test('an object that must be new is written once, and stays as it is', async () => {
  const store = new S3Store('replays', loadClient);
  expect(await createJson(store, 'once.json', 1)).toBe(true);
  expect(await createJson(store, 'once.json', 2)).toBe(false);
  expect(await readJson(store, 'once.json')).toBe(1);
});

test('an object that is not there is none', async () => {
  expect(await new S3Store('replays', loadClient).read('gone')).toBeUndefined();
  expect(await readJson(new S3Store('replays', loadClient), 'gone')).toBeUndefined();
});

test('what is refused tells the permission, and the way to S3', async () => {
  refusal = { status: 403, code: 'AccessDenied' };
  const store = new S3Store('replays', loadClient);
  await expect(store.read('a')).rejects.toThrow(
    "s3://replays/a cannot be read; the function's role needs s3:GetObject on it, s3:ListBucket on the bucket and " +
      "kms:Decrypt on its key, if it has one, and the function's subnets a way to S3, such as a gateway endpoint: it is " +
      'AccessDenied',
  );
  await expect(store.write('a', Buffer.alloc(1), 'text/plain')).rejects.toThrow(
    "s3://replays/a cannot be written; the function's role needs s3:PutObject on it and kms:GenerateDataKey on",
  );
});

test('the client is loaded once, and only when there is something to do', async () => {
  const load = jest.fn(loadClient);
  const store = new S3Store('replays', load);
  expect(load).not.toHaveBeenCalled();
  await Promise.all([store.read('a'), store.read('b')]);
  expect(load).toHaveBeenCalledTimes(1);
});
