import * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { type AuthenticationName, VARIABLES } from '../contract/variables';
import { BOOLEAN, checkProperties } from '../property-check';
import { type IamOAuthBearerOptions, type OAuthBearerOptions, OAuthParameters } from './oauth-bearer-options';

const { BASIC_AUTH, SASL_SCRAM_256_AUTH, SASL_SCRAM_512_AUTH, CLIENT_CERTIFICATE_TLS_AUTH } =
  lambda.SourceAccessConfigurationType;

/**
 * Options of a cluster that asks for no authentication.
 */
export interface NoAuthenticationOptions {
  /**
   * True if the producer encrypts with TLS. Lambda's pollers find out by themselves whether the brokers do.
   *
   * @default true
   */
  readonly tls?: boolean;
}

/**
 * The way in which a client proves to a Kafka cluster who it is. Make it with one of the static methods.
 *
 * The same object serves the event source mapping that reads topics and the producer that writes them. Secrets must be in
 * the Region of the functions. If an imported secret is encrypted with a key of yours, import it with that key
 * (`encryptionKey`), so that decrypting is granted too. The policy of the key must leave that decision to IAM, as it does
 * by default.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/kafka-cluster-auth.html
 * @see https://docs.aws.amazon.com/lambda/latest/dg/msk-cluster-auth.html
 */
export class KafkaAuthentication {
  /**
   * SASL/PLAIN over TLS: a user name and a password, with Confluent Cloud an API key and its secret.
   *
   * Amazon MSK does not offer it.
   *
   * @param credentials a secret whose value is JSON with `username` and `password`
   * @throws if no secret was given
   */
  public static saslPlain(credentials: secretsmanager.ISecret): KafkaAuthentication {
    return KafkaAuthentication.withSecret('SASL_PLAIN', BASIC_AUTH, credentials, PASSWORD);
  }

  /**
   * SASL/SCRAM with SHA-256 over TLS: a user name and a password.
   *
   * Amazon MSK does not offer it.
   *
   * @param credentials a secret whose value is JSON with `username` and `password`
   * @throws if no secret was given
   */
  public static saslScram256(credentials: secretsmanager.ISecret): KafkaAuthentication {
    return KafkaAuthentication.withSecret('SASL_SCRAM_256', SASL_SCRAM_256_AUTH, credentials, PASSWORD);
  }

  /**
   * SASL/SCRAM with SHA-512 over TLS: a user name and a password.
   *
   * @param credentials a secret whose value is JSON with `username` and `password`. Amazon MSK asks that its name begin
   *   with `AmazonMSK_`, that it be encrypted with a customer managed key, and that it be associated with the cluster.
   * @throws if no secret was given
   */
  public static saslScram512(credentials: secretsmanager.ISecret): KafkaAuthentication {
    return KafkaAuthentication.withSecret('SASL_SCRAM_512', SASL_SCRAM_512_AUTH, credentials, PASSWORD);
  }

  /**
   * SASL/OAUTHBEARER over TLS: a token of an OAuth 2.0 identity provider, which is asked for again before it expires.
   * Lambda's pollers and the replayer's function need a way to the provider's token endpoint.
   *
   * The secret's JSON has these fields, which Lambda's event source mapping prescribes:
   *
   * - `oauthTokenEndpointUrl`: the token endpoint, an HTTPS URL;
   * - `oauthClientId`: the id of the client;
   * - either `oauthClientSecret`, for the grant of client credentials, or `oauthClientEmail` and `oauthPrivateKey` (PEM),
   *   for that of a JWT which is signed with the key, and with it `oauthTokenExpirationSeconds`, the seconds for which the
   *   JWT is valid, if not 300;
   * - `oauthIdpCaCertificate`: the root certificate (PEM) of the token endpoint, if its authority is private.
   *
   * Amazon MSK does not offer it.
   *
   * @param credentials a secret whose value is JSON with the fields above
   * @param options the scope and the audience of the token, and what the brokers of Confluent Cloud are told with it
   * @throws if no secret was given, or if an option holds what an event source mapping does not take
   * @see https://docs.aws.amazon.com/lambda/latest/dg/kafka-cluster-auth.html#smaa-auth-oauth
   */
  public static oauthBearer(
    credentials: secretsmanager.ISecret,
    options: OAuthBearerOptions = {},
  ): KafkaAuthentication {
    return KafkaAuthentication.withSecret(
      'OAUTHBEARER',
      lambda.SourceAccessConfigurationType.of('OAUTHBEARER_AUTH'),
      credentials,
      OAUTH_CLIENT,
      OAuthParameters.ofProvider(options),
    );
  }

  /**
   * Mutual TLS: the client shows a certificate of its own.
   *
   * @param certificate a secret whose value is JSON with `certificate` (the chain, PEM), `privateKey` (PKCS #8, PEM) and,
   *   where the key is encrypted, `privateKeyPassword`
   * @throws if no secret was given
   */
  public static mutualTls(certificate: secretsmanager.ISecret): KafkaAuthentication {
    return KafkaAuthentication.withSecret('MUTUAL_TLS', CLIENT_CERTIFICATE_TLS_AUTH, certificate, CERTIFICATE);
  }

