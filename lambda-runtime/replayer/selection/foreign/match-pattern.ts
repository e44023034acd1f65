import { MAX_KEY_BYTES } from '../../../../src/contract/limits';
import type { CharacterSet, PathPattern } from '../../../../src/contract/path-pattern';

/** A way through the program that has come to a step, with the ends of the groups on its way. */
interface Way {
  readonly step: number;
  readonly slots: readonly number[];
}

/**
 * Matches a whole path. All ways through the program go on together, one character after the other, and of two that come
 * to the same step the one that would have been tried first stays: that bounds the time by length times steps, and gives the
 * same groups as trying one after the other would.
 *
 * @returns the text of each group that took part; undefined if the path does not match
 */
export function matchPattern(
  { steps, groups }: PathPattern,
  path: string,
): Readonly<Record<string, string>> | undefined {
  if (path.length > MAX_KEY_BYTES) {
    return undefined; // no object has such a key
  }
  const reachedAt = new Int32Array(steps.length).fill(-1);
  let ways: Way[] = [];

  /** Goes on to the steps that take a character, the preferred one first. */
  function follow(list: Way[], from: number, at: number, given: readonly number[]): void {
    const open: Way[] = [{ step: from, slots: given }];
    for (let way = open.pop(); way !== undefined; way = open.pop()) {
      const { step, slots } = way;
      const what = steps[step];
      if (what === undefined || reachedAt[step] === at) {
        continue;
      }
      reachedAt[step] = at;
      switch (what.do) {
        case 'jump':
          open.push({ step: what.to, slots });
          break;
        case 'fork':
          open.push({ step: what.second, slots }, { step: what.first, slots });
          break;
        case 'save':
          open.push({ step: step + 1, slots: slots.map((slot, index) => (index === what.slot ? at : slot)) });
          break;
        default:
          list.push(way);
      }
    }
  }

  follow(ways, 0, 0, new Array<number>(2 * groups.length).fill(-1));
  for (let at = 0; at < path.length && ways.length > 0; at++) {
    const code = path.charCodeAt(at);
    const next: Way[] = [];
    for (const { step, slots } of ways) {
      const what = steps[step];
      if (what?.do === 'take' && isIn(what.set, code)) {
        follow(next, step + 1, at + 1, slots);
      }
    }
    ways = next;
  }
  const end = ways.find(({ step }) => steps[step]?.do === 'end');
  return end && groupsIn(path, groups, end.slots);
}

function isIn({ ranges, negated }: CharacterSet, code: number): boolean {
  for (const [first, last] of ranges) {
    if (code >= first && code <= last) {
      return !negated;
    }
  }
  return negated;
}

function groupsIn(path: string, groups: readonly string[], slots: readonly number[]): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [index, name] of groups.entries()) {
    const [from = -1, to = -1] = slots.slice(2 * index, 2 * index + 2);
    if (from >= 0 && to >= from) {
      found[name] = path.slice(from, to);
    }
  }
  return found;
}
