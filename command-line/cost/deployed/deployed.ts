import { asking } from '../../aws/asking';
import { type AskedMetric, HOUR_MS, type Span } from '../../aws/cloudwatch';
import { targetOf } from '../../aws/target';
import { time } from '../../terminal/words';
import { type DescribedFunction, describedFunction } from './described';
import { type Line, linesOfFunction, logsLine, storageLine } from './lines';
import { Measured, metricsOf, ofLambda, own, pollerUnits, storedBytes } from './metrics';

/** The work of a function in the time measured, and the cost of it. */
export interface FunctionBill {
  readonly name: string;
  readonly recordsWritten: number;
  readonly recordsPublished: number;
  /** The first hour that something is known of, in milliseconds since 1970; absent if nothing is. */
  readonly since?: number;
  readonly lines: readonly Line[];
}

/** The cost of everything deployed, in dollars a month, if the work goes on as in the time measured. */
export interface DeployedBill {
  readonly span: Span;
  readonly functions: readonly FunctionBill[];
  /** Of log groups and file systems, which functions may share. */
  readonly shared: readonly Line[];
  readonly total: number;
  /** The parts of the deployment whose cost the metrics do not tell, one sentence each. */
  readonly unseen: readonly string[];
}

/**
 * Calculates what functions cost that are deployed, by their metrics.
 *
 * @param targets state machines, functions, and outputs of stacks
 * @throws Error if there is no data of any of them
 */
export async function calculateDeployed(targets: readonly string[], days: number): Promise<DeployedBill> {
  const functions = await describedFunctions(targets);
  const fileSystems = different(functions.flatMap(({ fileSystemId }) => fileSystemId ?? []));
  const span = lastDays(days);
  const asked = [...functions.flatMap(metricsOf), ...fileSystems.map(storedBytes)];
  const measured = await asking('the metrics cannot be read', 'cloudwatch:GetMetricData', Measured.ask(asked, span));
  if (measured.first(functions.flatMap(metricsOf)) === undefined) {
    throw new Error(
      `there is no data of ${functions.map(({ name }) => name).join(', ')} from ${time(span.from)} to ${time(span.to)}, neither of AWS Lambda nor in the namespace ${different(functions.map(({ namespace }) => namespace)).join(', ')}; give more --days, or look whether Region and account are those of the deployment`,
    );
  }
  const bills = functions.map((fn) => billOf(fn, measured));
  const logGroups = different(functions.map(({ logGroup }) => logGroup));
  const shared = [
    ...logGroups.map((logGroup) => logsLine(logGroup, measured)),
    ...fileSystems.map((fileSystemId) => storageLine(fileSystemId, measured)),
  ].filter(({ dollars }) => dollars > 0);
  const lines = [...bills.flatMap((bill) => bill.lines), ...shared];
  return {
    ...{ span, functions: bills, shared, total: lines.reduce((sum, { dollars }) => sum + dollars, 0) },
    unseen: functions.flatMap((fn) => unseenOf(fn, measured)),
  };
}

async function describedFunctions(targets: readonly string[]): Promise<DescribedFunction[]> {
  const found: DescribedFunction[] = [];
  for (const target of targets) {
    const { functionName } = await targetOf(target);
    const fn = await describedFunction(functionName);
    if (!found.some(({ name }) => name === fn.name)) {
      found.push(fn);
    }
  }
  return found;
}

function billOf(fn: DescribedFunction, measured: Measured): FunctionBill {
  return {
    name: fn.name,
    recordsWritten: measured.sum(own(fn, 'RecordsWritten')),
    recordsPublished: measured.sum(own(fn, 'RecordsPublished')),
    since: measured.first(metricsOf(fn)),
    lines: linesOfFunction(fn, measured),
  };
}

function unseenOf(fn: DescribedFunction, measured: Measured): string[] {
  const { name, provisioned, fileSystemId, isArm } = fn;
  const isMissing = (metric: AskedMetric) => !measured.has(metric);
  const pollers = provisioned.filter((mapping) => isMissing(pollerUnits(mapping)));
  return [
    ...pollers.map((mapping) => `the pollers of ${mapping}, which has sent no EventPollerUnit`),
    ...(fileSystemId === undefined ? [`fast storage, since ${name} mounts no file system of Amazon S3 Files`] : []),
    ...(fileSystemId !== undefined && isMissing(storedBytes(fileSystemId))
      ? [`fast storage of ${fileSystemId}, which has sent no StorageBytes`]
      : []),
    ...(!isArm && !isMissing(ofLambda(fn, 'Duration'))
      ? [`that ${name} runs on x86_64, whose time costs more than that of arm64, by which it was calculated`]
      : []),
  ];
}

/** Whole hours but for the last one, which is not over yet. */
function lastDays(days: number): Span {
  const now = Date.now();
  const hour = Math.floor(now / HOUR_MS) * HOUR_MS;
  const MINUTE_MS = 60_000;
  return { from: hour - days * 24 * HOUR_MS, to: Math.ceil(now / MINUTE_MS) * MINUTE_MS };
}

function different(values: readonly string[]): string[] {
  return [...new Set(values)];
}
