import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { closeServer, portOf } from '../process/ports';

/** The dummy credentials that a caller must have signed with. */
export const DUMMY_CREDENTIALS = { accessKeyId: 'AKIDLOCALDEMO', secretAccessKey: 'not-a-secret' } as const;

export interface LocalSecretsManager {
  /** The value for AWS_ENDPOINT_URL_SECRETS_MANAGER. */
  readonly endpoint: string;
  /** The number of times a secret was handed out. */
  readonly answered: () => number;
  close(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly body: object;
}

/** Answers GetSecretValue on loopback as AWS Secrets Manager does, for callers that sign; secrets by their ARN. */
export async function startSecretsManager(secrets: Readonly<Record<string, string>>): Promise<LocalSecretsManager> {
  let answered = 0;
  const server = createServer(async (request, response) => {
    const answer = answerTo(request, await bodyOf(request), secrets);
    if (answer.status === 200) answered += 1;
    send(response, answer);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  return {
    endpoint: `http://127.0.0.1:${portOf(server)}`,
    answered: () => answered,
    close: () => closeServer(server),
  };
}

function answerTo(request: IncomingMessage, body: string, secrets: Readonly<Record<string, string>>): Answer {
  if (!isSigned(request)) return failure('MissingAuthenticationTokenException', 'Missing Authentication Token');
  const target = request.headers['x-amz-target'];
  if (target !== 'secretsmanager.GetSecretValue') return failure('UnknownOperationException', `not served: ${target}`);
  const { SecretId: id } = JSON.parse(body) as { SecretId?: string };
  const secret = id === undefined ? undefined : secrets[id];
  if (secret === undefined) {
    return failure('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
  }
  return { status: 200, body: { ARN: id, Name: id, VersionId: 'local', SecretString: secret } };
}

/**
 * Signature version 4 with the dummy key, for this service. What is signed is not checked: there is nothing to protect.
 */
function isSigned(request: IncomingMessage): boolean {
  const authorization = request.headers.authorization ?? '';
  const scope = `AWS4-HMAC-SHA256 Credential=${DUMMY_CREDENTIALS.accessKeyId}/`;
  return (
    authorization.startsWith(scope) &&
    authorization.includes('/secretsmanager/aws4_request') &&
    /Signature=[0-9a-f]{64}$/.test(authorization) &&
    request.headers['x-amz-date'] !== undefined
  );
}

function failure(type: string, message: string): Answer {
  return { status: 400, body: { __type: type, message } };
}

function send(response: ServerResponse, { status, body }: Answer): void {
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
