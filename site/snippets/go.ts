import { type Names, upper } from './names';
import { Untranslatable } from './untranslatable';

const STRING = /("(?:[^"\\]|\\.)*"|\/\/.*)/;
const IMPORT = /^import (?:(\w+) )?"[^"]*"\n?/gm;
const NAMESPACE = /^import \* as (\w+) from 'aws-cdk-lib\/([\w-]+)';$/gm;
const NAMED = /^import \{[^}]*\} from '(aws-cdk-lib\/)?([\w-]+)';$/gm;

/**
 * Mends what jsii-rosetta 6.0 writes of Go, which does not compile: structs and elements without their packages, slices
 * and maps that are no pointers, properties that are read without a call, methods of hidden base classes in lower case,
 * and optional arguments that are left out. Whether all is well then, its compiler says: test/packaging/bindings. `source` is the TypeScript, with the imports that hold there.
 */
export function mendedGo(names: Names, code: string, source: string): string {
  return new GoMender(names).mended(code, source);
}

class GoMender {
  constructor(private readonly names: Names) {}

  mended(code: string, source: string): string {
    const aliases = new Map([...source.matchAll(NAMESPACE)].map(([, alias, module]) => [alias, packOf(module)]));
    const packs = [
      'cdks3files',
      'awscdk',
      'constructs',
      ...aliases.values(),
      ...[...source.matchAll(NAMED)].map(([, , module]) => packOf(module)),
    ];
    const hasImports = /^import /m.test(code);
    const parts = code.replace(IMPORT, '').trim().split(STRING);
    const named = parts.map((part, index) => (index % 2 === 1 ? part : this.qualified(part, aliases, packs))).join('');
    const called = withArguments(named.replace(/\bjsii\.Boolean\(/g, 'jsii.Bool('), (pack, type, method) =>
      type === undefined
        ? (this.names.parametersOf(method, [pack ?? 'cdks3files']) ?? this.names.parametersOf(method, packs))
        : this.names.type(type, [pack ?? ''])?.parameters.get(method),
    );
    return hasImports ? `${this.imports(called, packs)}\n\n${called}` : called;
  }

  private qualified(code: string, aliases: ReadonlyMap<string, string>, packs: readonly string[]): string {
    const full = (name: string) => {
      const type = this.names.type(name, packs);
      if (type === undefined) return name;
      if (!packs.includes(type.pack)) throw new Untranslatable(`${name}, of which no import tells the package`);
      return `${type.pack}.${type.name}`;
    };
    return code
      .replace(/_\*(?=\w)/g, '_')
      .replace(/\b(\w+)\.(New)?([A-Z]\w*)/g, (all, alias: string, isNew: string | undefined, name: string) => {
        const [type, ...rest] = name.split('_');
        const pack = aliases.get(alias) ?? (alias === 'awscdk' ? this.names.type(type, packs)?.pack : undefined);
        return pack === undefined ? all : `${pack}.${isNew ?? ''}${[type, ...rest].join('_')}`;
      })
      .replace(/\[\]([A-Z]\w*)\{/g, (_, name: string) => {
        const isStruct = this.names.type(name, packs)?.isStruct === true;
        return `&[]${isStruct ? '*' : ''}${full(name)}{`;
      })
      .replace(/(?<!&)(\[\](?:\*string|\*float64|interface\{\})|map\[string\]\*?\w+)\{/g, '&$1{')
      .replace(/&([A-Z]\w*)\{/g, (_, name: string) => `&${full(name)}{`)
      .replace(/^(var \w+ )([A-Z]\w*)$/gm, (_, start: string, name: string) => `${start}${full(name)}`)
      .replace(/(\w+|[)\]])((?:\.[A-Za-z]\w*)+)/g, (all, receiver: string, chain: string, at: number, text: string) => {
        if (/^\d/.test(receiver)) return all;
        const isPackage = /^(jsii|fmt)$/.test(receiver) || packs.includes(receiver);
        const next = text[at + all.length];
        const names = chain.split('.').slice(1);
        const reads = names.map((name, index) => {
          if (isPackage && index === 0) return name;
          return index === names.length - 1 && next === '(' ? upper(name) : `${upper(name)}()`;
        });
        return [receiver, ...reads].join('.');
      });
  }

  private imports(code: string, packs: readonly string[]): string {
    const used = new Map<string, string>();
    for (const [, pack, name] of code.matchAll(/\b(\w+)\.(?:New)?([A-Z][A-Za-z0-9]*)/g)) {
      const type = this.names.type(name, [pack]);
      if (type?.pack === pack && packs.includes(pack)) used.set(pack, type.path);
    }
    const paths = [...used.values(), ...(code.includes('jsii.') ? ['github.com/aws/jsii-runtime-go'] : [])].sort();
    return ['import (', ...paths.map((path) => `\t"${path}"`), ')'].join('\n');
  }
}

/** `aws-iam` is the package `awsiam`. */
function packOf(module: string): string {
  return module.replace(/-/g, '');
}

/** Adds a `nil` for each argument that a call leaves out. */
function withArguments(
  code: string,
  parametersOf: (pack: string | undefined, type: string | undefined, method: string) => readonly boolean[] | undefined,
): string {
  const CALL = /(?:\b([a-z]\w*)\.(?:New([A-Z]\w*)|([A-Z][A-Za-z0-9]*)_([A-Z]\w*))|\.([A-Z]\w*))\(/g;
  let mended = code;
  // From the back, so that what is added does not move what is still to be looked at.
  for (const match of [...code.matchAll(CALL)].reverse()) {
    const [all, pack, made, type, func, method] = match;
    if (method !== undefined && /\b(jsii|fmt)$/.test(code.slice(0, match.index))) continue;
    const open = match.index + all.length - 1;
    const close = closingOf(mended, open);
    const wanted = parametersOf(pack, made ?? type, made === undefined ? (func ?? method) : 'New');
    if (close === undefined || wanted === undefined) continue;
    const given = argumentsOf(mended.slice(open + 1, close));
    if (given >= wanted.length) continue;
    const missing = wanted.slice(given).map((mayBeNil) => {
      if (!mayBeNil) throw new Untranslatable(`${func ?? method} leaves an enumeration out`);
      return 'nil';
    });
    mended = `${mended.slice(0, close)}${given > 0 ? ', ' : ''}${missing.join(', ')}${mended.slice(close)}`;
  }
  return mended;
}

function closingOf(code: string, open: number): number | undefined {
  let depth = 0;
  let isString = false;
  for (let at = open; at < code.length; at += 1) {
    if (code[at] === '"' && code[at - 1] !== '\\') isString = !isString;
    if (isString) continue;
    if ('({['.includes(code[at])) depth += 1;
    if (')}]'.includes(code[at])) depth -= 1;
    if (depth === 0) return at;
  }
  return undefined;
}

/** The number of arguments between the brackets of a call. */
function argumentsOf(text: string): number {
  if (text.trim() === '') return 0;
  let count = 1;
  let at = 0;
  while (at < text.length) {
    if ('({['.includes(text[at])) at = closingOf(text, at) ?? text.length;
    else if (text[at] === '"') at = text.indexOf('"', at + 1);
    else if (text[at] === ',' && text.slice(at + 1).trim() !== '') count += 1;
    at += 1;
  }
  return count;
}
