import { DEFAULT_DIRECTORIES, TIME_UNITS } from '../../src/contract/layouts';
import { isObject } from '../environment';
import { partitionComponent, topicComponent } from './names';
import { byHeader, byKey, type RecordPart } from './record-parts';
import { timeDirectories } from './time';

/** @returns how the directories below a size class are named, from the outermost on, each without a slash */
export function parseDirectories(setting: unknown = DEFAULT_DIRECTORIES): readonly RecordPart[] {
  if (!Array.isArray(setting)) {
    throw new Error(`the layout's directories are ${JSON.stringify(setting)}; give a list, which may be empty`);
  }
  return setting.map(parseDirectory);
}

function parseDirectory(setting: unknown): RecordPart {
  const { by, unit, timeZone, name }: Record<string, unknown> = isObject(setting) ? setting : {};
  switch (by) {
    case 'topic':
      return ({ topic }) => topicComponent(topic);
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
    case 'time': {
      const known = TIME_UNITS.find((candidate) => candidate === unit);
      if (known !== undefined && typeof timeZone === 'string') {
        const directories = timeDirectories(known, timeZone);
        return ({ timestamp }) => directories(timestamp);
      }
    }
  }
  throw new Error(
    `the layout's directory ${JSON.stringify(setting)} is unknown; give {"by":"topic"}, "partition", "topicPartition", ` +
      `"key", {"by":"header","name":…} or {"by":"time","unit":"${TIME_UNITS.join('" or "')}","timeZone":…}`,
  );
}