  /**
   * AWS IAM, which only Amazon MSK offers; `KafkaCluster.selfManaged` takes it with the `clusterArn`. The roles of the functions are granted exactly what the functions do on the
   * cluster.
   */
  public static iam(): KafkaAuthentication {
    return new KafkaAuthentication('IAM', true);
  }

  /**
   * SASL/OAUTHBEARER over TLS with AWS as the identity provider: a web identity token of AWS STS, without a secret. The
   * replayer's function gets a token for its own role, and Lambda's pollers get one for the role of the ingest's function.
   *
   * Only `KafkaCluster.selfManaged` takes it.
   *
   * The account must have outbound web identity federation enabled (`aws iam enable-outbound-web-identity-federation`), and
   * the brokers must trust its issuer, `https://<uuid>.tokens.sts.global.api.aws`, and expect the audience. The
   * user that they see is the ARN of the role.
   *
   * @param options the audience of the tokens
   * @throws if the audience is missing, or holds what an event source mapping does not take
   * @see https://docs.aws.amazon.com/lambda/latest/dg/kafka-cluster-auth.html#smaa-auth-iam-oauth
   */
  public static iamOauthBearer(options: IamOAuthBearerOptions): KafkaAuthentication {
    const type = lambda.SourceAccessConfigurationType.of('IAM_OAUTHBEARER_AUTH');
    return new KafkaAuthentication('IAM_OAUTHBEARER', true, type, undefined, OAuthParameters.ofRole(options));
  }

  /**
   * No authentication: everyone who reaches the brokers may do everything.
   *
   * It can be used for a cluster inside a VPC only. On Amazon MSK, Lambda's pollers use AWS IAM anyway if the cluster has it
   * switched on, and would be refused there.
   *
   * @param options says whether the producer encrypts; it does if they are left out
   * @throws if `tls` is not true or false
   */
  public static none(options: NoAuthenticationOptions = {}): KafkaAuthentication {
    checkProperties<NoAuthenticationOptions>('KafkaAuthentication.none', options, { tls: { shape: BOOLEAN } });
    return new KafkaAuthentication('NONE', options.tls ?? true);
  }

  private constructor(
    /**
     * The name by which the handler's producer knows it.
     *
     * @internal
     */
    public readonly _mechanism: AuthenticationName,

    /**
     * True if the producer encrypts with TLS.
     *
     * @internal
     */
    public readonly _tls: boolean,

    private readonly type?: lambda.SourceAccessConfigurationType,

    /**
     * The secret that holds the credentials, or the client's certificate.
     *
     * @default - none, with AWS IAM, with tokens of AWS STS and without authentication
     */
    public readonly credentials?: secretsmanager.ISecret,

    private readonly oauth?: OAuthParameters,
  ) {}

  /**
   * The part of an event source mapping that says how its pollers authenticate. It is empty if they find out by themselves.
   *
   * @internal
   */
  public _sourceAccessConfigurations(): lambda.SourceAccessConfiguration[] {
    const proof = this.type ? [accessBy(this.type, this.credentials)] : [];
    return [...proof, ...(this.oauth?.sourceAccessConfigurations ?? [])];
  }

  /**
   * The audience of the tokens of AWS STS that the roles need; undefined with any other authentication.
   *
   * @internal
   */
  public get _tokenAudience(): string | undefined {
    return this._mechanism === 'IAM_OAUTHBEARER' ? this.oauth?.environment[VARIABLES.oauthAudience] : undefined;
  }

  /**
   * The environment variables that tell the producer more than the secret does.
   *
   * @internal
   */
  public _environment(): Record<string, string> {
    return this.oauth?.environment ?? {};
  }

  private static withSecret(
    mechanism: AuthenticationName,
    type: lambda.SourceAccessConfigurationType,
    secret: secretsmanager.ISecret | undefined,
    fields: string,
    oauth?: OAuthParameters,
  ): KafkaAuthentication {
    // A caller without types can leave it out, or give its name, and would learn so at deployment only.
    if (typeof secret?.grantRead !== 'function' || !('secretArn' in secret)) {
      throw new Error(
        `authentication ${mechanism} was given no secret: give one of AWS Secrets Manager whose value is JSON with ${fields}`,
      );
    }
    return new KafkaAuthentication(mechanism, true, type, secret, oauth);
  }
}

/**
 * The part of an event source mapping that names a way to authenticate. Lambda takes no URI with a way that needs no secret,
 * although the type of aws-cdk-lib asks for one.
 */
export function accessBy(
  type: lambda.SourceAccessConfigurationType,
  secret?: secretsmanager.ISecret,
): lambda.SourceAccessConfiguration {
  return (secret ? { type, uri: secret.secretArn } : { type }) as lambda.SourceAccessConfiguration;
}

const PASSWORD = "'username' and 'password'";
const OAUTH_CLIENT = "'oauthTokenEndpointUrl', 'oauthClientId' and 'oauthClientSecret'";
const CERTIFICATE = "'certificate' and 'privateKey'";
