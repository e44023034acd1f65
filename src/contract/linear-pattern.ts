/**
 * The regular expressions that a user may give, for paths and for the values of headers. They are matched by simulating
 * all alternatives at once, character by character, and never by trying one after the other. The time is therefore
 * limited for every expression: to the length of the text times the length of the program. Back references and
 * look-arounds cannot be matched in that way, and are refused, and so is an expression whose program would be long.
 * https://swtch.com/~rsc/regexp/regexp2.html
 */

/** Characters, as pairs of the first and the last code unit. */
export interface CharacterSet {
  readonly ranges: readonly (readonly [first: number, last: number])[];
  readonly negated: boolean;
}

/** One step of a program. A fork tries its first way first; a save keeps the place for one end of a group. */
export type PatternStep =
  | { readonly do: 'take'; readonly set: CharacterSet }
  | { readonly do: 'fork'; readonly first: number; readonly second: number }
  | { readonly do: 'jump'; readonly to: number }
  | { readonly do: 'save'; readonly slot: number }
  | { readonly do: 'end' };

export interface LinearPattern {
  readonly steps: readonly PatternStep[];
  /** The names of the groups: the one at index n is kept in the slots 2n and 2n+1. */
  readonly groups: readonly string[];
}

export const MAX_PATTERN_LENGTH = 1000;
const MOST_STEPS = 1000;
const DEEPEST = 50;

type Node =
  | { readonly is: 'set'; readonly set: CharacterSet }
  | { readonly is: 'all'; readonly nodes: readonly Node[] }
  | { readonly is: 'either'; readonly nodes: readonly Node[] }
  | { readonly is: 'group'; readonly name: string; readonly node: Node }
  | { readonly is: 'repeat'; readonly node: Node; readonly min: number; readonly max: number; readonly lazy: boolean };

const DIGITS: CharacterSet['ranges'] = [[0x30, 0x39]];
const WORD: CharacterSet['ranges'] = [...DIGITS, [0x41, 0x5a], [0x5f, 0x5f], [0x61, 0x7a]];
const SPACE: CharacterSet['ranges'] = [
  [0x09, 0x0d],
  [0x20, 0x20],
  [0xa0, 0xa0],
];
const LINE_BREAKS: CharacterSet['ranges'] = [
  [0x0a, 0x0a],
  [0x0d, 0x0d],
  [0x2028, 0x2029],
];
const CLASSES: Readonly<Record<string, CharacterSet>> = {
  d: { ranges: DIGITS, negated: false },
  D: { ranges: DIGITS, negated: true },
  w: { ranges: WORD, negated: false },
  W: { ranges: WORD, negated: true },
  s: { ranges: SPACE, negated: false },
  S: { ranges: SPACE, negated: true },
};

/**
 * Reads a regular expression: literals, `.`, `[…]`, `\d \w \s` and their opposites, groups with and without names, `|`, and
 * `* + ? {n} {n,} {n,m}`, each also lazy. It matches a text as a whole; `^` in front and `$` at the end may stand there.
 *
 * @throws Error with the place and the reason if it cannot be taken
 */
export function parsePattern(text: string): LinearPattern {
  if (text.length > MAX_PATTERN_LENGTH) {
    throw new Error(`the pattern has ${text.length} characters, and ${MAX_PATTERN_LENGTH} are the most`);
  }
  const groups: string[] = [];
  return { steps: compiled(new Parser(text, groups).whole(), groups), groups };
}

class Parser {
  private at = 0;
  private depth = 0;
  /** The end of what is matched, in front of a `$`. */
  private readonly end: number;

  public constructor(
    private readonly text: string,
    private readonly groups: string[],
  ) {
    const isAnchored = text.endsWith('$') && !/(?:^|[^\\])(?:\\\\)*\\\$$/.test(text);
    this.end = isAnchored ? text.length - 1 : text.length;
  }

  public whole(): Node {
    this.accept('^');
    const node = this.either();
    if (this.at < this.end) {
      this.refuse("there is a ')' without a '('");
    }
    return node;
  }

  private either(): Node {
    if (++this.depth > DEEPEST) {
      this.refuse(`groups stand more than ${DEEPEST} deep in each other`);
    }
    const nodes = [this.all()];
    while (this.accept('|')) {
      nodes.push(this.all());
    }
    this.depth--;
    return nodes.length === 1 && nodes[0] ? nodes[0] : { is: 'either', nodes };
  }

