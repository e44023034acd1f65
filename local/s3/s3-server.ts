import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { closeServer, portOf } from '../process/ports';
import { DUMMY_CREDENTIALS } from '../secrets-manager/secrets-manager';
import { elements, errorDocument, type S3Answer, S3Error } from './s3-answers';
import { Buckets, compareKeys, NoSuchBucketError, type ObjectStore } from './s3-objects';

export interface LocalS3 {
  /**
   * The value for AWS_ENDPOINT_URL_S3. It has an address in place of a host's name, so that clients name the bucket in
   * the path.
   */
  readonly endpoint: string;
  /** The stored objects, to read and write without a request. */
  readonly objects: ObjectStore;
  /** `PutObject bucket/key`, in the order they were answered; refused ones too. */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

// Headers that would change an operation's meaning, and that are not modelled.
const REFUSED_HEADERS = ['if-match', 'range', 'x-amz-copy-source'];

/**
 * Answers PutObject, GetObject and ListObjectsV2 on loopback as Amazon S3 does, for callers that sign. @param pageSize
 * keys a listing hands out at once
 */
export async function startS3(buckets: readonly string[], pageSize = 1000): Promise<LocalS3> {
  const objects = new Buckets(buckets);
  const requests: string[] = [];
  const server = createServer(async (request, response) => {
    const body = await bodyOf(request);
    send(response, answerTo(request, body, { objects, requests, pageSize }));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  return {
    endpoint: `http://127.0.0.1:${portOf(server)}`,
    objects,
    requests,
    close: () => closeServer(server),
  };
}

interface Served {
  readonly objects: Buckets;
  readonly requests: string[];
  readonly pageSize: number;
}

function answerTo(request: IncomingMessage, body: Buffer, served: Served): S3Answer {
  try {
    requireKnownForm(request);
    const { pathname, searchParams: query } = new URL(request.url ?? '/', 'http://loopback');
    const [, bucket, rest = ''] = /^\/([^/]+)(?:\/(.*))?$/.exec(pathname) ?? [];
    const key = decodeURIComponent(rest);
    query.delete('x-id'); // the client's own name for the operation
    const operation = operationOf(request.method, key, query);
    served.requests.push(`${operation} ${bucket}/${operation === 'ListObjectsV2' ? (query.get('prefix') ?? '') : key}`);
    if (operation === 'PutObject') return put(served.objects, bucket, key, body, request.headers['if-none-match']);
    return operation === 'GetObject'
      ? get(served.objects, bucket, key, request.headers['if-none-match'])
      : list(served, bucket, query);
  } catch (error) {
    if (error instanceof NoSuchBucketError) return errorDocument(new S3Error(404, 'NoSuchBucket', error.message));
    if (error instanceof S3Error) return errorDocument(error);
    throw error;
  }
}

function operationOf(method = '', key: string, query: URLSearchParams): 'PutObject' | 'GetObject' | 'ListObjectsV2' {
  if (method === 'PUT' && key !== '' && query.size === 0) return 'PutObject';
  if (method === 'GET' && key !== '' && query.size === 0) return 'GetObject';
  if (method === 'GET' && key === '' && query.get('list-type') === '2') return 'ListObjectsV2';
  throw new S3Error(501, 'NotImplemented', `not served: ${method} ${key === '' ? 'bucket' : 'object'}?${query}`);
}

/**
 * Puts an object. With a condition only a new object is put:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 */
function put(objects: Buckets, bucket: string, key: string, body: Buffer, condition: string | undefined): S3Answer {
  if (condition !== undefined && objects.get(bucket, key) !== undefined)
    throw new S3Error(412, 'PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', {
      Condition: 'If-None-Match',
    });
  return { status: 200, headers: { etag: objects.put(bucket, key, body).etag } };
}

function get(objects: Buckets, bucket: string, key: string, known: string | undefined): S3Answer {
  const stored = objects.get(bucket, key);
  if (stored === undefined) throw new S3Error(404, 'NoSuchKey', 'The specified key does not exist.', { Key: key });
  if (known === stored.etag) return { status: 304, headers: { etag: stored.etag } };
  const modified = new Date(stored.modifiedAt).toUTCString();
  return { status: 200, headers: { etag: stored.etag, 'last-modified': modified }, body: stored.body };
}

function list({ objects, pageSize }: Served, bucket: string, query: URLSearchParams): S3Answer {
  const known = ['list-type', 'prefix', 'continuation-token', 'start-after', 'max-keys', 'encoding-type'];
  if (query.get('delimiter') === '') query.delete('delimiter'); // the CLI's way to ask for none
  const unknown = [...query.keys()].find((name) => !known.includes(name));
  const encoded = query.get('encoding-type') === 'url' ? encodeURIComponent : (text: string) => text;
  if (unknown !== undefined) throw new S3Error(501, 'NotImplemented', `a listing by ${unknown} is not served`);
  const [prefix, token] = [query.get('prefix') ?? '', query.get('continuation-token')];
  const after = token === null ? query.get('start-after') : Buffer.from(token, 'base64url').toString();
  const found = objects.list(bucket, prefix).filter(({ key }) => after === null || compareKeys(key, after) > 0);
  const page = found.slice(0, Math.min(pageSize, Number(query.get('max-keys') ?? pageSize)));
  const more = page.length < found.length;
  const contents = page.map(({ key, etag, size, modifiedAt }) => ({
    Contents: {
      Key: encoded(key),
      LastModified: new Date(modifiedAt).toISOString(),
      ETag: etag,
      Size: size,
      StorageClass: 'STANDARD',
    },
  }));
  const next = more && { NextContinuationToken: Buffer.from(page.at(-1)?.key ?? '').toString('base64url') };
  const encoding = query.has('encoding-type') && { EncodingType: 'url' };
  const head = {
    Name: bucket,
    Prefix: encoded(prefix),
    KeyCount: page.length,
    MaxKeys: pageSize,
    IsTruncated: more,
    ...encoding,
    ...next,
  };
  const text = [head, ...contents].map(elements).join('');
  return {
    status: 200,
    headers: { 'content-type': 'application/xml' },
    body: `<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${text}</ListBucketResult>`,
  };
}

/** Signature version 4 with the dummy key, for this service; a body as it stands, not in signed or trailed chunks. */
function requireKnownForm({ headers, method }: IncomingMessage): void {
  const scope = `AWS4-HMAC-SHA256 Credential=${DUMMY_CREDENTIALS.accessKeyId}/`;
  const { authorization = '' } = headers;
  if (!authorization.startsWith(scope) || !/\/s3\/aws4_request.*Signature=[0-9a-f]{64}$/.test(authorization)) {
    throw new S3Error(403, 'AccessDenied', 'The request is not signed with the dummy key for s3.');
  }
  const isKnown = method === 'GET' || headers['if-none-match'] === '*';
  const refused = [...REFUSED_HEADERS, ...(isKnown ? [] : ['if-none-match'])].filter((name) => name in headers);
  if (refused.length > 0) throw new S3Error(501, 'NotImplemented', `not served: the header ${refused}`);
  if (headers['content-encoding']?.includes('aws-chunked')) {
    throw new S3Error(501, 'NotImplemented', 'bodies in chunks are not served: give a whole body, not a stream');
  }
}

function send(response: ServerResponse, { status, headers, body }: S3Answer): void {
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body ?? '') }).end(body);
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
