import {
  acknowledgedPartitions,
  describeFailure,
  isAuthenticationFailure,
  isConnectionFailure,
  isMissingTopic,
  isRefusedForGood,
  isTooLarge,
} from '../../../lambda-runtime/kafka/failures';

/** Built as the client builds them: attempts in `errors`, reasons in `cause`, codes beside the messages. */
function failure(message: string, fields: Record<string, unknown> = {}): Error {
  return Object.assign(new Error(message), fields);
}

const WRONG_PASSWORD = failure('listApis failed 9 times.', {
  errors: [1, 2].map(() =>
    failure('Connection to broker:9092 failed.', {
      code: 'PLT_KFK_NETWORK',
      cause: failure('SASL authentication failed.', {
        code: 'PLT_KFK_AUTHENTICATION',
        cause: failure('Received response with error', {
          errors: [
            failure('Authentication failed.', {
              apiId: 'SASL_AUTHENTICATION_FAILED',
              serverErrorMessage: 'bad password',
            }),
          ],
        }),
      }),
    }),
  ),
});

test('an authentication failure is found however deep it is nested', () => {
  expect(isAuthenticationFailure(WRONG_PASSWORD)).toBe(true);
  expect(isAuthenticationFailure(failure('Connection failed.', { code: 'PLT_KFK_NETWORK' }))).toBe(false);
});

test.each(['PLT_KFK_NETWORK', 'PLT_KFK_TIMEOUT'])(
  'a connection that ends with %s before the brokers have said anything to the credentials is no refusal',
  (code) => {
    const broken = failure('Connection to broker:9092 failed.', {
      code: 'PLT_KFK_NETWORK',
      cause: failure('Cannot find a suitable SASL mechanism.', {
        code: 'PLT_KFK_AUTHENTICATION',
        cause: failure('Connection closed', { code }),
      }),
    });
    expect(isAuthenticationFailure(broken)).toBe(false);
    expect(isConnectionFailure(broken)).toBe(true);
    expect(isAuthenticationFailure(failure('Tried twice', { errors: [broken, WRONG_PASSWORD] }))).toBe(true);
  },
);

test('a connection that broke is told from a refusal by the brokers', () => {
  expect(isConnectionFailure(failure('Connection closed', { code: 'PLT_KFK_NETWORK' }))).toBe(true);
  expect(isConnectionFailure(WRONG_PASSWORD)).toBe(false);
  expect(isConnectionFailure(failure('Failed.', { errors: [failure('No.', { apiId: 'UNKNOWN_TOPIC' })] }))).toBe(false);
});

test('a batch that is too large is found in the response', () => {
  const response = failure('Producing failed.', { errors: [failure('Too large.', { apiId: 'MESSAGE_TOO_LARGE' })] });
  expect(isTooLarge(response)).toBe(true);
  expect(isTooLarge(WRONG_PASSWORD)).toBe(false);
});

test.each([
  failure('Unknown topic orders.', { code: 'PLT_KFK_USER' }), // @platformatic/kafka 2.12.1, Base's metadata
  failure('Received response with error', { errors: [failure('Invalid.', { apiId: 'INVALID_TOPIC_EXCEPTION' })] }),
])('a topic that is not there, or cannot be, is known by: %s', (error) => {
  expect(isMissingTopic(error)).toBe(true);
  expect(isMissingTopic(WRONG_PASSWORD)).toBe(false);
});

test.each([
  'MESSAGE_TOO_LARGE',
  'RECORD_LIST_TOO_LARGE',
  'INVALID_TIMESTAMP',
  'INVALID_RECORD',
  'UNSUPPORTED_FOR_MESSAGE_FORMAT',
])('a batch that is refused with %s is refused for good', (apiId) => {
  expect(isRefusedForGood(failure('Producing failed.', { errors: [failure('Refused.', { apiId })] }))).toBe(true);
});

test.each(['NOT_LEADER_OR_FOLLOWER', 'NOT_ENOUGH_REPLICAS', 'TOPIC_AUTHORIZATION_FAILED'])(
  'a batch that fails with %s is not',
  (apiId) => {
    expect(isRefusedForGood(failure('Producing failed.', { errors: [failure('Failed.', { apiId })] }))).toBe(false);
  },
);

test('the partitions that brokers took are known beside one that was refused, each with its first offset of all attempts', () => {
  const partitionResponses = [
    { index: 0, errorCode: 0, baseOffset: 40n },
    { index: 1, errorCode: 87, baseOffset: -1n },
    { index: 2, errorCode: 0, baseOffset: 0n },
  ];
  const refused = failure('Received response with error', {
    errors: [failure('Refused.', { apiId: 'INVALID_RECORD' })],
    response: { responses: [{ name: 'orders', partitionResponses }] },
  });
  const both = failure('Producing messages failed.', {
    errors: [refused],
    produced: {
      offsets: [
        { topic: 'orders', partition: 5, offset: 7n },
        { topic: 'orders', partition: 0, offset: 50n },
      ],
    },
  });
  expect(Object.fromEntries(acknowledgedPartitions(both))).toEqual({ 0: 40, 2: 0, 5: 7 });
  expect(acknowledgedPartitions(WRONG_PASSWORD).size).toBe(0);
});

test('the description says each thing once, down to the reason', () => {
  expect(describeFailure(WRONG_PASSWORD)).toBe(
    'SASL_AUTHENTICATION_FAILED: Authentication failed. | listApis failed 9 times. | Connection to broker:9092 failed. | ' +
      'SASL authentication failed. | Received response with error | bad password',
  );
});

test('what Kafka calls unknown is left out beside what it knows, and told where it knows no more', () => {
  const unknown = failure('An unexpected error.', { apiId: 'UNKNOWN_SERVER_ERROR' });
  const known = failure('No key.', { apiId: 'INVALID_RECORD' });
  expect(describeFailure(failure('Producing failed.', { errors: [unknown, known] }))).toBe(
    'INVALID_RECORD: No key. | Producing failed.',
  );
  expect(describeFailure(unknown)).toBe('UNKNOWN_SERVER_ERROR: An unexpected error.');
});

test('failures that refer to each other are walked once', () => {
  const one = failure('one');
  const two = failure('two', { cause: one });
  Object.assign(one, { cause: two });
  expect(describeFailure(one)).toBe('one | two');
});

test('what is no error is still described', () => {
  expect(describeFailure('gone')).toBe('gone');
});

test.each([
  ['ERR_SSL_SSL/TLS_ALERT_BAD_CERTIFICATE'],
  ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED'],
  ['SELF_SIGNED_CERT_IN_CHAIN'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
  ['CERT_HAS_EXPIRED'],
  ['ERR_TLS_CERT_ALTNAME_INVALID'],
])('a certificate that is refused with %s is an authentication failure', (code) => {
  expect(isAuthenticationFailure(failure('Connection error', { cause: failure('refused', { code }) }))).toBe(true);
});

test.each([['ECONNREFUSED'], ['ECONNRESET'], ['ERR_SSL_WRONG_VERSION_NUMBER']])('%s is none', (code) => {
  expect(isAuthenticationFailure(failure('Connection error', { cause: failure('gone', { code }) }))).toBe(false);
});
