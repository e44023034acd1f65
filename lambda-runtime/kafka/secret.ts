import type { PermanentErrorName } from '../../src/contract/permanent-errors';
import { isObject } from '../environment';
import { errorMessage } from '../errors';
import { PermanentError } from '../permanent-error';
import { SecretFields } from './secret-fields';

/** Loads the client. It is loaded only when it is needed, since a dry run reads no secret. */
export type ClientLoader = () => Promise<typeof import('@aws-sdk/client-secrets-manager')>;

/** Describes what a secret's JSON must hold. */
export interface SecretForm<T> {
  /** The fields in words, for errors: "a username and a password, both not empty". */
  readonly description: string;
  /** @throws Error that says what is wrong, and quotes nothing of it */
  readonly parse: (fields: SecretFields) => T;
}

/** Refusals of Secrets Manager that stay until somebody changes something. */
const PERMANENT: Readonly<Record<string, PermanentErrorName>> = {
  AccessDeniedException: 'AccessRefused',
  DecryptionFailure: 'AccessRefused',
  ResourceNotFoundException: 'InvalidConfiguration',
};

/**
 * The longest time for reading a secret. It is far longer than Secrets Manager takes with the client's own attempts,
 * and far shorter than an invocation.
 */
const LONGEST_READ_MS = 15_000;

/**
 * A secret of Secrets Manager. It is read once and kept for the container's life. After a failed authentication it is
 * dropped, since it may have been rotated: the next invocation reads it again.
 */
export class CachedSecret<T> {
  private reading: Promise<T> | undefined;

  public constructor(
    private readonly secretArn: string,
    private readonly form: SecretForm<T>,
    private readonly loadClient: ClientLoader = () => import('@aws-sdk/client-secrets-manager'),
    private readonly longestReadMs = LONGEST_READ_MS,
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
    const text = await this.readText();
    try {
      return this.form.parse(SecretFields.parse(text));
    } catch (error) {
      throw new PermanentError(
        'InvalidConfiguration',
        `the secret ${this.secretArn} cannot be used: ${errorMessage(error)}; it must be JSON text with ${this.form.description}`,
      );
    }
  }

  private async readText(): Promise<string | undefined> {
    const { GetSecretValueCommand, SecretsManagerClient } = await this.loadClient();
    const client = new SecretsManagerClient({});
    // The client itself waits for a connection as long as the system does: two minutes, once for each attempt.
    const abortSignal = AbortSignal.timeout(this.longestReadMs);
    try {
      const command = new GetSecretValueCommand({ SecretId: this.secretArn });
      return (await client.send(command, { abortSignal })).SecretString;
    } catch (cause) {
      if (abortSignal.aborted) {
        throw new Error(this.noAnswer(), { cause });
      }
      const name = isObject(cause) ? PERMANENT[String(cause.name)] : undefined;
      throw name === undefined
        ? new Error(this.refused(cause), { cause })
        : new PermanentError(name, this.refused(cause), { cause });
    } finally {
      client.destroy();
    }
  }

  private noAnswer(): string {
    return (
      `Secrets Manager did not answer within ${this.longestReadMs / 1000} s when it was asked for the secret ${this.secretArn}; ` +
      "give the function's subnets a way to it: a NAT gateway, or an interface endpoint whose security group takes HTTPS"
    );
  }

  private refused(cause: unknown): string {
    return (
      `the secret ${this.secretArn} cannot be read; the function's role needs secretsmanager:GetSecretValue on it ` +
      `(and kms:Decrypt on its key), and its subnets a way to Secrets Manager: ${cause}`
    );
  }
}
