import { MAX_KEY_BYTES } from '../../../../src/contract/limits';
import { parsePattern } from '../../../../src/contract/linear-pattern';
import type { PatternSetting } from '../../../../src/contract/source-format';
import { matchPattern } from '../../../match-pattern';
import { splitSuffix } from '../../../records/compression';
import { coordinatesIn } from './coordinates';
import type { ForeignFormat } from './foreign-format';
import { linesWithText, wholeFile } from './lines';
import { timeIn } from './path-time';

/** Files whose whole paths, relative to the mount, a regular expression takes apart. */
export function patternFormat({ pattern, lines }: PatternSetting): ForeignFormat {
  const program = parsePattern(pattern);
  return {
    parse: (directory, name) => {
      const path = `${directory}${name}`;
      // No object has a longer key.
      const groups = path.length > MAX_KEY_BYTES ? undefined : matchPattern(program, path);
      // A group that took no part tells nothing, and then the file is none of these: it has no place among the others.
      if (groups === undefined || program.groups.some((group) => groups[group] === undefined)) {
        return undefined;
      }
      const { timestamp, ...coordinates } = groups;
      const place = coordinatesIn(coordinates);
      const time = timestamp === undefined ? undefined : timeIn(timestamp);
      if (place === undefined || (timestamp !== undefined && time === undefined)) {
        return undefined;
      }
      return { ...place, extension: splitSuffix(name)[1], ...(time && { time }) };
    },
    records: (_name, bytes) => (lines ? linesWithText(bytes) : wholeFile(bytes)),
  };
}
