import type { KafkaResource } from '../../src/contract/kafka-permissions';
import { PermanentError } from '../permanent-error';
import type { ConnectionSecurity } from './authentication/connection-security';
import { describeFailure, isAuthenticationFailure, refusedResource } from './failures';
import type { Refusal } from './refusal';

/** The rights that an operation needs, by the kind of what they are on, as `permissionInWords` names them. */
export type Needed = { readonly [Resource in KafkaResource]?: string };

export type AsError = (message: string, error: unknown) => Error | undefined;

/**
 * Waits for an operation of the client, and makes its failures errors that say what was tried, what the brokers said, and
 * which right lacks.
 *
 * @param what the beginning of the message
 * @param asError makes an error of another class; undefined for what it does not know
 */
export type Translating = <T>(
  what: string,
  needed: Needed | ((error: unknown) => Needed),
  operation: Promise<T>,
  asError?: AsError,
) => Promise<T>;

/**
 * Makes the function that translates errors. If brokers refuse a client that they had accepted before, its secret was
 * probably changed meanwhile. That passes: the next invocation reads the secret again. If they refuse the new secret at
 * once, the error is permanent.
 */
export function translation(security: ConnectionSecurity, refusal: Refusal): Translating {
  let wasLetIn = false;
  return async (what, needed, operation, asError = () => undefined) => {
    try {
      const result = await Promise.race([operation, refusal.promise]);
      wasLetIn = true;
      return result;
    } catch (error) {
      const unauthenticated = isAuthenticationFailure(error);
      const resource = refusedResource(error);
      const remarks = unauthenticated
        ? [security.refused(), wasLetIn ? CHANGED : undefined]
        : [resource && lacking(needed instanceof Function ? needed(error) : needed, resource)];
      const message = [`${what}: ${describeFailure(error)}`, ...remarks.filter((remark) => remark)].join('; ');
      const refused = (unauthenticated && !wasLetIn) || resource !== undefined;
      throw asError(message, error) ?? (refused ? new PermanentError('AccessRefused', message) : new Error(message));
    }
  };
}

const CHANGED =
  'the brokers had let this client in before: if its secret was changed meanwhile, the next invocation reads the new one';

/**
 * Names the right that is missing. An operation may be refused because of another kind of resource than it names, since
 * brokers check several rights one after the other.
 */
function lacking(needed: Needed, resource: KafkaResource): string {
  const permission = needed[resource] ?? Object.values(needed).join(' and ');
  return `the user, or role, lacks the permission ${permission}`;
}
