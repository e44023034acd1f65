import { isNear } from '../../src/contract/near-names';
import { UsageError } from '../usage-error';

/** An option of a command. */
export interface Option {
  /** The name without the dashes. */
  readonly name: string;
  /** The value, as the help names it; absent for a flag, which has none. */
  readonly value?: string;
  readonly meaning: string;
}

/** The arguments of a command, read. */
export interface Arguments {
  readonly places: readonly string[];
  readonly values: Readonly<Record<string, string>>;
  readonly flags: Readonly<Record<string, boolean>>;
}

/**
 * Reads arguments such as `--from 2026-04-13`, `--from=2026-04-13`, `--yes` and `--no-preserve-partition`.
 *
 * @throws UsageError if there is an option that the command does not have, a value is missing, or there is one too many
 */
export function readArguments(given: readonly string[], options: readonly Option[]): Arguments {
  const places: string[] = [];
  const values: Record<string, string> = {};
  const flags: Record<string, boolean> = {};
  const rest = [...given];
  for (let next = rest.shift(); next !== undefined; next = rest.shift()) {
    if (next === '--') {
      places.push(...rest.splice(0));
    } else if (!next.startsWith('--')) {
      places.push(next);
    } else {
      const [, name = '', , attached] = /^--([^=]*)(=([\s\S]*))?$/.exec(next) ?? [];
      const { option, isNegated } = optionOf(name, options);
      if (option.value === undefined) {
        if (attached !== undefined) {
          throw new UsageError(`--${name} takes no value, got '${attached}'; write --${name} alone`);
        }
        flags[option.name] = !isNegated;
      } else {
        const value = attached ?? rest.shift();
        if (value === undefined) {
          throw new UsageError(`--${name} needs a value; write --${name} ${option.value}`);
        }
        values[option.name] = value;
      }
    }
  }
  return { places, values, flags };
}

function optionOf(name: string, options: readonly Option[]): { readonly option: Option; readonly isNegated: boolean } {
  const option = options.find((candidate) => candidate.name === name);
  if (option !== undefined) {
    return { option, isNegated: false };
  }
  const negated = options.find(
    (candidate) =>
      candidate.value === undefined && (name === `no-${candidate.name}` || `no-${name}` === candidate.name),
  );
  if (negated !== undefined) {
    return { option: negated, isNegated: true };
  }
  const near = options.find((candidate) => isNear(name, candidate.name));
  throw new UsageError(`there is no option --${name}${near === undefined ? '' : `; was --${near.name} meant?`}`);
}
