import { parseArgs } from 'node:util';

export interface ProveOptions {
  /** The names of the cases to run; all, unless given. */
  readonly only: readonly string[] | undefined;
  readonly quick: boolean;
  readonly seed: number;
  readonly minutes: number;
  readonly page: boolean;
}

export const USAGE = `usage: npm run prove -- [--quick] [--only kills,faults] [--seed 20260413] [--minutes 15] [--page]
  --quick    small numbers, below two minutes
  --only     these cases alone
  --minutes  how long the case of endurance takes
  --page     writes docs/evidence/proof.md anew; a full run does so by itself
`;

/** @param names of the cases that there are */
export function readOptions(args: readonly string[], names: readonly string[]): ProveOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string' },
      quick: { type: 'boolean', default: false },
      seed: { type: 'string', default: '20260413' },
      minutes: { type: 'string' },
      page: { type: 'boolean', default: false },
    },
  });
  const { quick } = values;
  const only = values.only?.split(',');
  const unknown = only?.find((name) => !names.includes(name));
  if (unknown !== undefined) throw new Error(`'${unknown}' is no case; there are ${names.join(', ')}`);
  return {
    only,
    quick,
    seed: positive('seed', values.seed),
    minutes: positive('minutes', values.minutes ?? (quick ? '0.2' : '15')),
    page: values.page || (!quick && only === undefined),
  };
}

function positive(name: string, text: string): number {
  const value = Number(text);
  if (!(value > 0)) throw new Error(`--${name} is '${text}', which is no number above 0`);
  return value;
}
