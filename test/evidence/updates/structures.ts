import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REPOSITORY } from '../../../local/process/places';

interface JsiiProperty {
  readonly name: string;
  readonly docs?: { readonly summary?: string; readonly remarks?: string };
}

interface JsiiType {
  readonly name: string;
  readonly fqn: string;
  readonly datatype?: boolean;
  readonly interfaces?: readonly string[];
  readonly properties?: readonly JsiiProperty[];
}

/** The description of the library's interface, which jsii writes when it compiles the constructs. */
const ASSEMBLY = join(REPOSITORY, '.jsii');

let types: readonly JsiiType[] | undefined;

function typesOfAssembly(): readonly JsiiType[] {
  types ??= Object.values<JsiiType>(JSON.parse(readFileSync(ASSEMBLY, 'utf8')).types);
  return types;
}

/** The structures that users fill in, by their names. */
export function structures(): Map<string, JsiiType> {
  const all = typesOfAssembly().filter(({ datatype }) => datatype);
  return new Map(all.map((type) => [type.name, type]));
}

/** The properties of a structure, those it inherits too, with what their docstrings say. */
export function propertiesOf(name: string): Map<string, string> {
  const struct = structures().get(name);
  if (!struct) {
    throw new Error(`'${name}' is no structure of the interface: compile first (npx projen compile), or mend the name`);
  }
  const inherited = (struct.interfaces ?? []).flatMap((fqn) => [...propertiesOf(fqn.split('.').at(-1) ?? fqn)]);
  const own = (struct.properties ?? []).map(({ name: property, docs }): [string, string] => [
    property,
    `${docs?.summary ?? ''} ${docs?.remarks ?? ''}`.replace(/\s+/g, ' '),
  ]);
  return new Map([...inherited, ...own]);
}
