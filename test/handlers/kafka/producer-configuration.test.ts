import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Stack } from 'aws-cdk-lib/core';
import { readKafkaConfiguration } from '../../../lambda-runtime/kafka/producer-configuration';
import { KafkaAuthentication } from '../../../src/kafka/authentication';
import { producerEnvironment } from '../../../src/kafka/connection';

const ENVIRONMENT = {
  KAFKA_BOOTSTRAP_SERVERS: 'a.example:9092, b.example:9093',
  KAFKA_AUTHENTICATION: 'SASL_PLAIN',
  KAFKA_CREDENTIALS_SECRET_ARN: 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:kafka',
};

const SECRET = Secret.fromSecretCompleteArn(
  new Stack(),
  'Secret',
  `${ENVIRONMENT.KAFKA_CREDENTIALS_SECRET_ARN}-AbCdEf`,
);

test('servers are a list, separated by commas', () => {
  expect(readKafkaConfiguration(ENVIRONMENT).bootstrapServers).toEqual(['a.example:9092', 'b.example:9093']);
});

test.each([['broker'], ['broker:port'], ['a:1,,b:2'], ['https://broker:9092']])(
  'the servers %s are refused',
  (servers) => {
    expect(() => readKafkaConfiguration({ ...ENVIRONMENT, KAFKA_BOOTSTRAP_SERVERS: servers })).toThrow(
      'give host:port, separated by commas',
    );
  },
);

test('an authentication that is not known is refused by name', () => {
  expect(() => readKafkaConfiguration({ ...ENVIRONMENT, KAFKA_AUTHENTICATION: 'KERBEROS' })).toThrow("is 'KERBEROS'");
});

const read = (variables: Record<string, string | undefined>) =>
  readKafkaConfiguration({ ...ENVIRONMENT, ...variables });
const ARN = ENVIRONMENT.KAFKA_CREDENTIALS_SECRET_ARN;

test.each([['SASL_PLAIN'], ['SASL_SCRAM_256'], ['SASL_SCRAM_512'], ['MUTUAL_TLS']])('%s has a secret', (mechanism) => {
  expect(read({ KAFKA_AUTHENTICATION: mechanism }).authentication).toEqual({ mechanism, credentialsSecretArn: ARN });
  expect(() => read({ KAFKA_AUTHENTICATION: mechanism, KAFKA_CREDENTIALS_SECRET_ARN: undefined })).toThrow(
    'KAFKA_CREDENTIALS_SECRET_ARN is not set',
  );
});

test('OAUTHBEARER has a secret, and tells what a token is asked for with apart from what the brokers are told', () => {
  const variables = {
    KAFKA_AUTHENTICATION: 'OAUTHBEARER',
    KAFKA_OAUTH_SCOPE: 'kafka:write',
    KAFKA_OAUTH_LOGICAL_CLUSTER: 'lkc-1',
    KAFKA_OAUTH_IDENTITY_POOL: 'pool-1',
  };
  expect(read(variables).authentication).toEqual({
    mechanism: 'OAUTHBEARER',
    credentialsSecretArn: ARN,
    parameters: { scope: 'kafka:write' },
    extensions: { logicalCluster: 'lkc-1', identityPoolId: 'pool-1' },
  });
  expect(() => read({ ...variables, KAFKA_CREDENTIALS_SECRET_ARN: undefined })).toThrow(
    'KAFKA_CREDENTIALS_SECRET_ARN is not set',
  );
});

test('AWS IAM needs no secret, but the Region', () => {
  const variables = { KAFKA_AUTHENTICATION: 'IAM', KAFKA_CREDENTIALS_SECRET_ARN: undefined };
  const authentication = { mechanism: 'IAM', region: 'eu-central-1' };
  expect(read({ ...variables, AWS_REGION: 'eu-central-1' }).authentication).toEqual(authentication);
  expect(() => read(variables)).toThrow('AWS_REGION is not set');
});

test('tokens of AWS STS need no secret, but the Region and the audience', () => {
  const variables = { KAFKA_AUTHENTICATION: 'IAM_OAUTHBEARER', KAFKA_CREDENTIALS_SECRET_ARN: undefined };
  const told = { AWS_REGION: 'eu-central-1', KAFKA_OAUTH_AUDIENCE: 'kafka' };
  expect(read({ ...variables, ...told }).authentication).toEqual({
    mechanism: 'IAM_OAUTHBEARER',
    region: 'eu-central-1',
    audience: 'kafka',
  });
  for (const name of Object.keys(told)) {
    expect(() => read({ ...variables, ...told, [name]: undefined })).toThrow(`${name} is not set`);
  }
});

test('no authentication is something to be said', () => {
  expect(read({ KAFKA_AUTHENTICATION: 'NONE' }).authentication).toEqual({ mechanism: 'NONE' });
  expect(() => read({ KAFKA_AUTHENTICATION: undefined })).toThrow('KAFKA_AUTHENTICATION is not set');
});

test('TLS is spoken unless it is switched off', () => {
  expect(read({}).tls).toBe(true);
  expect(read({ KAFKA_AUTHENTICATION: 'NONE', KAFKA_TLS: 'false' }).tls).toBe(false);
  expect(() => read({ KAFKA_TLS: 'no' })).toThrow("KAFKA_TLS is 'no'");
});

test('credentials are never sent without TLS', () => {
  expect(() => read({ KAFKA_TLS: 'false' })).toThrow('credentials are sent over TLS only: remove KAFKA_TLS');
});

test('a root certificate makes no sense without TLS', () => {
  const variables = { KAFKA_AUTHENTICATION: 'NONE', KAFKA_ROOT_CA_SECRET_ARN: ARN };
  expect(read(variables).rootCaSecretArn).toBe(ARN);
  expect(() => read({ ...variables, KAFKA_TLS: 'false' })).toThrow('there is no certificate to check');
});

// What the constructs render and what the handler reads, side by side.
test.each([
  KafkaAuthentication.saslPlain(SECRET),
  KafkaAuthentication.saslScram256(SECRET),
  KafkaAuthentication.saslScram512(SECRET),
  KafkaAuthentication.oauthBearer(SECRET),
  KafkaAuthentication.mutualTls(SECRET),
  KafkaAuthentication.iam(),
  KafkaAuthentication.iamOauthBearer({ audience: 'kafka' }),
  KafkaAuthentication.none(),
  KafkaAuthentication.none({ tls: false }),
])('what the constructs say of $_mechanism is understood', (authentication) => {
  const rendered = producerEnvironment('broker.example:9092', authentication, authentication._tls ? SECRET : undefined);
  const configuration = readKafkaConfiguration({ ...rendered, AWS_REGION: 'eu-central-1' });
  expect(configuration.authentication.mechanism).toBe(authentication._mechanism);
  expect(configuration.tls).toBe(authentication._tls);
  expect(configuration.rootCaSecretArn).toBe(authentication._tls ? SECRET.secretArn : undefined);
});

test('what the constructs say of tokens is understood', () => {
  const options = { scope: 'a:b', audience: 'kafka', logicalCluster: 'lkc-1', identityPool: 'pool-1' };
  const authentication = KafkaAuthentication.oauthBearer(SECRET, options);
  expect(readKafkaConfiguration(producerEnvironment('broker.example:9092', authentication)).authentication).toEqual({
    mechanism: 'OAUTHBEARER',
    credentialsSecretArn: SECRET.secretArn,
    parameters: { scope: 'a:b', audience: 'kafka' },
    extensions: { logicalCluster: 'lkc-1', identityPoolId: 'pool-1' },
  });
});
