import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

export const LANGUAGES = ['typescript', 'python', 'java', 'go'] as const;
export type LanguageName = (typeof LANGUAGES)[number];

/** The language that the others are compared with: the one that the library is written in. */
export const REFERENCE: LanguageName = 'typescript';

export interface BindingsOptions {
  /** Packages that exist already; made by the run unless given. */
  readonly dist?: string;
  /** The reference is always among them. */
  readonly languages: readonly LanguageName[];
}

export const USAGE = `npx tsx test/packaging/bindings/main.ts [--dist DIR] [--only LANGUAGES]

  --dist DIR        use the packages in DIR, as \`npx projen package-all\` leaves them in dist/ (default: make them)
  --only LANGUAGES  some of python,java,go; TypeScript is what they are compared with, and always runs (default: all)
`;

/** Reads the options of the command line; undefined if it asks for help. */
export function parseOptions(args: readonly string[]): BindingsOptions | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: { dist: { type: 'string' }, only: { type: 'string' }, help: { type: 'boolean', default: false } },
  });
  if (values.help) return undefined;
  const wanted = values.only?.split(',') ?? LANGUAGES;
  for (const name of wanted) {
    if (!LANGUAGES.some((language) => language === name)) {
      throw new Error(`--only names '${name}': give some of ${LANGUAGES.join(', ')}, with commas between them`);
    }
  }
  return {
    languages: LANGUAGES.filter((language) => language === REFERENCE || wanted.includes(language)),
    ...(values.dist === undefined ? {} : { dist: resolve(values.dist) }),
  };
}
