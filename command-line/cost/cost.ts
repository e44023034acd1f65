import { wholeOf } from '../arguments/numbers';
import type { Option } from '../arguments/options';
import { TARGET } from '../aws/target';
import type { Call, Command } from '../command';
import { UsageError } from '../usage-error';
import { calculate } from './calculation';
import { calculateDeployed } from './deployed/deployed';
import { linesOfDeployed } from './deployed/table';
import { FIGURES, figuresOf } from './figures';
import { METERS, REPLAY_PRICES } from './meters';
import { linesOf } from './table';

const JSON_OPTION: Option = { name: 'json', meaning: 'one JSON object instead of a table' };

/** CloudWatch keeps the values of an hour for 455 days. */
const DAYS = { absent: 7, most: 455 } as const;

const DAYS_OPTION: Option = {
  name: 'days',
  value: 'a whole number',
  meaning: `of what is deployed, the days up to now whose metrics are read; ${DAYS.absent} by default`,
};

/** By figures, it calculates without asking anybody; by a name, it asks what that has done. */
export const COST: Command = {
  name: 'cost',
  usage: `--records-per-day NUMBER --bytes NUMBER | ${TARGET} ...`,
  summary:
    'Print what a pipeline costs a month, meter by meter, in US dollars of us-east-1: by your figures, and by the defaults of the constructs where you give none; or, of what is deployed, by the metrics of the last days. For the latter name the functions of ingests and the workflows of replayers',
  options: [JSON_OPTION, DAYS_OPTION, ...FIGURES],
  run: (call) => (call.given.places.length > 0 ? printDeployed(call) : print(call)),
};

const REGION = { region: 'us-east-1', currency: 'USD' } as const;

async function print({ given, terminal }: Call): Promise<boolean> {
  if (given.values[DAYS_OPTION.name] !== undefined) {
    throw new UsageError(`--${DAYS_OPTION.name} is for what is deployed; name that, as ${TARGET}, or leave it out`);
  }
  const figures = figuresOf(given);
  const calculation = await calculate(figures);
  if (given.flags.json) {
    const json = {
      figures,
      ...calculation,
      ...REGION,
      prices: [...METERS.flatMap(({ prices }) => prices), ...REPLAY_PRICES],
    };
    await terminal.result(JSON.stringify(json, undefined, 2));
    return true;
  }
  for (const line of linesOf(figures, calculation)) {
    await terminal.result(line);
  }
  return true;
}

async function printDeployed({ given, terminal }: Call): Promise<boolean> {
  const figure = [...Object.keys(given.values), ...Object.keys(given.flags)].find((name) =>
    FIGURES.some((option) => option.name === name),
  );
  if (figure !== undefined) {
    throw new UsageError(
      `--${figure} is a figure of yours, and what is deployed has its own: got '${given.places.join(' ')}' as well; give the one or the other`,
    );
  }
  const days = wholeOf(given, DAYS_OPTION.name, { least: 1, most: DAYS.most }, DAYS.absent);
  const bill = await calculateDeployed(given.places, days);
  if (given.flags.json) {
    await terminal.result(JSON.stringify({ days, ...bill, ...REGION }, undefined, 2));
    return true;
  }
  for (const line of linesOfDeployed(bill, days)) {
    await terminal.result(line);
  }
  return true;
}
