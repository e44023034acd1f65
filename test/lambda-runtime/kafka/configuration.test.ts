import { readKafkaConfiguration } from '../../../lambda-runtime/kafka/configuration';

const ENVIRONMENT = {
  KAFKA_BOOTSTRAP_SERVERS: 'a.example:9092, b.example:9093',
  KAFKA_AUTHENTICATION: 'SASL_PLAIN',
  KAFKA_CREDENTIALS_SECRET_ARN: 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:kafka',
};

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
