import { bearer } from '../../../../lambda-runtime/kafka/authentication/bearer';
import { TokenUnavailableError } from '../../../../lambda-runtime/kafka/authentication/oauth/token';
import { isAuthenticationFailure } from '../../../../lambda-runtime/kafka/failures';

function answered(bytes: string): (Error | null)[] {
  const told: (Error | null)[] = [];
  bearer(() => 'token').authBytesValidator(Buffer.from(bytes), (error) => told.push(error));
  return told;
}

test('brokers that answer with a status refuse the token', () => {
  expect(answered('{"status":"invalid_token"}')).toEqual([new Error('the brokers refuse the token: "invalid_token"')]);
});

test.each([[''], ['{"version":"2020_10_22"}'], ['hello']])('brokers that answer %j do not', (bytes) => {
  expect(answered(bytes)).toEqual([null]);
});

test('a token that cannot be had now is no refusal, whatever the Kafka client makes of it', () => {
  const ofClient = (cause: Error) => ({ code: 'PLT_KFK_NETWORK', cause: { code: 'PLT_KFK_AUTHENTICATION', cause } });
  expect(isAuthenticationFailure(ofClient(new Error('invalid_token')))).toBe(true);
  expect(isAuthenticationFailure(ofClient(new TokenUnavailableError('down')))).toBe(false);
});
