import {
  describeFailure,
  isAuthenticationFailure,
  isConnectionFailure,
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

test('the description says each thing once, down to the reason', () => {
  expect(describeFailure(WRONG_PASSWORD)).toBe(
    'listApis failed 9 times. | Connection to broker:9092 failed. | SASL authentication failed. | ' +
      'Received response with error | SASL_AUTHENTICATION_FAILED: Authentication failed. | bad password',
  );
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
