import type { Call, Command } from '../command';
import { UsageError } from '../usage-error';
import { FIGURES, figuresOf } from './figures';
import { METERS, REPLAY_PRICES } from './meters';
import { reckon } from './reckoning';
import { linesOf } from './table';

/** Reckons without asking anybody; nothing is deployed, and no account is looked at. */
export const COST: Command = {
  name: 'cost',
  usage: '--records-per-day NUMBER --bytes NUMBER',
  summary:
    'Print what a pipeline costs a month, meter by meter, in US dollars of us-east-1: by your figures, and by the defaults of the constructs where you give none',
  options: [{ name: 'json', meaning: 'one JSON object instead of a table' }, ...FIGURES],
  run: print,
};

async function print({ given, terminal }: Call): Promise<boolean> {
  if (given.places.length > 0) {
    throw new UsageError(
      `cost takes figures as options, and got '${given.places.join(' ')}'; give --records-per-day and --bytes`,
    );
  }
  const figures = figuresOf(given);
  const reckoning = await reckon(figures);
  if (given.flags.json) {
    const json = {
      figures,
      ...reckoning,
      region: 'us-east-1',
      currency: 'USD',
      prices: [...METERS.flatMap(({ prices }) => prices), ...REPLAY_PRICES],
    };
    await terminal.result(JSON.stringify(json, undefined, 2));
    return true;
  }
  for (const line of linesOf(figures, reckoning)) {
    await terminal.result(line);
  }
  return true;
}
