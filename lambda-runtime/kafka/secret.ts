import { isObject } from '../environment';

/** The client is loaded only when it is needed: a dry run reads no secret. */
export type ClientLoader = () => Promise<typeof import('@aws-sdk/client-secrets-manager')>;

/** Describes what a secret's JSON must hold. */
export interface SecretForm<T> {
  /** For the error: "a username and a password, both not empty". */
  readonly description: string;
  /** @returns nothing if it is another form */
  readonly parse: (json: Record<string, unknown>) => T | undefined;
}

/**
 * A secret of Secrets Manager, read once and kept for the container's life. After a failed authentication it is
 * forgotten, since it may have been rotated: the next invocation reads it again.
 */
export class CachedSecret<T> {
  private reading: Promise<T> | undefined;

  public constructor(
    private readonly secretArn: string,
    private readonly form: SecretForm<T>,
    private readonly loadClient: ClientLoader = () => import('@aws-sdk/client-secrets-manager'),
  ) {}

  public read(): Promise<T> {
    this.reading ??= this.readSecret().catch((error: unknown) => {
      this.forget();
      throw error;
    });
    return this.reading;
  }

  public forget(): void {
    this.reading = undefined;
  }

  private async readSecret(): Promise<T> {
    const text = await readText(this.secretArn, this.loadClient);
    const json = text === undefined ? undefined : parseJson(text);
    const value = isObject(json) ? this.form.parse(json) : undefined;
    if (value === undefined) {
      // Names what is missing, never what is there.
      throw new Error(`the secret ${this.secretArn} must be JSON text with ${this.form.description}`);
    }
    return value;
  }
}

/** @returns nothing if the field is missing, empty or no text */
export function textField(json: Record<string, unknown>, name: string): string | undefined {
  const value = json[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

async function readText(secretArn: string, loadClient: ClientLoader): Promise<string | undefined> {
  const { GetSecretValueCommand, SecretsManagerClient } = await loadClient();
  const client = new SecretsManagerClient({});
  try {
    return (await client.send(new GetSecretValueCommand({ SecretId: secretArn }))).SecretString;
  } catch (cause) {
    throw new Error(
      `the secret ${secretArn} cannot be read; the function's role needs secretsmanager:GetSecretValue on it ` +
        `(and kms:Decrypt on its key), and its subnets a way to Secrets Manager: ${cause}`,
      { cause },
    );
  } finally {
    client.destroy();
  }
}

/** JSON has no line breaks inside strings, but Lambda's own examples of certificates in secrets do. */
const STRINGS = /"(?:[^"\\]|\\.)*"/g;

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(STRINGS, (string) => string.replace(/\r?\n/g, '\\n')));
  } catch {
    // Not passed on as a cause: a parser's message quotes the text.
    return undefined;
  }
}
