import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { ConfluentSchemaRegistry } from 'aws-cdk-lib/aws-lambda-event-sources';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { App, type Stack } from 'aws-cdk-lib/core';
import { KafkaToS3FilesIngest } from '../../../src';
import { actionsOf, newCluster, newStack, newVpc, statements } from '../support/stacks';

let app: App;
let stack: Stack;
beforeEach(() => {
  app = new App();
  stack = newStack(app);
});

function ingest(schemaRegistryConfig: lambda.ISchemaRegistry): KafkaToS3FilesIngest {
  const vpc = newVpc(stack);
  return new KafkaToS3FilesIngest(stack, 'Ingest', {
    vpc,
    cluster: newCluster(stack),
    topic: 'events',
    schemaRegistryConfig,
  });
}

function confluent(secret: secretsmanager.ISecret): ConfluentSchemaRegistry {
  return new ConfluentSchemaRegistry({
    schemaRegistryUri: 'https://registry.example.com',
    authenticationType: lambda.KafkaSchemaRegistryAccessConfigType.BASIC_AUTH,
    secret,
    eventRecordFormat: lambda.EventRecordFormat.JSON,
    schemaValidationConfigs: [{ attribute: lambda.KafkaSchemaValidationAttribute.VALUE }],
  });
}

const decrypting = () => statements(stack).filter((one) => actionsOf(one).includes('kms:Decrypt'));

describe("the secret of a schema registry is granted in the policy of the function's role", () => {
  test('with a key of another stack, which does not come to depend on this one', () => {
    const shared = newStack(app, 'Shared');
    const encryptionKey = new kms.Key(shared, 'Key');
    ingest(confluent(new secretsmanager.Secret(shared, 'Registry', { encryptionKey })));
    app.synth();
    expect(shared.dependencies).toEqual([]);
    expect(decrypting()).toEqual([
      expect.objectContaining({
        Resource: { 'Fn::ImportValue': expect.stringContaining('Shared:ExportsOutputFnGetAttKey') },
      }),
    ]);
  });

  test('with a key that was imported, through AWS Secrets Manager only', () => {
    const keyArn = 'arn:aws:kms:eu-central-1:111122223333:key/0a1b2c3d-0a1b-0a1b-0a1b-0a1b2c3d4e5f';
    const secretCompleteArn = 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:registry-AbCdEf';
    const encryptionKey = kms.Key.fromKeyArn(stack, 'Key', keyArn);
    ingest(
      confluent(secretsmanager.Secret.fromSecretAttributes(stack, 'Registry', { secretCompleteArn, encryptionKey })),
    );
    expect(decrypting()).toEqual([
      expect.objectContaining({
        Resource: keyArn,
        Condition: { StringEquals: { 'kms:ViaService': 'secretsmanager.eu-central-1.amazonaws.com' } },
      }),
    ]);
    expect(statements(stack)).toContainEqual(
      expect.objectContaining({
        Action: ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'],
        Resource: secretCompleteArn,
      }),
    );
  });
});

test('a registry of the user binds as itself, with its own members', () => {
  class Own implements lambda.ISchemaRegistry {
    readonly #uri = 'https://registry.example.com';
    public bound?: lambda.IFunction;
    public bind(_: lambda.IEventSourceMapping, target: lambda.IFunction): lambda.KafkaSchemaRegistryConfig {
      this.bound = target;
      target.addToRolePolicy(new iam.PolicyStatement({ actions: ['kms:Decrypt'], resources: ['*'] }));
      return {
        schemaRegistryUri: this.#uri,
        eventRecordFormat: lambda.EventRecordFormat.JSON,
        schemaValidationConfigs: [],
      };
    }
  }
  const own = new Own();
  expect(ingest(own).function).toBe(own.bound);
  expect(decrypting()).toHaveLength(1);
});
