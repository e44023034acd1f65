import type { CharacterSet, LinearPattern } from '../src/contract/linear-pattern';

/** A way through the program that has come to a step, with the ends of the groups on its way. */
interface Way {
  readonly step: number;
  readonly slots: readonly number[];
}

/**
 * Matches a whole text. All ways through the program go on together, one character after the other, and of two that come
 * to the same step the one that would have been tried first stays: that bounds the time by length times steps, and gives the
 * same groups as trying one after the other would.
 *
 * @returns the text of each group that took part; undefined if the text does not match
 */
export function matchPattern(
  { steps, groups }: LinearPattern,
  text: string,
): Readonly<Record<string, string>> | undefined {
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
  for (let at = 0; at < text.length && ways.length > 0; at++) {
    const code = text.charCodeAt(at);
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
  return end && groupsIn(text, groups, end.slots);
}

function isIn({ ranges, negated }: CharacterSet, code: number): boolean {
  for (const [first, last] of ranges) {
    if (code >= first && code <= last) {
      return !negated;
    }
  }
  return negated;
}

function groupsIn(text: string, groups: readonly string[], slots: readonly number[]): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [index, name] of groups.entries()) {
    const [from = -1, to = -1] = slots.slice(2 * index, 2 * index + 2);
    if (from >= 0 && to >= from) {
      found[name] = text.slice(from, to);
    }
  }
  return found;
}
