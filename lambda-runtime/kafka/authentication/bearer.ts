import { isObject } from '../../environment';
import { quoted } from '../../errors';
import type { BearerOptions } from './connection-security';

/**
 * SASL/OAUTHBEARER with a token. The brokers say no by an answer that is not empty
 * (https://www.rfc-editor.org/rfc/rfc7628#section-3.2.2); the client alone would take it for a yes, and only what is sent
 * after it would fail.
 */
export function bearer(
  token: BearerOptions['token'],
  extensions: Readonly<Record<string, string>> = {},
): BearerOptions {
  return {
    mechanism: 'OAUTHBEARER',
    token,
    oauthBearerExtensions: extensions,
    authBytesValidator: (answer, done) => {
      const refusal = refusalIn(answer);
      if (refusal === undefined) {
        done(null, answer);
      } else {
        done(new Error(`the brokers refuse the token: ${refusal}`));
      }
    },
  };
}

function refusalIn(answer: Buffer): string | undefined {
  if (answer.length === 0) {
    return undefined;
  }
  try {
    const json: unknown = JSON.parse(answer.toString());
    return isObject(json) && json.status !== undefined ? quoted(json.status) : undefined;
  } catch {
    return undefined; // not of the form of a refusal
  }
}