  private all(): Node {
    const nodes: Node[] = [];
    while (this.at < this.end && !'|)'.includes(this.next)) {
      nodes.push(this.repeated());
    }
    return { is: 'all', nodes };
  }

  private repeated(): Node {
    const before = this.groups.length;
    const node = this.one();
    const range = this.range();
    if (range === undefined) {
      return node;
    }
    const lazy = this.accept('?');
    if ('*+?{'.includes(this.next) && this.at < this.end) {
      this.refuse('a repetition is repeated; put the first into a group (?:…)');
    }
    if (range.max > 1 && this.groups.length > before) {
      this.refuse(`the group '${this.groups.at(-1)}' is repeated, so that it has no one value; repeat what is in it`);
    }
    if (canBeNothing(node)) {
      this.refuse('what is repeated can be nothing; let it be something, and repeat that');
    }
    return { is: 'repeat', node, ...range, lazy };
  }

  private range(): { readonly min: number; readonly max: number } | undefined {
    if (this.at >= this.end) return undefined;
    if (this.accept('*')) return { min: 0, max: Number.POSITIVE_INFINITY };
    if (this.accept('+')) return { min: 1, max: Number.POSITIVE_INFINITY };
    if (this.accept('?')) return { min: 0, max: 1 };
    const counts = /^\{(\d{1,4})(,?)(\d{0,4})\}/.exec(this.text.slice(this.at, this.end));
    if (counts === null) {
      return undefined;
    }
    const [whole, least = '', comma, most] = counts;
    const min = Number(least);
    const max = comma === '' ? min : most === '' ? Number.POSITIVE_INFINITY : Number(most);
    if (max < min || (comma === '' && most !== '')) {
      this.refuse(`'${whole}' is no range`);
    }
    this.at += whole.length;
    return { min, max };
  }

  private one(): Node {
    const character = this.next;
    if ('*+?'.includes(character)) {
      this.refuse(`'${character}' repeats nothing; give '\\${character}' for the character itself`);
    }
    if ('^$'.includes(character)) {
      this.refuse(`'${character}' stands in the middle; the pattern matches the whole text as it is`);
    }
    if ('{}'.includes(character)) {
      this.refuse(`'${character}' belongs to no range such as {1,3}; give '\\${character}' for the character itself`);
    }
    this.at++;
    switch (character) {
      case '(':
        return this.group();
      case '[':
        return { is: 'set', set: this.set() };
      case '.':
        return { is: 'set', set: { ranges: LINE_BREAKS, negated: true } };
      case '\\':
        return { is: 'set', set: this.escaped() };
      default:
        return { is: 'set', set: only(character) };
    }
  }

  private group(): Node {
    const name = this.groupName();
    const node = this.either();
    if (!this.accept(')')) {
      this.refuse("a '(' has no ')'");
    }
    return name === undefined ? node : { is: 'group', name, node };
  }

  private groupName(): string | undefined {
    if (this.next !== '?' || this.at >= this.end) {
      return undefined;
    }
    if (this.accept('?:')) {
      return undefined;
    }
    const [whole = '', name] = /^\?<([A-Za-z_]\w*)>/.exec(this.text.slice(this.at, this.end)) ?? [];
    if (name === undefined) {
      this.refuse(`'(${this.text.slice(this.at, this.at + 3)}' is not taken; groups are (…), (?:…) and (?<name>…)`);
    }
    if (this.groups.includes(name)) {
      this.refuse(`there are two groups '${name}'`);
    }
    this.groups.push(name);
    this.at += whole.length;
    return name;
  }

  private set(): CharacterSet {
    const negated = this.accept('^');
    const ranges: (readonly [number, number])[] = [];
    while (!this.accept(']')) {
      const first = this.memberOfSet();
      if (typeof first !== 'number') {
        ranges.push(...first);
      } else if (this.next === '-' && this.text[this.at + 1] !== ']') {
        this.at++;
        const last = this.memberOfSet();
        if (typeof last !== 'number' || last < first) {
          this.refuse('a range in [ ] ends before it begins');
        }
        ranges.push([first, last]);
      } else {
        ranges.push([first, first]);
      }
    }
    return { ranges, negated };
  }

