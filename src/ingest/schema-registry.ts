import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import { Grant } from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Token } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { constructError } from '../construct-error';
import { grantReadSecrets } from '../kafka/secret-grant';

/**
 * A schema registry whose secrets are granted like the credentials of a cluster: in the policy of the function's role.
 *
 * The registries of aws-cdk-lib grant their secret by `grantRead`, which names the role in the policy of the secret's key.
 * With a key of another stack the two stacks would depend on each other, and with an imported one nothing would be granted.
 * They keep the secret among their properties, and there it is replaced by one that grants in our way.
 */
export class GrantedSchemaRegistry implements lambda.ISchemaRegistry {
  constructor(private readonly registry: lambda.ISchemaRegistry) {}

  public bind(mapping: lambda.IEventSourceMapping, target: lambda.IFunction): lambda.KafkaSchemaRegistryConfig {
    return withSecretsOfOurs(this.registry, 2).bind(mapping, target);
  }
}

const GLUE_REGISTRY = /^arn:[^:]+:glue:[^:]*:[^:]*:registry\/.+$/;

/**
 * Refuses a registry of AWS Glue whose ARN is none: aws-cdk-lib fails over it with an error that names neither.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsglue.html#awsglue-resources-for-iam-policies
 */
export function validateSchemaRegistry(scope: IConstruct, registry: lambda.ISchemaRegistry | undefined): void {
  const props: unknown = registry && Reflect.get(registry, 'props');
  const arn: unknown =
    isPlainObject(props) && !Reflect.get(props, 'schemaRegistry') && Reflect.get(props, 'schemaRegistryArn');
  if (typeof arn === 'string' && !Token.isUnresolved(arn) && !GLUE_REGISTRY.test(arn)) {
    throw constructError(
      scope,
      `schemaRegistryArn '${arn}' of 'schemaRegistryConfig' is no ARN of a registry: give one such as 'arn:aws:glue:eu-central-1:123456789012:registry/orders'`,
    );
  }
}

/** The same object, but that the secrets among its properties, and among those of the objects there, are replaced. */
function withSecretsOfOurs<T extends object>(whole: T, depth: number): T {
  const replaced = Object.entries(whole).flatMap(([name, part]) => {
    const other = isSecret(part)
      ? granting(part)
      : isPlainObject(part) && depth > 1
        ? withSecretsOfOurs(part, depth - 1)
        : part;
    return other === part ? [] : [[name, { value: other, enumerable: true }] as const];
  });
  return replaced.length === 0 ? whole : Object.create(whole, Object.fromEntries(replaced));
}

function granting(secret: secretsmanager.ISecret): secretsmanager.ISecret {
  const grantRead = (grantee: IGrantable) => {
    grantReadSecrets(grantee, [secret]);
    return Grant.drop(grantee, 'granted in the policy of the grantee already');
  };
  return Object.create(secret, { grantRead: { value: grantRead } });
}

function isSecret(value: unknown): value is secretsmanager.ISecret {
  return typeof value === 'object' && value !== null && 'grantRead' in value && 'secretArn' in value;
}

function isPlainObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
