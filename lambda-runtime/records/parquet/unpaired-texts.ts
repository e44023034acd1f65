import type { KafkaRecord } from '../record';

/** The number in place of a header's: the text is not a header's name but the type of the timestamp. */
const TIMESTAMP_TYPE = -1;
/** Half of a surrogate pair. */
const UNPAIRED = /\p{Surrogate}/u;

type Unpaired = readonly [row: number, header: number, text: string];

/** The texts of a file that UTF-8 can't express. */
export interface UnpairedTexts {
  timestampType(row: number): string | undefined;
  headerName(row: number, header: number): string | undefined;
}

/**
 * Collects the texts that UTF-8 can't express, since they hold half a surrogate pair. JSON can, by escapes. They are the
 * names of headers and the types of timestamps, which are given as text, and never as bytes.
 *
 * @returns undefined if there are none, as is the rule
 */
export function renderUnpairedTexts(records: readonly KafkaRecord[]): string | undefined {
  const found = records.flatMap(({ timestampType, headers }, row): Unpaired[] => [
    ...(timestampType !== null && UNPAIRED.test(timestampType) ? [[row, TIMESTAMP_TYPE, timestampType] as const] : []),
    ...headers.flatMap(({ name }, header) => (UNPAIRED.test(name) ? [[row, header, name] as const] : [])),
  ]);
  return found.length === 0 ? undefined : JSON.stringify(found);
}

export function unpairedTextsOf(rendered: string | undefined): UnpairedTexts {
  const texts = new Map<string, string>();
  for (const [row, header, text] of rendered === undefined ? [] : parse(rendered)) {
    texts.set(`${row} ${header}`, text);
  }
  return {
    timestampType: (row) => texts.get(`${row} ${TIMESTAMP_TYPE}`),
    headerName: (row, header) => texts.get(`${row} ${header}`),
  };
}

function parse(rendered: string): readonly Unpaired[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(rendered);
  } catch {
    parsed = undefined;
  }
  const isRead = Array.isArray(parsed) && parsed.every((entry) => Array.isArray(entry) && typeof entry[2] === 'string');
  if (!isRead) {
    throw new Error('its footer has a list of texts that is no list');
  }
  return parsed as readonly Unpaired[];
}
