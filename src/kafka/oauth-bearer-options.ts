import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Token } from 'aws-cdk-lib/core';
import { VARIABLES } from '../contract/variables';
import { checkProperties, STRING } from '../property-check';

/**
 * The parameters that a token is asked for with, and those that the brokers are told beside it. An event source
 * mapping takes 1 to 200 letters, digits and `- / * : _ + = . @` for each, so that several scopes, which a space separates, cannot be asked for.
 */
export interface OAuthBearerOptions {
  /**
   * The scope that the token endpoint is asked for.
   *
   * @default - none: the identity provider decides
   */
  readonly scope?: string;

  /**
   * The audience that the token endpoint is asked for.
   *
   * @default - none: the identity provider decides
   */
  readonly audience?: string;

  /**
   * The logical cluster that a broker of Confluent Cloud is told, such as `lkc-abc123`: the SASL extension
   * `logicalCluster`.
   *
   * @default - none
   * @see https://docs.confluent.io/cloud/current/security/authenticate/workload-identities/identity-providers/oauth/clients/configuration-reference.html
   */
  readonly logicalCluster?: string;

  /**
   * The identity pool that a broker of Confluent Cloud is told, such as `pool-abc1`: the SASL extension `identityPoolId`.
   *
   * @default - none
   */
  readonly identityPool?: string;
}

/**
 * The options of a web identity token of AWS STS.
 */
export interface IamOAuthBearerOptions {
  /**
   * The audience of the token, which the brokers must expect, such as `kafka.example.com`: 1 to 200 letters, digits and
   * `- / * : _ + = . @`.
   *
   * The roles of the functions are granted tokens for this audience only.
   */
  readonly audience: string;
}

/** The type of each option in an event source mapping, for which aws-cdk-lib has no constants, and its variable. */
const PARAMETERS = {
  scope: ['OAUTHBEARER_SCOPE', VARIABLES.oauthScope],
  audience: ['OAUTHBEARER_AUDIENCE', VARIABLES.oauthAudience],
  logicalCluster: ['OAUTHBEARER_LOGICAL_CLUSTER', VARIABLES.oauthLogicalCluster],
  identityPool: ['OAUTHBEARER_IDENTITY_POOL', VARIABLES.oauthIdentityPool],
} as const satisfies Record<keyof OAuthBearerOptions, readonly [type: string, variable: string]>;

/** https://docs.aws.amazon.com/lambda/latest/api/API_SourceAccessConfiguration.html: the pattern of `URI` */
const VALUE = /^[a-zA-Z0-9/*:_+=.@-]{1,200}$/;

/** The options that were given, as both sides are told them. */
export class OAuthParameters {
  /** Makes the parameters of a token of an OAuth 2.0 identity provider. */
  public static ofProvider(options: OAuthBearerOptions): OAuthParameters {
    const method = 'KafkaAuthentication.oauthBearer';
    checkProperties<OAuthBearerOptions>(method, options, {
      scope: { shape: STRING },
      audience: { shape: STRING },
      logicalCluster: { shape: STRING },
      identityPool: { shape: STRING },
    });
    return new OAuthParameters(method, options);
  }

  /**
   * Makes the parameters of a token of AWS STS, which has an audience only:
   * https://docs.aws.amazon.com/lambda/latest/dg/kafka-cluster-auth.html#smaa-auth-iam-oauth
   */
  public static ofRole(options: IamOAuthBearerOptions): OAuthParameters {
    const method = 'KafkaAuthentication.iamOauthBearer';
    checkProperties<IamOAuthBearerOptions>(method, options, { audience: { shape: STRING, required: true } });
    const others = Object.entries(options).filter(([name, value]) => name in PARAMETERS && value !== undefined);
    const [other] = others.find(([name]) => name !== 'audience') ?? [];
    if (other !== undefined) {
      throw new Error(
        `${other} was given to ${method}, and AWS Lambda takes nothing but the audience with it: leave it out, or use an identity provider, by KafkaAuthentication.oauthBearer`,
      );
    }
    return new OAuthParameters(method, options);
  }

  public readonly sourceAccessConfigurations: lambda.SourceAccessConfiguration[];
  public readonly environment: Record<string, string>;

  private constructor(method: string, options: OAuthBearerOptions) {
    const given = (Object.keys(PARAMETERS) as (keyof OAuthBearerOptions)[]).flatMap((name) => {
      const value = options[name];
      const [type, variable] = PARAMETERS[name];
      return value === undefined ? [] : [{ type, variable, value: checked(method, name, value) }];
    });
    this.sourceAccessConfigurations = given.map(({ type, value }) => ({
      type: lambda.SourceAccessConfigurationType.of(type),
      uri: value,
    }));
    this.environment = Object.fromEntries(given.map(({ variable, value }) => [variable, value]));
  }
}

function checked(method: string, name: keyof OAuthBearerOptions, value: string): string {
  if (!Token.isUnresolved(value) && !VALUE.test(value)) {
    throw new Error(
      `${name} '${value}' of ${method} cannot be used, an event source mapping takes 1 to 200 letters, digits and '- / * : _ + = . @': ${
        name === 'scope' && value.includes(' ')
          ? 'give one scope, or none if the identity provider grants the client what it needs by itself'
          : 'give such a value'
      }`,
    );
  }
  return value;
}
