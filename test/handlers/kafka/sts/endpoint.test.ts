import { stsEndpoint } from '../../../../lambda-runtime/kafka/authentication/sts/endpoint';
import { permanentName } from '../../../../lambda-runtime/permanent-error';

test.each([
  ['eu-central-1', 'https://sts.eu-central-1.amazonaws.com/'],
  ['us-gov-west-1', 'https://sts.us-gov-west-1.amazonaws.com/'],
  ['cn-north-1', 'https://sts.cn-north-1.amazonaws.com.cn/'],
])('AWS STS is asked in the Region %s', (region, endpoint) => {
  expect(stsEndpoint(region, {}).href).toBe(endpoint);
});

test('or where the variables of every AWS SDK lead, its own one first', () => {
  const AWS_ENDPOINT_URL = 'http://127.0.0.1:1';
  expect(stsEndpoint('eu-central-1', { AWS_ENDPOINT_URL }).origin).toBe(AWS_ENDPOINT_URL);
  const AWS_ENDPOINT_URL_STS = 'https://vpce-1.sts.eu-central-1.vpce.amazonaws.com';
  expect(stsEndpoint('eu-central-1', { AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_STS }).origin).toBe(AWS_ENDPOINT_URL_STS);
  expect(stsEndpoint('eu-central-1', { AWS_ENDPOINT_URL: '', AWS_ENDPOINT_URL_STS: '' }).host).toMatch(/^sts\./);
});

test.each([['sts.eu-central-1.amazonaws.com'], ['ftp://sts.example.com']])('%s is no endpoint', (given) => {
  let error: unknown;
  try {
    stsEndpoint('eu-central-1', { AWS_ENDPOINT_URL_STS: given });
  } catch (thrown) {
    error = thrown;
  }
  expect(permanentName(error)).toBe('InvalidConfiguration');
  expect(String(error)).toContain(`environment variable AWS_ENDPOINT_URL_STS is "${given}", and no URL`);
});
