import * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';

/**
 * How a client proves to a Kafka cluster who it is, made by one of the static methods.
 *
 * It holds for the event source mapping that reads, and for the producer that writes.
 */
export abstract class KafkaAuthentication {
  /**
   * SASL/PLAIN over TLS: a user name and a password, with Confluent Cloud an API key and its secret.
   *
   * @param credentials a secret whose value is JSON with `username` and `password`
   */
  public static saslPlain(credentials: secretsmanager.ISecret): KafkaAuthentication {
    return new SecretAuthentication('SASL_PLAIN', lambda.SourceAccessConfigurationType.BASIC_AUTH, credentials);
  }

  /**
   * What the producer is told: one of the names that the replayer's handler knows.
   */
  public abstract readonly mechanism: string;

  /**
   * The secret that holds the credentials.
   */
  public abstract readonly credentials: secretsmanager.ISecret;

  /**
   * What an event source mapping is told.
   */
  public abstract sourceAccessConfigurations(): lambda.SourceAccessConfiguration[];
}

class SecretAuthentication extends KafkaAuthentication {
  constructor(
    public readonly mechanism: string,
    private readonly type: lambda.SourceAccessConfigurationType,
    public readonly credentials: secretsmanager.ISecret,
  ) {
    super();
  }

  public sourceAccessConfigurations(): lambda.SourceAccessConfiguration[] {
    return [{ type: this.type, uri: this.credentials.secretArn }];
  }
}
