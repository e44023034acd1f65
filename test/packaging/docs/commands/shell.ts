/** A command that a text for a shell runs. */
export interface ShellCommand {
  /** The program and its arguments. A variable is its own name in small letters, and what another command prints is a 1. */
  readonly words: readonly string[];
  /** The names of variables that are set for it alone. */
  readonly variables: readonly string[];
  /** The lines that it reads in place of a file, if they stand in the text. */
  readonly input?: string;
}

/** Words that stand before a command, and are none. */
const BEFORE = new Set(['do', 'done', 'else', 'fi', 'if', 'then', 'until', 'while', '!', '{', '}', 'command']);

/**
 * Takes the text of a shell apart into its commands, those within others too. It knows as much of the language as pages
 * use: quotes, variables, pipes, redirections, lines in place of a file, loops and functions.
 *
 * @param functions names that are no programs, because the text before has made functions of them; those of this text
 * are added
 */
export function commandsOf(text: string, functions = new Set<string>()): ShellCommand[] {
  return new Reader(text.replace(/\\\n/g, ' '), functions).read();
}

class Reader {
  private at = 0;
  private word: string | undefined;
  private words: string[] = [];
  private input: string | undefined;
  private readonly found: ShellCommand[] = [];

  constructor(
    private readonly text: string,
    private readonly functions: Set<string>,
  ) {}

  read(): ShellCommand[] {
    while (this.at < this.text.length) {
      this.step();
    }
    this.endCommand();
    return this.found.filter(({ words: [program = ''] }) => !this.functions.has(program));
  }

  private step(): void {
    const heredoc = this.take(/<<'(\w+)'([^\n]*)\n(.*?)^\1$/msy);
    if (heredoc !== undefined) {
      this.input = heredoc[3];
    } else if (this.take(/\d?[<>]{1,2}&?[ \t]*(?:"[^"]*"|'[^']*'|[^\s;|&)]+)/y) !== undefined) {
      this.endWord();
    } else if (this.take(/[ \t]+/y) !== undefined) {
      this.endWord();
    } else if (this.word === undefined && this.take(/#[^\n]*/y) !== undefined) {
      // a comment
    } else if (this.word === undefined && this.words.length === 0 && this.isFunction()) {
      // its body follows
    } else if (this.take(/[\n;|&()]/y) !== undefined) {
      this.endCommand();
    } else {
      this.word = (this.word ?? '') + this.piece();
    }
  }

  private isFunction(): boolean {
    const [, name] = this.take(/(\w+)\(\)/y) ?? [];
    if (name !== undefined) this.functions.add(name);
    return name !== undefined;
  }

  /** A piece of a word: what stands in quotes, what is put in its place, or a character. */
  private piece(): string {
    const quoted = this.take(/'([^']*)'/y);
    if (quoted !== undefined) return quoted[1] ?? '';
    if (this.take(/"/y) !== undefined) {
      let content = '';
      while (this.at < this.text.length && this.take(/"/y) === undefined) {
        content += this.take(/\\([$`"\\])/y)?.[1] ?? this.substituted() ?? this.text[this.at++];
      }
      return content;
    }
    return this.take(/\\(.)/y)?.[1] ?? this.substituted() ?? this.text[this.at++] ?? '';
  }

  private substituted(): string | undefined {
    const variable = this.take(/\$(?:\{(\w+)[^}]*\}|(\w+))/y);
    if (variable !== undefined) return (variable[1] ?? variable[2] ?? '').toLowerCase();
    if (!this.text.startsWith('$(', this.at)) return undefined;
    const begin = this.at + 2;
    let depth = 1;
    for (this.at = begin; depth > 0 && this.at < this.text.length; this.at++) {
      depth += { '(': 1, ')': -1 }[this.text[this.at] ?? ''] ?? 0;
    }
    const inner = this.text.slice(begin, this.at - 1);
    // `$((…))` calculates: the commands are those whose output it calculates with.
    const commands = inner.startsWith('(') ? [...inner.matchAll(/\$\(([^)]*)\)/g)].map(([, one = '']) => one) : [inner];
    this.found.push(...commands.flatMap((one) => commandsOf(one, this.functions)));
    return '1';
  }

  private take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (found === null) return undefined;
    this.at += found[0].length;
    return found;
  }

  private endWord(): void {
    if (this.word !== undefined) this.words.push(this.word);
    this.word = undefined;
  }

  private endCommand(): void {
    this.endWord();
    const { words, input } = this;
    [this.words, this.input] = [[], undefined];
    const variables: string[] = [];
    const isBefore = (word = '') => BEFORE.has(word) || /^\w+=/.test(word);
    while (isBefore(words[0])) {
      const [, name] = /^(\w+)=/.exec(words.shift() ?? '') ?? [];
      if (name !== undefined) variables.push(name);
    }
    if (words.length > 0 && words[0] !== 'for') {
      this.found.push({ words, variables, ...(input !== undefined && { input }) });
    }
  }
}
