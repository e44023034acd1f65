import { createHash, createHmac } from 'node:crypto';
import { type Environment, requiredVariable } from '../../environment';

export const ALGORITHM = 'AWS4-HMAC-SHA256';

/** The parts of a request that are signed. */
export interface SignedRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** The query as it is sent, with its names in order and all values encoded. */
  readonly query: string;
  /** The headers that are signed. Their names are in lower case and in order. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * Signs requests to one service as the function's role, whose credentials are in the environment:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 *
 * The AWS SDK signs requests too, but with parts that Lambda's runtime does not promise, or that would more than double the
 * bundle.
 */
export class RequestSigner {
  /** The time of the signature in the form of headers and queries, such as `20260413T090807Z`. */
  public readonly time: string;
  /** The id of the key, with the day, the Region and the service that the signature is valid for. */
  public readonly credential: string;
  /** The token of the role's session; undefined for a user, who has no session. */
  public readonly sessionToken: string | undefined;
  private readonly scope: string;
  private readonly key: Buffer;

  public constructor(service: string, region: string, environment: Environment, now = new Date()) {
    this.time = now.toISOString().replace(/[-:]|\.\d{3}/g, '');
    const scope = [this.time.slice(0, 8), region, service, 'aws4_request'];
    this.scope = scope.join('/');
    this.credential = `${requiredVariable(environment, 'AWS_ACCESS_KEY_ID')}/${this.scope}`;
    this.sessionToken = environment.AWS_SESSION_TOKEN || undefined;
    const secret = requiredVariable(environment, 'AWS_SECRET_ACCESS_KEY');
    this.key = scope.reduce<Buffer>(hmac, Buffer.from(`AWS4${secret}`));
  }

  /** @returns the signature, in hexadecimal digits */
  public sign({ method, path, query, headers, body }: SignedRequest): string {
    const lines = Object.entries(headers).map(([name, value]) => `${name}:${value}`);
    const request = [method, path, query, ...lines, '', namesOf(headers), sha256(body)].join('\n');
    return hmac(this.key, [ALGORITHM, this.time, this.scope, sha256(request)].join('\n')).toString('hex');
  }
}

/** The names of the headers that are signed, in the form that a request lists them in. */
export function namesOf(headers: Readonly<Record<string, string>>): string {
  return Object.keys(headers).join(';');
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
