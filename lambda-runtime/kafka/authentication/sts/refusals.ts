import type { PermanentErrorName } from '../../../../src/contract/permanent-errors';
import { quoted } from '../../../errors';
import { PermanentError } from '../../../permanent-error';
import { textOf } from './xml';

/** An error in an answer of AWS STS. */
export interface Refusal {
  readonly code: string;
  readonly message: string | undefined;
}

/** Reads the error out of an answer. Returns undefined if the answer is no error. */
export function refusalIn(answer: string): Refusal | undefined {
  const code = textOf(answer, 'Code');
  if (code === undefined) {
    return undefined;
  }
  // The service's model ends the code with 'Exception', and the page of the operation does not. Models also have a 'message'.
  return { code: code.replace(/Exception$/, ''), message: textOf(answer, 'Message') ?? textOf(answer, 'message') };
}

/** Makes the error for a refusal, with a remedy. */
export function refused({ code, message }: Refusal, audience: string): Error {
  const { name, remedy } = REMEDIES[code] ?? UNKNOWN;
  const why = message === undefined ? quoted(code) : `${quoted(code)}: ${quoted(message)}`;
  const told = `AWS STS gives the function's role no web identity token for the audience ${quoted(audience)}: ${why}; ${remedy}`;
  return name === undefined ? new Error(told) : new PermanentError(name, told);
}

interface Remedy {
  /** The name of a permanent error; absent if a later attempt may succeed. */
  readonly name?: PermanentErrorName;
  readonly remedy: string;
}

/** The remedy if the session of the role has ended, or is about to: each process of the function has its own session. */
const ENDED: Remedy = { remedy: 'a later process of the function has a session of its own: try again' };

/**
 * The remedies by the code of the error:
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_GetWebIdentityToken.html#API_GetWebIdentityToken_Errors and
 * https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html
 */
const REMEDIES: Readonly<Record<string, Remedy>> = {
  OutboundWebIdentityFederationDisabled: {
    name: 'InvalidConfiguration',
    remedy: "enable it for the account with 'aws iam enable-outbound-web-identity-federation'",
  },
  AccessDenied: {
    name: 'AccessRefused',
    remedy:
      'the role needs sts:GetWebIdentityToken for this audience, and the policies of the organization, of a permissions boundary and of an interface endpoint must leave it',
  },
  ValidationError: {
    name: 'InvalidConfiguration',
    remedy: 'check the audience that the construct was given',
  },
  ExpiredToken: ENDED,
  SessionDurationEscalation: ENDED,
};

const UNKNOWN: Remedy = {
  remedy: 'see https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html for what it means',
};
