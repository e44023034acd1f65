import type { Names } from './names';

const LIBRARY = 'io.github.cdks3files';

/**
 * Mends what jsii-rosetta 6.0 writes of Java: reads of properties that have getters, names of builders that end in capitals,
 * types within others, and imports of builders that it left out. Its compiler says whether all is well then.
 */
export function mendedJava(names: Names, code: string): string {
  const lines = code.split('\n').map((line) =>
    /^import /.test(line)
      ? line
      : line
          .replace(
            /(\b[a-z]\w*|\))\.(connections|node)\b(?!\()/g,
            (_, of: string, name: string) => `${of}.get${name[0].toUpperCase()}${name.slice(1)}()`,
          )
          .replace(
            /\.(\w*[a-z])([A-Z])([A-Z]+)\(/g,
            (_, start: string, first: string, rest: string) => `.${start}${first}${rest.toLowerCase()}(`,
          )
          .replace(/(?<![\w.])([A-Z]\w*)(?=\.builder\(\))/g, (name) =>
            [names.ownerOf(name, code), name].filter((part) => part !== undefined).join('.'),
          ),
  );
  const text = lines.join('\n');
  if (!text.includes(`import ${LIBRARY}.`)) return text;
  const missing = [...text.matchAll(/\b(\w+)\.builder\(\)/g)]
    .filter(([, name]) => names.isOurs(name))
    .map(([, name]) => `import ${LIBRARY}.${name};`)
    .filter((line, index, all) => !text.includes(line) && all.indexOf(line) === index);
  return [...missing, text].join('\n');
}
