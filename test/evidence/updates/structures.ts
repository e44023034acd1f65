import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REPOSITORY } from '../../../local/process/places';

/** A type of jsii: one that is built in, one of the interface or of a library, or a collection of either. */
export interface JsiiReference {
  readonly primitive?: string;
  readonly fqn?: string;
  readonly collection?: { readonly kind: 'array' | 'map'; readonly elementtype: JsiiReference };
}

export interface JsiiProperty {
  readonly name: string;
  readonly optional?: boolean;
  readonly type: JsiiReference;
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
  return new Map(
    allPropertiesOf(name).map(({ name: property, docs }) => [
      property,
      `${docs?.summary ?? ''} ${docs?.remarks ?? ''}`.replace(/\s+/g, ' '),
    ]),
  );
}

/** The properties of a structure, those it inherits too, as jsii has them. */
export function allPropertiesOf(name: string): readonly JsiiProperty[] {
  const struct = structures().get(name);
  if (!struct) {
    throw new Error(`'${name}' is no structure of the interface: compile first (npx projen compile), or mend the name`);
  }
  const inherited = (struct.interfaces ?? []).flatMap((fqn) => allPropertiesOf(fqn.split('.').at(-1) ?? fqn));
  return [...inherited, ...(struct.properties ?? [])];
}
