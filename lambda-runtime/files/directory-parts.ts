import { parseFieldPath } from '../../src/contract/field-path';
import { unhidden } from '../../src/contract/hidden-names';
import { DEFAULT_DIRECTORIES, isLiteralDirectory, TIME_UNITS } from '../../src/contract/layouts';
import { isObject } from '../environment';
import { eventTime } from './event-time';
import { partitionComponent } from './names';
import { byField, byHeader, byKey, type RecordPart } from './record-parts';
import { timeDirectories } from './time';

/** @returns how the directories below a size class are named, from the outermost on, each without a slash */
export function parseDirectories(setting: unknown = DEFAULT_DIRECTORIES): readonly RecordPart[] {
  if (!Array.isArray(setting)) {
    throw new Error(`the layout's directories are ${JSON.stringify(setting)}; give a list, which may be empty`);
  }
  return setting.map(parseDirectory);
}

function parseDirectory(setting: unknown): RecordPart {
  const { by, name, path, text, ...time }: Record<string, unknown> = isObject(setting) ? setting : {};
  switch (by) {
    case 'topic':
      return ({ topic }) => unhidden(topic);
    case 'partition':
      return ({ partition }) => String(partition);
    case 'topicPartition':
      return partitionComponent;
    case 'key':
      return byKey;
    case 'header':
      if (typeof name === 'string' && name !== '') {
        return byHeader(name);
      }
      break;
    case 'field': {
      const steps = parseFieldPath(path);
      if (steps !== undefined) {
        return byField(steps, String(path));
      }
      break;
    }
    case 'literal':
      if (isLiteralDirectory(text)) {
        return () => text;
      }
      break;
    case 'time': {
      const part = byTime(time);
      if (part !== undefined) {
        return part;
      }
    }
  }
  throw new Error(
    `the layout's directory ${JSON.stringify(setting)} is unknown; give {"by":"topic"}, "partition", "topicPartition", ` +
      `"key", {"by":"header","name":…}, {"by":"field","path":…}, {"by":"literal","text":…} or ` +
      `{"by":"time","unit":"${TIME_UNITS.join('" or "')}","timeZone":…}, with "hive":true and "field":… or without`,
  );
}

function byTime({ unit, timeZone, hive = false, field }: Record<string, unknown>): RecordPart | undefined {
  const known = TIME_UNITS.find((candidate) => candidate === unit);
  const path = parseFieldPath(field);
  if (known === undefined || typeof timeZone !== 'string' || typeof hive !== 'boolean') {
    return undefined;
  }
  const directories = timeDirectories({ unit: known, timeZone, hive });
  if (field === undefined) {
    return ({ timestamp }) => directories(timestamp);
  }
  return path && ((record) => directories(eventTime(record, path)));
}
