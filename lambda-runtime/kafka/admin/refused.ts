/** The numbers of the errors by which brokers refuse an operation on a topic or a group: https://kafka.apache.org/protocol#protocol_error_codes */
const REFUSALS = [29, 30];

/** A topic or a group that brokers refuse, of several that an answer tells of. */
export interface Refused {
  readonly name: string | undefined;
  /** The name of the list that it stands in; each call of Kafka's protocol has its own. */
  readonly list: string;
}

/** @returns what a refusal is about; undefined where no answer tells */
export function refusedIn(error: unknown): Refused | undefined {
  return itemsIn(error).find(({ codes }) => codes.some((code) => REFUSALS.includes(Number(code))));
}

/** The parts of the answers in an error, each about one topic or group. */
function itemsIn(error: unknown): (Refused & { readonly codes: readonly unknown[] })[] {
  const { response, errors, cause } = error as Readonly<Record<'response' | 'errors' | 'cause', unknown>>;
  const answer = (typeof response === 'object' ? response : null) ?? {};
  const own = Object.entries(answer).flatMap(([list, items]) =>
    listOf(items).map(({ errorCode, partitions, ...names }) => {
      const name = names.name ?? names.resourceName ?? names.groupId;
      const codes = [errorCode, ...listOf(partitions).map((partition) => partition.errorCode)];
      return { name: typeof name === 'string' ? name : undefined, list, codes };
    }),
  );
  const nested = [...(Array.isArray(errors) ? errors : []), cause].filter((inner) => inner instanceof Error);
  return [...own, ...nested.flatMap(itemsIn)];
}

function listOf(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'object' && item !== null) : [];
}
