import type { KafkaResource } from '../../src/contract/kafka-permissions';

/**
 * The client nests what went wrong: attempts in `errors`, reasons in `cause`. These functions look through all of it,
 * by shape, so that they need no import of the client.
 */
function* everyFailure(error: unknown, seen = new Set<unknown>()): Generator<Record<string, unknown>> {
  if (typeof error !== 'object' || error === null || seen.has(error)) {
    return;
  }
  seen.add(error);
  const failure = error as Record<string, unknown>;
  yield failure;
  yield* everyFailure(failure.cause, seen);
  for (const nested of Array.isArray(failure.errors) ? failure.errors : []) {
    yield* everyFailure(nested, seen);
  }
}

function some(error: unknown, field: string, ...values: string[]): boolean {
  return [...everyFailure(error)].some((failure) => values.includes(String(failure[field])));
}

export function isAuthenticationFailure(error: unknown): boolean {
  return (
    !some(error, 'name', 'TokenUnavailable') &&
    ([...everyFailure(error)].some(isTurnedAway) ||
      some(error, 'apiId', 'SASL_AUTHENTICATION_FAILED') ||
      isCertificateFailure(error))
  );
}

/**
 * Tells whether the brokers have refused the credentials. The client also reports a failure of authentication if the
 * connection breaks or is silent while it authenticates, as when a broker restarts. Then the brokers have refused
 * nothing, and the next connection may succeed.
 */
function isTurnedAway({ code, cause }: Record<string, unknown>): boolean {
  return code === 'PLT_KFK_AUTHENTICATION' && !some(cause, 'code', 'PLT_KFK_NETWORK', 'PLT_KFK_TIMEOUT');
}

/** True if the brokers refuse our certificate (an alert of theirs), or we refuse theirs (a reason of OpenSSL's). */
export function isCertificateFailure(error: unknown): boolean {
  return [...everyFailure(error)].some(({ code }) => REFUSED_CERTIFICATE.test(String(code)));
}

/**
 * https://nodejs.org/api/tls.html#x509-certificate-error-codes; an alert is `ERR_SSL_SSL/TLS_ALERT_BAD_CERTIFICATE`.
 */
const REFUSED_CERTIFICATE =
  /^ERR_SSL_[\w/]+_ALERT_|^ERR_TLS_CERT_|^CERT_|^UNABLE_TO_(GET|VERIFY|DECODE)_|SELF_SIGNED_CERT|^INVALID_CA$/;

/** @returns the kind of resource on which the user lacks a permission; undefined if that is not the reason */
export function refusedResource(error: unknown): KafkaResource | undefined {
  return REFUSALS.find(([apiId]) => some(error, 'apiId', apiId))?.[1];
}

const REFUSALS = [
  ['TOPIC_AUTHORIZATION_FAILED', 'topic'],
  ['GROUP_AUTHORIZATION_FAILED', 'group'],
  ['CLUSTER_AUTHORIZATION_FAILED', 'cluster'],
] as const satisfies readonly (readonly [string, KafkaResource])[];

/** True if the user lacks a permission on the topic, the group or the cluster. */
export function isAuthorizationFailure(error: unknown): boolean {
  return refusedResource(error) !== undefined;
}

/**
 * True if an error has one of these names, which brokers give. It may have several, if several partitions or topics
 * were asked for.
 */
export function isNamed(error: unknown, ...apiIds: readonly string[]): boolean {
  return some(error, 'apiId', ...apiIds);
}

/**
 * True if the same request may succeed later: a connection broke, or a partition or a group is moving to another
 * broker.
 */
export function mayPass(error: unknown): boolean {
  const judged = [...everyFailure(error)].filter(({ canRetry }) => typeof canRetry === 'boolean');
  const isPassing = judged.length > 0 && judged.every(({ canRetry }) => canRetry === true);
  return isConnectionFailure(error) || (isPassing && !isMissingTopic(error));
}

/**
 * True if the topic does not exist, or cannot exist: nothing here makes topics. The client has a message of its own for
 * the former.
 */
export function isMissingTopic(error: unknown): boolean {
  return (
    some(error, 'apiId', 'UNKNOWN_TOPIC_OR_PARTITION', 'INVALID_TOPIC_EXCEPTION') ||
    [...everyFailure(error)].some(
      ({ code, message }) => code === 'PLT_KFK_USER' && String(message).startsWith('Unknown topic '),
    )
  );
}

const TOO_LARGE = ['MESSAGE_TOO_LARGE', 'RECORD_LIST_TOO_LARGE'];
const NEVER_TAKEN = ['INVALID_TIMESTAMP', 'INVALID_RECORD', 'UNSUPPORTED_FOR_MESSAGE_FORMAT'];

/** True if a connection broke or could not be made, and the brokers have answered nothing. */
export function isConnectionFailure(error: unknown): boolean {
  return some(error, 'code', 'PLT_KFK_NETWORK') && !isAuthenticationFailure(error);
}

export function isTooLarge(error: unknown): boolean {
  return some(error, 'apiId', ...TOO_LARGE);
}

/** True if the same batch will be refused however often it is sent. */
export function isRefusedForGood(error: unknown): boolean {
  return some(error, 'apiId', ...TOO_LARGE, ...NEVER_TAKEN);
}

/**
 * The target partitions that were acknowledged by a request of which others failed, each with the offset of the first record
 * of its batch. Of several attempts that were acknowledged the first counts, which has the lowest offset.
 */
export function acknowledgedPartitions(error: unknown): ReadonlyMap<number, number> {
  const acknowledged = new Map<number, number>();
  const add = (partition: unknown, offset: unknown) => {
    const known = acknowledged.get(Number(partition)) ?? Number.POSITIVE_INFINITY;
    acknowledged.set(Number(partition), Math.min(known, Number(offset)));
  };
  for (const { produced, response } of everyFailure(error)) {
    for (const { partition, offset } of listIn(produced, 'offsets')) {
      add(partition, offset);
    }
    for (const topic of listIn(response, 'responses')) {
      for (const { index, errorCode, baseOffset } of listIn(topic, 'partitionResponses')) {
        if (errorCode === 0) {
          add(index, baseOffset);
        }
      }
    }
  }
  return acknowledged;
}

function listIn(value: unknown, name: string): readonly Record<string, unknown>[] {
  const list: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
  return Array.isArray(list) ? list : [];
}

/**
 * Every different message: first those of Kafka's own errors, since a long text is cut, and then the others, outermost
 * first. A message that says an error is unknown is left out if another one says what is wrong.
 */
export function describeFailure(error: unknown): string {
  const ofKafka = new Map<string, string>();
  const others = new Set<string>();
  for (const { apiId, message, serverErrorMessage } of everyFailure(error)) {
    for (const text of [message, serverErrorMessage]) {
      if (typeof text === 'string' && text !== '') {
        if (text === message && typeof apiId === 'string') {
          ofKafka.set(`${apiId}: ${text}`, apiId);
        } else {
          others.add(text);
        }
      }
    }
  }
  const isKnown = [...ofKafka.values()].some((apiId) => apiId !== UNKNOWN);
  const named = [...ofKafka].flatMap(([text, apiId]) => (isKnown && apiId === UNKNOWN ? [] : [text]));
  const messages = [...named, ...others];
  return messages.length > 0 ? messages.join(' | ') : String(error);
}

const UNKNOWN = 'UNKNOWN_SERVER_ERROR';
