import { mskIamToken } from '../../../lambda-runtime/kafka/authentication/msk-iam-token';

const CREDENTIALS = {
  AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
  AWS_SESSION_TOKEN: "IQoJb3JpZ2luX2VjEXAMPLE//////////wEaCW+x'()*!=",
};
const NOW = new Date(Date.UTC(2026, 3, 13, 9, 8, 7, 654));

function urlOf(token: string): URL {
  return new URL(Buffer.from(token, 'base64url').toString());
}

test("the token is the one of Amazon MSK's own signer, but for the agent", () => {
  const { origin, pathname, searchParams } = urlOf(mskIamToken('eu-central-1', CREDENTIALS, NOW));
  expect(origin + pathname).toBe('https://kafka.eu-central-1.amazonaws.com/');
  // Given by aws-msk-iam-sasl-signer-js 1.0.3 for these credentials and this time.
  expect(Object.fromEntries(searchParams)).toEqual({
    Action: 'kafka-cluster:Connect',
    'User-Agent': 'cdk-s3files',
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Credential': 'AKIDEXAMPLE/20260413/eu-central-1/kafka-cluster/aws4_request',
    'X-Amz-Date': '20260413T090807Z',
    'X-Amz-Expires': '900',
    'X-Amz-Security-Token': CREDENTIALS.AWS_SESSION_TOKEN,
    'X-Amz-Signature': '09daff71a8bc08a3184062552c54af11351d39e2fa4e733752ae72af238adf4a',
    'X-Amz-SignedHeaders': 'host',
  });
});

test('the token has nothing that base64url has not', () => {
  expect(mskIamToken('eu-central-1', CREDENTIALS, NOW)).toMatch(/^[\w-]+$/);
});

test('without a session, as of a user, the token has none', () => {
  const { searchParams } = urlOf(mskIamToken('eu-central-1', { ...CREDENTIALS, AWS_SESSION_TOKEN: undefined }, NOW));
  expect(searchParams.has('X-Amz-Security-Token')).toBe(false);
});

test('missing credentials are named', () => {
  expect(() => mskIamToken('eu-central-1', { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE' }, NOW)).toThrow(
    'AWS_SECRET_ACCESS_KEY is not set',
  );
});
