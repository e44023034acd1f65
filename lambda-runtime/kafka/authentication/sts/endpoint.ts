import type { Environment } from '../../../environment';
import { quoted } from '../../../errors';
import { PermanentError } from '../../../permanent-error';

/**
 * The variables that give another endpoint to every AWS SDK:
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 */
const VARIABLES = ['AWS_ENDPOINT_URL_STS', 'AWS_ENDPOINT_URL'];

/**
 * The endpoint of AWS STS in the function's Region. The global endpoint issues no web identity tokens:
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_GetWebIdentityToken.html
 */
export function stsEndpoint(region: string, environment: Environment): URL {
  for (const name of VARIABLES) {
    const given = environment[name];
    if (given) {
      return urlIn(name, given);
    }
  }
  // https://docs.amazonaws.cn/en_us/aws/latest/userguide/endpoints-Beijing.html
  return new URL(`https://sts.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`);
}

function urlIn(name: string, given: string): URL {
  const url = URL.canParse(given) ? new URL(given) : undefined;
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:') {
    throw new PermanentError(
      'InvalidConfiguration',
      `environment variable ${name} is ${quoted(given)}, and no URL; give one such as https://sts.eu-central-1.amazonaws.com, or leave it out`,
    );
  }
  return url;
}
