import type { ItemReader, MapState } from '../definition';
import { DefinitionError, StatesError } from '../errors';
import type { Visit } from '../frame';
import { isObject, type JsonObject } from '../json';
import { wholeNumber } from './settings';

/** https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html */
export async function readItems({ ItemReader, Items }: MapState, visit: Visit): Promise<readonly unknown[]> {
  if (ItemReader === undefined) {
    const items = Items === undefined ? visit.input : await visit.evaluate(Items);
    if (Array.isArray(items)) return items;
    throw new StatesError('States.QueryEvaluationError', `the items of ${visit.name} must be an array`);
  }
  if (Items !== undefined) throw new DefinitionError(`${visit.name} has both Items and ItemReader`);
  const items = await readDataset(ItemReader, visit);
  const { MaxItems } = ItemReader.ReaderConfig ?? {};
  return MaxItems === undefined ? items : items.slice(0, await wholeNumber(MaxItems, 'MaxItems', visit));
}

async function readDataset(reader: ItemReader, visit: Visit): Promise<readonly unknown[]> {
  const given = await visit.evaluate(reader.Arguments);
  if (!isObject(given)) throw new DefinitionError(`the ItemReader's Arguments are ${JSON.stringify(given)}`);
  const { InputType, ...more } = reader.ReaderConfig ?? {};
  const unknown = Object.keys(more).filter((field) => field !== 'MaxItems');
  if (unknown.length > 0) throw new DefinitionError(`ReaderConfig has ${unknown}, which is not stood in for`);
  switch (reader.Resource.replace(/^arn:aws[\w-]*:/, '')) {
    case 'states:::s3:getObject':
      if (InputType !== 'JSON') throw new DefinitionError(`the InputType ${InputType} is not stood in for`);
      return readArray(given, visit);
    case 'states:::s3:listObjectsV2':
      if (InputType !== undefined) throw new DefinitionError(`a listing has no InputType ${InputType}`);
      return listObjects(given, visit);
    default:
      throw new DefinitionError(`${reader.Resource} reads no items here`);
  }
}

async function readArray(given: JsonObject, { frame }: Visit): Promise<readonly unknown[]> {
  const [bucket, key] = texts(given, ['Bucket', 'Key']);
  const object = readingItems(() => frame.services.objects.get(bucket, key));
  if (object === undefined) throw new StatesError('States.ItemReaderFailed', `there is no s3://${bucket}/${key}`);
  const items: unknown = readingItems(() => JSON.parse(object.body.toString()));
  if (Array.isArray(items)) return items;
  throw new StatesError('States.ItemReaderFailed', `s3://${bucket}/${key} holds no JSON array`);
}

/** Items as the service hands them out, `Etag` in its own spelling and the time in seconds. */
function listObjects(given: JsonObject, { frame }: Visit): readonly unknown[] {
  const [bucket, prefix] = texts({ Prefix: '', ...given }, ['Bucket', 'Prefix']);
  return readingItems(() => frame.services.objects.list(bucket, prefix)).map(({ key, etag, size, modifiedAt }) => ({
    Etag: etag,
    Key: key,
    LastModified: Math.floor(modifiedAt / 1000),
    Size: size,
    StorageClass: 'STANDARD',
  }));
}

function readingItems<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new StatesError('States.ItemReaderFailed', (error as Error).message);
  }
}

/** The arguments of these names; no others may be given. */
export function texts(given: JsonObject, names: readonly string[]): string[] {
  const unknown = Object.keys(given).filter((name) => !names.includes(name));
  const values = names.map((name) => given[name]).filter((value) => typeof value === 'string');
  if (unknown.length > 0 || values.length < names.length) {
    throw new DefinitionError(`arguments must be the texts ${names.join(', ')}, and are ${JSON.stringify(given)}`);
  }
  return values;
}
