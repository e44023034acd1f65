import { createHash, createHmac } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** A request that the service has received. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 Credential=(?<key>[^/]+)\/(?<day>\d{8})\/(?<region>[^/]+)\/(?<service>[^/]+)\/aws4_request, ?SignedHeaders=(?<names>[^,]+), ?Signature=(?<signature>[0-9a-f]{64})$/;
/** The headers that must be signed, since otherwise a request could be sent again to another host, or at another time. */
const NEVER_UNSIGNED = ['host', 'x-amz-date'];

/**
 * Verifies signature version 4 of a request without a query. Returns what is wrong with it, or undefined if it is right.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function wrongIn(
  { method, path, headers, body }: Received,
  { accessKeyId, secretAccessKey }: Credentials,
  service: string,
): string | undefined {
  const parts = AUTHORIZATION.exec(headers.authorization ?? '')?.groups;
  if (parts === undefined) return 'the request is not signed';
  if (parts.key !== accessKeyId) return 'the key is not known';
  if (parts.service !== service) return `the signature is for ${parts.service}, not for ${service}`;
  const names = parts.names.split(';');
  const unsigned = [...NEVER_UNSIGNED, ...Object.keys(headers).filter((name) => name.startsWith('x-amz-'))].find(
    (name) => !names.includes(name),
  );
  if (unsigned !== undefined) return `the header ${unsigned} is not signed`;
  const time = String(headers['x-amz-date']);
  if (time.slice(0, 8) !== parts.day) return 'the signature is of another day';
  const canonical = `${method}\n${path}\n\n${names.map((name) => `${name}:${headers[name] ?? ''}\n`).join('')}\n${parts.names}\n${digest(body)}`;
  const toSign = `AWS4-HMAC-SHA256\n${time}\n${parts.day}/${parts.region}/${service}/aws4_request\n${digest(canonical)}`;
  let key = keyed(`AWS4${secretAccessKey}`, parts.day);
  for (const part of [parts.region, service, 'aws4_request']) key = keyed(key, part);
  return keyed(key, toSign).toString('hex') === parts.signature ? undefined : 'the signature is another';
}

function keyed(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
