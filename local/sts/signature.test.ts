import { type Received, wrongIn } from './signature';

const CREDENTIALS = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };
const SIGNATURE = 'ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a';

/**
 * The request `post-x-www-form-urlencoded` of AWS's own suite of signed requests:
 * https://github.com/awslabs/aws-c-auth/tree/main/tests/aws-signing-test-suite
 */
const OF_THE_SUITE: Received = {
  method: 'POST',
  path: '/',
  headers: {
    host: 'example.amazonaws.com',
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': '13',
    'x-amz-date': '20150830T123600Z',
    authorization: `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=content-type;host;x-amz-date, Signature=${SIGNATURE}`,
  },
  body: 'Param1=value1',
};

const changed = (headers: Record<string, string | undefined>): Received => ({
  ...OF_THE_SUITE,
  headers: { ...OF_THE_SUITE.headers, ...headers },
});
const authorization = OF_THE_SUITE.headers.authorization ?? '';

test('a request that AWS has signed is right', () => {
  expect(wrongIn(OF_THE_SUITE, CREDENTIALS, 'service')).toBeUndefined();
});

test.each<[string, Received, string]>([
  ['no signature', changed({ authorization: undefined }), 'the request is not signed'],
  ['another body', { ...OF_THE_SUITE, body: 'Param1=value2' }, 'the signature is another'],
  ['another host', changed({ host: 'sts.amazonaws.com' }), 'the signature is another'],
  [
    'another key',
    changed({ authorization: authorization.replace('AKIDEXAMPLE', 'AKIDOTHER') }),
    'the key is not known',
  ],
  ['another day', changed({ 'x-amz-date': '20150831T123600Z' }), 'the signature is of another day'],
  ['a session that is not signed', changed({ 'x-amz-security-token': 'x' }), 'the header x-amz-security-token is not'],
  [
    'a time that is not signed',
    changed({ authorization: authorization.replace(';x-amz-date', '') }),
    'the header x-amz-date is not signed',
  ],
])('one with %s is not', (_, request, wrong) => {
  expect(wrongIn(request, CREDENTIALS, 'service')).toContain(wrong);
});

test('nor is one for another service, or with another secret', () => {
  expect(wrongIn(OF_THE_SUITE, CREDENTIALS, 'sts')).toBe('the signature is for service, not for sts');
  expect(wrongIn(OF_THE_SUITE, { ...CREDENTIALS, secretAccessKey: 'x' }, 'service')).toBe('the signature is another');
});
