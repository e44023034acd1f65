import { RequestSigner } from '../../../lambda-runtime/kafka/authentication/request-signer';

const CREDENTIALS = {
  AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
};
const NOW = new Date(Date.UTC(2015, 7, 30, 12, 36));

// Of AWS's own suite of signed requests: https://github.com/awslabs/aws-c-auth/tree/main/tests/aws-signing-test-suite
test('a form that is posted is signed as AWS signs it', () => {
  const signer = new RequestSigner('service', 'us-east-1', CREDENTIALS, NOW);
  expect([signer.time, signer.credential, signer.sessionToken]).toEqual([
    '20150830T123600Z',
    'AKIDEXAMPLE/20150830/us-east-1/service/aws4_request',
    undefined,
  ]);
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    host: 'example.amazonaws.com',
    'x-amz-date': signer.time,
  };
  expect(signer.sign({ method: 'POST', path: '/', query: '', headers, body: 'Param1=value1' })).toBe(
    'ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a',
  );
});

test.each([['AWS_ACCESS_KEY_ID'], ['AWS_SECRET_ACCESS_KEY']])('without %s nothing can be signed', (name) => {
  expect(() => new RequestSigner('sts', 'eu-west-1', { ...CREDENTIALS, [name]: '' })).toThrow(`${name} is not set`);
});
