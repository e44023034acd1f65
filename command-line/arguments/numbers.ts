import { UsageError } from '../usage-error';
import type { Arguments } from './options';

/** The numbers that make sense. */
interface Bounds {
  readonly least: number;
  /** The largest number; absent if there is no limit. */
  readonly most?: number;
}

/**
 * Reads a whole number.
 *
 * @param absent what is meant where the option is not given
 * @throws UsageError if it is no such number
 */
export function wholeOf(
  { values }: Pick<Arguments, 'values'>,
  name: string,
  { least, most = Number.MAX_SAFE_INTEGER }: Bounds,
  absent?: number,
): number {
  const text = values[name];
  if (text === undefined && absent !== undefined) {
    return absent;
  }
  const number = text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  if (!(number >= least && number <= most)) {
    const given = text === undefined ? 'is missing' : `is '${text}'`;
    const range = most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `from ${least} to ${most}`;
    throw new UsageError(`--${name} ${given}; give a whole number ${range}`);
  }
  return number;
}
