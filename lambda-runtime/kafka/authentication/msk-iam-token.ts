import { createHash, createHmac } from 'node:crypto';
import { type Environment, requiredVariable } from '../../environment';

const SERVICE = 'kafka-cluster';
const ALGORITHM = 'AWS4-HMAC-SHA256';
const VALID_SECONDS = 900;

/**
 * The token that Amazon MSK takes for AWS IAM over SASL/OAUTHBEARER: a presigned request to connect, as base64url. Form
 * and values are those of https://github.com/aws/aws-msk-iam-sasl-signer-js. That package would more than double the
 * bundle, or use parts of the SDK that Lambda's runtime does not promise. A function has its credentials in its
 * environment, and needs only one signature.
 */
export function mskIamToken(region: string, environment: Environment, now = new Date()): string {
  const host = `kafka.${region}.amazonaws.com`;
  const time = now.toISOString().replace(/[-:]|\.\d{3}/g, '');
  const day = time.slice(0, 8);
  const scope = `${day}/${region}/${SERVICE}/aws4_request`;
  const sessionToken = environment.AWS_SESSION_TOKEN;
  const query = canonicalQuery({
    Action: 'kafka-cluster:Connect',
    'X-Amz-Algorithm': ALGORITHM,
    'X-Amz-Credential': `${requiredVariable(environment, 'AWS_ACCESS_KEY_ID')}/${scope}`,
    'X-Amz-Date': time,
    'X-Amz-Expires': String(VALID_SECONDS),
    ...(sessionToken && { 'X-Amz-Security-Token': sessionToken }),
    'X-Amz-SignedHeaders': 'host',
  });
  const request = ['GET', '/', query, `host:${host}`, '', 'host', sha256('')].join('\n');
  const toSign = [ALGORITHM, time, scope, sha256(request)].join('\n');
  const key = signingKey(requiredVariable(environment, 'AWS_SECRET_ACCESS_KEY'), [day, region, SERVICE]);
  const signature = hmac(key, toSign).toString('hex');
  // The agent is not signed: the brokers' log shows it.
  const url = `https://${host}/?${query}&X-Amz-Signature=${signature}&User-Agent=cdk-s3files`;
  return Buffer.from(url).toString('base64url');
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
function signingKey(secretAccessKey: string, scope: readonly string[]): Buffer {
  return [...scope, 'aws4_request'].reduce<Buffer>(hmac, Buffer.from(`AWS4${secretAccessKey}`));
}

/** Builds the query. The parameters above are in the order that a signature needs. */
function canonicalQuery(parameters: Readonly<Record<string, string>>): string {
  return Object.entries(parameters)
    .map(([name, value]) => `${name}=${encode(value)}`)
    .join('&');
}

/** Percent-encodes everything but RFC 3986's unreserved characters. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
