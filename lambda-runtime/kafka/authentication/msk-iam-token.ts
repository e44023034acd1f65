import type { Environment } from '../../environment';
import { ALGORITHM, namesOf, RequestSigner } from './request-signer';

const VALID_SECONDS = 900;

/**
 * The token that Amazon MSK takes for AWS IAM over SASL/OAUTHBEARER: a presigned request to connect, as base64url. Form
 * and values are those of https://github.com/aws/aws-msk-iam-sasl-signer-js. A function has its credentials in its
 * environment, and needs only one signature of that package.
 */
export function mskIamToken(region: string, environment: Environment, now = new Date()): string {
  const signer = new RequestSigner('kafka-cluster', region, environment, now);
  const headers = { host: `kafka.${region}.amazonaws.com` };
  const query = canonicalQuery({
    Action: 'kafka-cluster:Connect',
    'X-Amz-Algorithm': ALGORITHM,
    'X-Amz-Credential': signer.credential,
    'X-Amz-Date': signer.time,
    'X-Amz-Expires': String(VALID_SECONDS),
    ...(signer.sessionToken && { 'X-Amz-Security-Token': signer.sessionToken }),
    'X-Amz-SignedHeaders': namesOf(headers),
  });
  const signature = signer.sign({ method: 'GET', path: '/', query, headers, body: '' });
  // The agent is not signed: the brokers' log shows it.
  const url = `https://${headers.host}/?${query}&X-Amz-Signature=${signature}&User-Agent=cdk-s3files`;
  return Buffer.from(url).toString('base64url');
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
