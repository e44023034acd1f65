import { isObject } from '../environment';

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** The client is loaded only when it is needed: a dry run reads no secret. */
type ClientLoader = () => Promise<typeof import('@aws-sdk/client-secrets-manager')>;

/**
 * User name and password from Secrets Manager, read once and kept for the container's life. After a failed
 * authentication they are forgotten, since the secret may have been rotated: the next invocation reads them again.
 */
export class SecretCredentials {
  private reading: Promise<Credentials> | undefined;

  public constructor(
    private readonly secretArn: string,
    private readonly loadClient: ClientLoader = () => import('@aws-sdk/client-secrets-manager'),
  ) {}

  public read(): Promise<Credentials> {
    this.reading ??= readSecret(this.secretArn, this.loadClient).catch((error: unknown) => {
      this.forget();
      throw error;
    });
    return this.reading;
  }

  public forget(): void {
    this.reading = undefined;
  }
}

async function readSecret(secretArn: string, loadClient: ClientLoader): Promise<Credentials> {
  const { GetSecretValueCommand, SecretsManagerClient } = await loadClient();
  const client = new SecretsManagerClient({});
  let text: string | undefined;
  try {
    text = (await client.send(new GetSecretValueCommand({ SecretId: secretArn }))).SecretString;
  } catch (cause) {
    throw new Error(
      `the secret ${secretArn} cannot be read; the function's role needs secretsmanager:GetSecretValue on it ` +
        `(and kms:Decrypt on its key), and its subnets a way to Secrets Manager: ${cause}`,
      { cause },
    );
  } finally {
    client.destroy();
  }
  return parseSecret(secretArn, text);
}

/** The errors name what is missing, never what is there. */
function parseSecret(secretArn: string, text: string | undefined): Credentials {
  const parsed = text === undefined ? undefined : parseJson(text);
  const { username, password } = isObject(parsed) ? parsed : {};
  if (typeof username !== 'string' || username === '' || typeof password !== 'string' || password === '') {
    throw new Error(`the secret ${secretArn} must be JSON text with a username and a password, both not empty`);
  }
  return { username, password };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not passed on as a cause: a parser's message quotes the text.
    return undefined;
  }
}
