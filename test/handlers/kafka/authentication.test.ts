import { generateKeyPairSync } from 'node:crypto';
import { rootCertificates } from 'node:tls';
import { connectionSecurity } from '../../../lambda-runtime/kafka/authentication/connection';
import type { AuthenticationConfiguration } from '../../../lambda-runtime/kafka/producer-configuration';
import type { ClientLoader } from '../../../lambda-runtime/kafka/secret';

const ARN = 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:kafka-AbCdEf';
const ROOT_CA_ARN = 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:root-ca-AbCdEf';
const [CERTIFICATE] = rootCertificates;
const PASSWORD = '{"username":"key","password":"secret"}';

/** Secrets Manager's client as far as it is used; the real one is in secret.test.ts. */
function clientOf(secrets: Record<string, string>) {
  const asked: string[] = [];
  class SecretsManagerClient {
    public async send({ input }: { input: { SecretId: string } }) {
      asked.push(input.SecretId);
      return { SecretString: secrets[input.SecretId] };
    }
    public destroy() {
      return undefined;
    }
  }
  class GetSecretValueCommand {
    public constructor(public readonly input: { SecretId: string }) {}
  }
  const load = async () => ({ SecretsManagerClient, GetSecretValueCommand });
  return { asked, load: load as unknown as ClientLoader };
}

function security(
  authentication: AuthenticationConfiguration,
  secrets: Record<string, string> = {},
  settings: { tls?: boolean; rootCaSecretArn?: string } = {},
) {
  const { asked, load } = clientOf(secrets);
  const environment = {
    AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'x',
    AWS_ENDPOINT_URL_STS: 'nowhere',
  };
  return { asked, ...connectionSecurity({ authentication, tls: true, ...settings }, environment, load) };
}

test.each([
  ['SASL_PLAIN', 'PLAIN'],
  ['SASL_SCRAM_256', 'SCRAM-SHA-256'],
  ['SASL_SCRAM_512', 'SCRAM-SHA-512'],
] as const)('%s is %s over TLS with the password of the secret', async (mechanism, sasl) => {
  const { options } = security({ mechanism, credentialsSecretArn: ARN }, { [ARN]: PASSWORD });
  expect(await options()).toEqual({ tls: {}, sasl: { mechanism: sasl, username: 'key', password: 'secret' } });
});

test('without authentication no secret is read, with TLS or without', async () => {
  const overTls = security({ mechanism: 'NONE' });
  expect(await overTls.options()).toEqual({ tls: {} });
  const plaintext = security({ mechanism: 'NONE' }, {}, { tls: false });
  expect(await plaintext.options()).toEqual({});
  expect([...overTls.asked, ...plaintext.asked]).toEqual([]);
});

test("a root certificate stands in for Node's own, whatever the authentication", async () => {
  const secrets = { [ARN]: PASSWORD, [ROOT_CA_ARN]: JSON.stringify({ certificate: CERTIFICATE }) };
  const authentication = { mechanism: 'SASL_PLAIN', credentialsSecretArn: ARN } as const;
  const { options } = security(authentication, secrets, { rootCaSecretArn: ROOT_CA_ARN });
  expect(await options()).toMatchObject({ tls: { ca: CERTIFICATE }, sasl: { mechanism: 'PLAIN' } });
});

test('after a refusal all secrets are read again', async () => {
  const secrets = { [ARN]: PASSWORD, [ROOT_CA_ARN]: JSON.stringify({ certificate: CERTIFICATE }) };
  const authentication = { mechanism: 'SASL_PLAIN', credentialsSecretArn: ARN } as const;
  const { options, refused, asked } = security(authentication, secrets, { rootCaSecretArn: ROOT_CA_ARN });
  await options();
  await options();
  expect(asked).toHaveLength(2);
  expect(refused()).toBeUndefined();
  await options();
  expect(asked.sort()).toEqual([ARN, ARN, ROOT_CA_ARN, ROOT_CA_ARN]);
});

test('AWS IAM makes a new token for each connection', async () => {
  const { sasl } = await security({ mechanism: 'IAM', region: 'eu-west-1' }).options();
  if (sasl?.mechanism !== 'OAUTHBEARER') {
    throw new Error(`not OAUTHBEARER: ${sasl?.mechanism}`);
  }
  expect(Buffer.from(await sasl.token(), 'base64url').toString()).toMatch(
    /^https:\/\/kafka\.eu-west-1\.amazonaws\.com\//,
  );
});

test('a token of AWS STS is asked for before there is a connection', async () => {
  const authentication = { mechanism: 'IAM_OAUTHBEARER', region: 'eu-west-1', audience: 'kafka' } as const;
  const { options, refused, asked } = security(authentication);
  await expect(options()).rejects.toThrow('AWS_ENDPOINT_URL_STS is "nowhere"');
  expect([refused(), asked]).toEqual([undefined, []]);
});

const OTHER_KEY = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({
  type: 'pkcs8',
  format: 'pem',
});

test.each([
  [
    'SASL_PLAIN',
    { username: '', password: 'hunter2' },
    "'username' is empty; it must be JSON text with a username and a password",
  ],
  ['SASL_SCRAM_512', { username: 'hunter2' }, "no field 'password'"],
  ['MUTUAL_TLS', { certificate: CERTIFICATE }, "no field 'privateKey'"],
  ['MUTUAL_TLS', { certificate: 'hunter2', privateKey: 'hunter2' }, "'certificate' is no certificate in PEM form"],
  ['MUTUAL_TLS', { certificate: CERTIFICATE, privateKey: 'hunter2' }, "or one that needs a 'privateKeyPassword'"],
  [
    'MUTUAL_TLS',
    { certificate: CERTIFICATE, privateKey: 'hunter2', privateKeyPassword: 'hunter2' },
    "that 'privateKeyPassword' opens",
  ],
  [
    'MUTUAL_TLS',
    { certificate: CERTIFICATE, privateKey: String(OTHER_KEY) },
    "'privateKey' is not the key of the first",
  ],
] as const)(
  '%s with a secret of another form is an error that does not repeat it',
  async (mechanism, secret, problem) => {
    const { options } = security({ mechanism, credentialsSecretArn: ARN }, { [ARN]: JSON.stringify(secret) });
    const error: unknown = await options().catch((caught: unknown) => caught);
    expect(String(error)).toContain(`the secret ${ARN} cannot be used: `);
    expect(String(error)).toContain(problem);
    expect(String(error)).not.toMatch(/hunter2|-----BEGIN (?!CERTIFICATE-----;)/);
  },
);

test('a root certificate that is none is an error, not passed over', async () => {
  const secrets = { [ROOT_CA_ARN]: '{"certificate":"hunter2"}' };
  const { options } = security({ mechanism: 'NONE' }, secrets, { rootCaSecretArn: ROOT_CA_ARN });
  await expect(options()).rejects.toThrow(
    `the secret ${ROOT_CA_ARN} cannot be used: its field 'certificate' is no certificate in PEM form`,
  );
});

test.each([
  [{ username: 'key', password: 'secret\n' }, `the secret ${ARN} has a password that begins or ends with a blank`],
  [{ username: ' key', password: ' secret' }, `the secret ${ARN} has a username and a password that begins`],
])('a password with blanks at its ends is tried, and suspected once it is refused', async (secret, remark) => {
  const { options, refused } = security(
    { mechanism: 'SASL_PLAIN', credentialsSecretArn: ARN },
    { [ARN]: JSON.stringify(secret) },
  );
  expect((await options()).sasl).toMatchObject(secret);
  expect(refused()).toContain(remark);
});
