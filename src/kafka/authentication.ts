import * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';

/**
 * Options of a cluster that asks for no authentication.
 */
export interface NoAuthenticationOptions {
  /**
   * Whether the producer encrypts with TLS. Lambda's pollers find out by themselves what the brokers speak.
   *
   * @default true
   */
  readonly tls?: boolean;
}

/**
 * How a client proves to a Kafka cluster who it is, made by one of the static methods.
 *
 * It holds for the event source mapping that reads, and for the producer that writes. Secrets must be in the Region of
 * the functions. An imported secret that is encrypted with a key of yours must name it (`encryptionKey`), so that
 * decrypting is granted too; the key's policy must leave that to IAM, as it does by default.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/kafka-cluster-auth.html
 * @see https://docs.aws.amazon.com/lambda/latest/dg/msk-cluster-auth.html
 */
export class KafkaAuthentication {
  /**
   * SASL/PLAIN over TLS: a user name and a password, with Confluent Cloud an API key and its secret.
   *
   * Amazon MSK does not know it.
   *
   * @param credentials a secret whose value is JSON with `username` and `password`
   * @throws if there is no secret
   */
  public static saslPlain(credentials: secretsmanager.ISecret): KafkaAuthentication {
    return KafkaAuthentication.withSecret(
      'SASL_PLAIN',
      lambda.SourceAccessConfigurationType.BASIC_AUTH,
      credentials,
      PASSWORD,
    );
  }

  /**
   * SASL/SCRAM with SHA-256 over TLS: a user name and a password.
   *
   * Amazon MSK does not know it.
   *
   * @param credentials a secret whose value is JSON with `username` and `password`
   * @throws if there is no secret
   */
  public static saslScram256(credentials: secretsmanager.ISecret): KafkaAuthentication {
    return KafkaAuthentication.withSecret(
      'SASL_SCRAM_256',
      lambda.SourceAccessConfigurationType.SASL_SCRAM_256_AUTH,
      credentials,
      PASSWORD,
    );
  }

  /**
   * SASL/SCRAM with SHA-512 over TLS: a user name and a password.
   *
   * @param credentials a secret whose value is JSON with `username` and `password`. Amazon MSK asks that its name begin
   *   with `AmazonMSK_`, that it be encrypted with a customer managed key, and that it be associated with the cluster.
   * @throws if there is no secret
   */
  public static saslScram512(credentials: secretsmanager.ISecret): KafkaAuthentication {
    return KafkaAuthentication.withSecret(
      'SASL_SCRAM_512',
      lambda.SourceAccessConfigurationType.SASL_SCRAM_512_AUTH,
      credentials,
      PASSWORD,
    );
  }

  /**
   * Mutual TLS: a certificate of the client's own.
   *
   * @param certificate a secret whose value is JSON with `certificate` (the chain, PEM), `privateKey` (PKCS #8, PEM) and,
   *   where the key is encrypted, `privateKeyPassword`
   * @throws if there is no secret
   */
  public static mutualTls(certificate: secretsmanager.ISecret): KafkaAuthentication {
    return KafkaAuthentication.withSecret(
      'MUTUAL_TLS',
      lambda.SourceAccessConfigurationType.CLIENT_CERTIFICATE_TLS_AUTH,
      certificate,
      CERTIFICATE,
    );
  }

  /**
   * AWS IAM, which Amazon MSK alone knows: the functions' roles are granted what they do on the cluster.
   */
  public static iam(): KafkaAuthentication {
    return new KafkaAuthentication('IAM', true);
  }

  /**
   * None: whoever reaches the brokers may do anything.
   *
   * For a cluster inside a VPC only. On Amazon MSK, Lambda's pollers use AWS IAM all the same where the cluster has it
   * active, so that they would be refused there.
   */
  public static none(options: NoAuthenticationOptions = {}): KafkaAuthentication {
    return new KafkaAuthentication('NONE', options.tls ?? true);
  }

  private constructor(
    /**
     * What the producer is told: one of the names that the replayer's handler knows.
     */
    public readonly mechanism: string,

    /**
     * Whether the producer encrypts with TLS.
     */
    public readonly tls: boolean,

    private readonly type?: lambda.SourceAccessConfigurationType,

    /**
     * The secret that holds the credentials, or the client's certificate.
     *
     * @default - none, with AWS IAM and without authentication
     */
    public readonly credentials?: secretsmanager.ISecret,
  ) {}

  /**
   * What an event source mapping is told. Nothing, where there is no secret.
   */
  public sourceAccessConfigurations(): lambda.SourceAccessConfiguration[] {
    return this.type && this.credentials ? [{ type: this.type, uri: this.credentials.secretArn }] : [];
  }

  private static withSecret(
    mechanism: string,
    type: lambda.SourceAccessConfigurationType,
    secret: secretsmanager.ISecret | undefined,
    fields: string,
  ): KafkaAuthentication {
    // A caller without types can leave it out, and would learn so at deployment only.
    if (!secret) {
      throw new Error(
        `authentication ${mechanism} was given no secret: give one of AWS Secrets Manager whose value is JSON with ${fields}`,
      );
    }
    return new KafkaAuthentication(mechanism, true, type, secret);
  }
}

const PASSWORD = "'username' and 'password'";
const CERTIFICATE = "'certificate' and 'privateKey'";
