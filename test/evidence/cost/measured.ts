import { COST } from '../../../command-line/cost/cost';
import type { DeployedBill } from '../../../command-line/cost/deployed/deployed';
import { secondsOf, units } from '../../../src/contract/bill';
import { ASSUMED, MINIMUMS } from '../../../src/contract/prices';
import { deploy, type SentValue } from '../../command-line/support/deployment';
import { aFunction, lambdaValue, logged, ownValue, pollerUnits, stored } from '../../command-line/support/functions';
import { printed } from '../../command-line/support/printed';
import type { Worked } from './cases';

const HOUR_MS = 3_600_000;
const HOURS_OF_DAY = 24;
const DAYS = 7;
/** On the hour. */
const NOW = Date.UTC(2026, 3, 20, 12);
const INGEST = 'Files-IngestFunction7E4A';
const REPLAYER = 'Files-ReplayerFunction31C9';

/** The arguments that name the deployed functions, after `npx cdk-s3files cost`. */
export const TYPED = ['Files.Ingest', 'Files.Replayer', '--days', `${DAYS}`];

/** The command's output for an app that was deployed, has run for a week, and has replayed a day. */
export function printedOfDeployed(given: Worked): Promise<string> {
  return told(given, [...sentBy(given), ...replayOfDay(given)], TYPED);
}

/** The bill that the command calculates for an app that has run for a week. */
export async function calculatedOfDeployed(given: Worked): Promise<DeployedBill> {
  return JSON.parse(await told(given, sentBy(given), ['--json', 'Files.Ingest']));
}

async function told(given: Worked, sent: readonly SentValue[], typed: readonly string[]): Promise<string> {
  const { environment, mappings, memoryMiB } = given.deployed;
  const described = { MemorySize: memoryMiB, Environment: { Variables: environment } };
  const polled = mappings.map((mapping, index) => ({ ...mapping, UUID: uuid(index) }));
  const deployed = await deploy({
    functions: {
      [INGEST]: aFunction(INGEST, { ...described, mappings: polled }),
      [REPLAYER]: aFunction(REPLAYER, described),
    },
    outputs: { Files: { Ingest: INGEST, Replayer: REPLAYER } },
    sent,
  });
  const clock = jest.spyOn(Date, 'now').mockReturnValue(NOW);
  try {
    return (await printed(COST, typed)).trimEnd();
  } finally {
    clock.mockRestore();
    await deployed.remove();
  }
}

/** All metrics of a week in which batches come evenly. What is in fast storage is taken to be told as it is billed. */
function sentBy({ deployed, batches, load }: Worked): SentValue[] {
  const { mappings, expirationDays } = deployed;
  const { files, records } = batches;
  const classes = classesOf(deployed.environment);
  const perHour = (batches.perDay * mappings.length) / HOURS_OF_DAY;
  const inFastStorage =
    sum(files.map(({ bytes }) => Math.max(bytes, MINIMUMS.file.value))) * perHour * HOURS_OF_DAY * expirationDays;
  const provisioned = mappings.flatMap((mapping, index) => ('ProvisionedPollerConfig' in mapping ? [uuid(index)] : []));
  const unitsOfEach = units(mappings, (load.recordsPerDay * load.valueBytes) / 86_400) / provisioned.length;
  return Array.from({ length: DAYS * HOURS_OF_DAY }, (_, index) => NOW - (index + 1) * HOUR_MS).flatMap((hour) => [
    ...classes.flatMap(({ name, prefix }) => {
      const own = files.filter(({ key }) => key.startsWith(prefix));
      const share = own.length / files.length;
      return own.length === 0
        ? []
        : [
            ...ownValue(INGEST, 'FilesWritten', name, hour, own.length * perHour),
            ...ownValue(INGEST, 'BytesWritten', name, hour, sum(own.map(({ bytes }) => bytes)) * perHour),
            ...ownValue(INGEST, 'RecordsWritten', name, hour, records * share * perHour),
            ...ownValue(INGEST, 'WriteLatencyMs', name, hour, 1),
          ];
    }),
    lambdaValue(INGEST, 'Invocations', hour, perHour),
    lambdaValue(INGEST, 'Duration', hour, secondsOf(batches) * 1000 * perHour),
    logged(INGEST, hour, (batches.logBytes + ASSUMED.logBytesOfLambda) * perHour),
    ...provisioned.map((mapping) => pollerUnits(mapping, hour, unitsOfEach)),
    stored(hour, inFastStorage),
  ]);
}

/** A replay of the records of a day, in the first hour of the week. */
function replayOfDay({ deployed, batches, load }: Worked): SentValue[] {
  const hour = NOW - DAYS * HOURS_OF_DAY * HOUR_MS;
  const { perDay, files } = batches;
  const [{ name = '' } = {}] = classesOf(deployed.environment);
  const bytes = sum(files.map((file) => file.bytes)) * perDay;
  const seconds = load.recordsPerDay / ASSUMED.recordsPerSecondOfReplay + bytes / ASSUMED.bytesPerSecondOfReplay;
  return [
    ...ownValue(REPLAYER, 'FilesRead', name, hour, files.length * perDay),
    ...ownValue(REPLAYER, 'BytesRead', name, hour, bytes),
    ...ownValue(REPLAYER, 'RecordsPublished', name, hour, load.recordsPerDay),
    lambdaValue(REPLAYER, 'Invocations', hour, load.partitions + 2),
    lambdaValue(REPLAYER, 'Duration', hour, seconds * 1000),
  ];
}

function classesOf({ SIZE_CLASSES = '[]', ROOT_KEY = '' }: Readonly<Record<string, string>>) {
  const classes: readonly { readonly name: string; readonly prefix: string }[] = JSON.parse(SIZE_CLASSES);
  return classes.map(({ name, prefix }) => ({ name, prefix: `${ROOT_KEY}${prefix}` }));
}

function uuid(index: number): string {
  return `0c4b7d0e-0000-4000-8000-${String(index).padStart(12, '0')}`;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
