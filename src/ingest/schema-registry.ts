import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import { Grant } from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
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
