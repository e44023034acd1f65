import type { ResultWriter } from '../definition';
import { DefinitionError, StatesError } from '../errors';
import type { ExecutionRecord } from '../execution-record';
import type { Visit } from '../frame';
import { isObject } from '../json';
import { texts } from './item-reader';
import type { Results } from './results';

const INCLUDED = { Included: true };

/** https://docs.aws.amazon.com/step-functions/latest/dg/input-output-resultwriter.html */
export async function writeResults(
  writer: ResultWriter | undefined,
  results: Results,
  { arn, runId }: { readonly arn: string; readonly runId: string },
  visit: Visit,
): Promise<object | undefined> {
  if (writer === undefined) return undefined;
  requireWhole(writer);
  const given = await visit.evaluate(writer.Arguments);
  if (!isObject(given)) throw new DefinitionError(`the ResultWriter's Arguments are ${JSON.stringify(given)}`);
  const [bucket, prefix] = texts({ Prefix: '', ...given }, ['Bucket', 'Prefix']);
  const folder = prefix === '' ? runId : `${prefix}/${runId}`;
  const put = (name: string, content: unknown) => {
    const [Key, body] = [`${folder}/${name}`, JSON.stringify(content)];
    try {
      visit.frame.services.objects.put(bucket, Key, body);
    } catch (error) {
      throw new StatesError('States.ResultWriterFailed', (error as Error).message);
    }
    return { Key, Size: Buffer.byteLength(body) };
  };
  const file = (status: string, entries: readonly object[]) =>
    entries.length === 0 ? [] : [put(`${status}_0.json`, entries)];
  const ResultFiles = {
    FAILED: file('FAILED', results.endedAs('FAILED').map(entryOf)),
    PENDING: file('PENDING', results.pending().map(pendingEntry)),
    SUCCEEDED: file('SUCCEEDED', results.endedAs('SUCCEEDED').map(entryOf)),
  };
  const manifest = put('manifest.json', { DestinationBucket: bucket, MapRunArn: arn, ResultFiles });
  return { MapRunArn: arn, ResultWriterDetails: { Bucket: bucket, Key: manifest.Key } };
}

function requireWhole({ Resource, WriterConfig = {} }: ResultWriter): void {
  const { Transformation = 'NONE', OutputType = 'JSON', ...more } = WriterConfig;
  if (Transformation !== 'NONE' || OutputType !== 'JSON' || Object.keys(more).length > 0) {
    throw new DefinitionError(`the WriterConfig ${JSON.stringify(WriterConfig)} is not stood in for`);
  }
  if (!/^arn:aws[\w-]*:states:::s3:putObject$/.test(Resource))
    throw new DefinitionError(`${Resource} writes no results`);
}

function entryOf(child: ExecutionRecord): object {
  const succeeded = child.status === 'SUCCEEDED';
  return {
    ...(!succeeded && { Cause: child.cause, Error: child.error }),
    ExecutionArn: child.arn,
    Input: JSON.stringify(child.input),
    InputDetails: INCLUDED,
    Name: child.name,
    ...(succeeded && { Output: JSON.stringify(child.output), OutputDetails: INCLUDED }),
    RedriveCount: 0,
    RedriveStatus: succeeded ? 'NOT_REDRIVABLE' : 'REDRIVABLE_BY_MAP_RUN',
    StartDate: child.startedAt,
    StateMachineArn: child.machineArn,
    Status: child.status,
    StopDate: child.stoppedAt,
  };
}

function pendingEntry(input: unknown): object {
  return { Input: JSON.stringify(input), InputDetails: INCLUDED, Status: 'PENDING' };
}