  private memberOfSet(): number | CharacterSet['ranges'] {
    if (this.at >= this.end) {
      this.refuse("a '[' has no ']'");
    }
    const character = this.next;
    this.at++;
    if (character !== '\\') {
      return character.charCodeAt(0);
    }
    const { ranges, negated } = this.escaped();
    if (negated) {
      this.refuse('\\D, \\W and \\S are not taken in [ ]; give what there may be');
    }
    const [[first, last] = [0, 0]] = ranges;
    return ranges.length === 1 && first === last ? first : ranges;
  }

  private escaped(): CharacterSet {
    if (this.at >= this.end) {
      this.refuse("there is nothing behind the '\\'");
    }
    const character = this.next;
    this.at++;
    const known = CLASSES[character];
    if (known === undefined && /[A-Za-z0-9]/.test(character)) {
      this.refuse(`'\\${character}' is not taken; there are \\d, \\w, \\s and their opposites`);
    }
    return known ?? only(character);
  }

  private get next(): string {
    return this.text[this.at] ?? '';
  }

  private accept(text: string): boolean {
    const isThere = this.at + text.length <= this.end && this.text.startsWith(text, this.at);
    this.at += isThere ? text.length : 0;
    return isThere;
  }

  private refuse(reason: string): never {
    throw new Error(`the pattern cannot be used, at character ${this.at + 1}: ${reason}`);
  }
}

/**
 * True if a part can match the empty text. Engines differ in how often that is repeated. It is therefore not repeated
 * here: every repetition takes a character.
 */
function canBeNothing(node: Node): boolean {
  switch (node.is) {
    case 'set':
      return false;
    case 'all':
      return node.nodes.every(canBeNothing);
    case 'either':
      return node.nodes.some(canBeNothing);
    case 'group':
      return canBeNothing(node.node);
    case 'repeat':
      return node.min === 0;
  }
}

function only(character: string): CharacterSet {
  return { ranges: [[character.charCodeAt(0), character.charCodeAt(0)]], negated: false };
}

function compiled(node: Node, groups: readonly string[]): readonly PatternStep[] {
  const steps: PatternStep[] = [];
  const add = (step: PatternStep): number => {
    if (steps.length >= MOST_STEPS) {
      throw new Error(`the pattern is too large: its repetitions make more than ${MOST_STEPS} steps of it`);
    }
    return steps.push(step) - 1;
  };
  const fork = (at: number, body: number, behind: number, lazy: boolean) => {
    steps[at] = { do: 'fork', first: lazy ? behind : body, second: lazy ? body : behind };
  };
  const optional = (inner: () => void, lazy: boolean) => {
    const at = add({ do: 'fork', first: 0, second: 0 });
    inner();
    fork(at, at + 1, steps.length, lazy);
  };
  const emit = (part: Node): void => {
    switch (part.is) {
      case 'set':
        add({ do: 'take', set: part.set });
        break;
      case 'all':
        part.nodes.forEach(emit);
        break;
      case 'group': {
        const slot = 2 * groups.indexOf(part.name);
        add({ do: 'save', slot });
        emit(part.node);
        add({ do: 'save', slot: slot + 1 });
        break;
      }
      case 'either': {
        const jumps: number[] = [];
        part.nodes.slice(0, -1).forEach((option) => {
          const at = add({ do: 'fork', first: 0, second: 0 });
          emit(option);
          jumps.push(add({ do: 'jump', to: 0 }));
          fork(at, at + 1, steps.length, false);
        });
        part.nodes.slice(-1).forEach(emit);
        for (const jump of jumps) {
          steps[jump] = { do: 'jump', to: steps.length };
        }
        break;
      }
      case 'repeat': {
        const { node: inner, min, max, lazy } = part;
        for (let count = 0; count < min; count++) {
          emit(inner);
        }
        if (max === Number.POSITIVE_INFINITY) {
          const start = steps.length;
          optional(() => {
            emit(inner);
            add({ do: 'jump', to: start });
          }, lazy);
        } else {
          nested(max - min, () => emit(inner), optional, lazy);
        }
      }
    }
  };
  emit(node);
  add({ do: 'end' });
  return steps;
}

/** `x{0,3}` is `(?:x(?:x(?:x)?)?)?`: the second is tried only behind the first. */
function nested(
  count: number,
  inner: () => void,
  optional: (inner: () => void, lazy: boolean) => void,
  lazy: boolean,
): void {
  if (count > 0) {
    optional(() => {
      inner();
      nested(count - 1, inner, optional, lazy);
    }, lazy);
  }
}
