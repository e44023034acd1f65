/** The numbers of the errors by which brokers refuse an operation on a topic or a group: https://kafka.apache.org/protocol#protocol_error_codes */
const REFUSALS = [29, 30];

/** @returns the name of the topic or group that a refusal of several is about; undefined where the answer has none */
export function refusedName(error: unknown): string | undefined {
  for (const { errorCode, partitions, ...names } of itemsIn(error)) {
    const codes = [errorCode, ...listOf(partitions).map((partition) => partition.errorCode)];
    if (codes.some((code) => REFUSALS.includes(Number(code)))) {
      const name = names.name ?? names.resourceName ?? names.groupId;
      return typeof name === 'string' ? name : undefined;
    }
  }
  return undefined;
}

/** The parts of an answer, each about one topic, setting or group. */
function itemsIn(error: unknown): Record<string, unknown>[] {
  const { response, errors, cause } = error as Readonly<Record<'response' | 'errors' | 'cause', unknown>>;
  const answer = (typeof response === 'object' ? response : null) ?? {};
  const own = Object.values(answer).flatMap(listOf);
  const nested = [...(Array.isArray(errors) ? errors : []), cause].filter((inner) => inner instanceof Error);
  return [...own, ...nested.flatMap(itemsIn)];
}

function listOf(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'object' && item !== null) : [];
}
