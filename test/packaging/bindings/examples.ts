import { readFileSync } from 'node:fs';
import type { Supervisor } from '../../../local/process/supervisor';
import { type Interfaces, readInterfaces } from '../../../site/api/interfaces';
import { translateSite } from '../../../site/build';
import type { OtherLanguage } from '../../../site/languages';
import { Sources } from '../../../site/pages/sources';
import { FIXTURE } from '../../../site/snippets/blocks';
import { Names } from '../../../site/snippets/names';

/** An example of the documentation, as its site shows it in a language. */
export interface Example {
  readonly place: string;
  /** The TypeScript that it was translated from. */
  readonly source: string;
  readonly code: string;
  readonly isWhole: boolean;
}

/** A thing that the examples take as given. */
export interface Given {
  readonly name: string;
  readonly type: string;
  /** The module that the type comes from, such as `aws-cdk-lib/aws-ec2`; the fixture imports others by name. */
  readonly module?: string;
}

/** All examples, and what they take as given. */
export class Examples {
  readonly names: Names;
  readonly given: readonly Given[];
  /** The modules that the examples use, by the names that they have there: `ec2` is `aws-cdk-lib/aws-ec2`. */
  readonly aliases: ReadonlyMap<string, string>;
  /** The modules that single names are imported from, by these names. */
  readonly named: ReadonlyMap<string, string>;
  private readonly translations;

  static async read(supervisor: Supervisor): Promise<Examples> {
    return new Examples(supervisor, await readInterfaces());
  }

  private constructor(
    supervisor: Supervisor,
    readonly interfaces: Interfaces,
  ) {
    const fixture = readFileSync(FIXTURE, 'utf8');
    this.aliases = new Map(
      [...fixture.matchAll(/^import \* as (\w+) from '([^']+)';$/gm)].map(([, alias, module]) => [alias, module]),
    );
    this.named = new Map(
      [...fixture.matchAll(/^import \{([^}]*)\} from '([^']+)';$/gm)].flatMap(([, names, module]) =>
        names.split(',').flatMap((name): [string, string][] => (name.trim() === '' ? [] : [[name.trim(), module]])),
      ),
    );
    this.given = [...fixture.matchAll(/^declare const (\w+): (?:(\w+)\.)?(\w+);$/gm)].map(([, name, alias, type]) => ({
      name,
      type,
      ...(alias && { module: this.aliases.get(alias) }),
    }));
    this.names = new Names(interfaces.assembly.system);
    this.translations = translateSite(supervisor, new Sources(), interfaces);
  }

  /** All modules that examples use. */
  get modules(): string[] {
    return [...new Set([...this.aliases.values(), ...this.named.values()])];
  }

  /** The examples that the site shows in a language, each once. */
  in(language: OtherLanguage): Example[] {
    const byCode = new Map(
      this.translations.flatMap(({ snippet, code }): [string, Example][] => {
        const translated = code[language];
        if (translated === undefined) return [];
        return [
          [
            translated,
            { place: snippet.place, source: snippet.code, code: translated, isWhole: snippet.isWhole === true },
          ],
        ];
      }),
    );
    return [...byCode.values()];
  }
}

/** The errors of a compiler, by the examples that they are in: `example12.go` is the twelfth. */
export function errorsOf(printed: string, pattern: RegExp, examples: readonly Example[]): string[] {
  return [...printed.matchAll(pattern)].map(([, index, message]) => `${examples[Number(index)].place}: ${message}`);
}
