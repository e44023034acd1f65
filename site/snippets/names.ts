import type { Assembly, TypeSystem } from 'jsii-reflect';

/** A type, and where Go has it. */
export interface NamedType {
  /** The name, with the class that the type belongs to in front, such as `CfnFileSystem_TagProperty`. */
  readonly name: string;
  /** The name of its package, such as `awsec2`. */
  readonly pack: string;
  /** The path that imports the package. */
  readonly path: string;
  /** The class that it belongs to, where it is no type of its own. */
  readonly owner?: string;
  readonly isStruct: boolean;
  /**
   * Tells, by the name of a function, which of its parameters may be left out as `nil`. An enumeration cannot be. The
   * constructor is named `New`.
   */
  readonly parameters: ReadonlyMap<string, readonly boolean[]>;
}

interface GoTarget {
  readonly moduleName?: string;
  readonly packageName?: string;
}

/** The types of the library and of what it builds on, by their simple names. */
export class Names {
  private readonly byName = new Map<string, NamedType[]>();
  private readonly enums: ReadonlySet<string>;

  constructor(system: TypeSystem) {
    const assemblies = ['cdk-s3files', 'aws-cdk-lib', 'constructs'].map((name) => system.findAssembly(name));
    const types = assemblies.flatMap(({ spec }) => Object.values(spec.types ?? {}));
    this.enums = new Set(types.filter(({ kind }) => String(kind) === 'enum').map(({ fqn }) => fqn));
    for (const assembly of assemblies) this.add(assembly);
  }

  /** The type of a name; among several, one of the modules that come first in the list, such as `aws-cdk-lib.aws_ec2`. */
  type(name: string, packs: readonly string[]): NamedType | undefined {
    const types = this.byName.get(name) ?? [];
    return [...types].sort((one, other) => rankOf(packs, one) - rankOf(packs, other))[0];
  }

  /** Tells whether a type is one of this library. */
  isOurs(name: string): boolean {
    return this.byName.get(name)?.some(({ pack }) => pack === 'cdks3files') === true;
  }

  /** The class that a type belongs to, if the code names it too. */
  ownerOf(name: string, code: string): string | undefined {
    return this.byName.get(name)?.find(({ owner }) => owner !== undefined && new RegExp(`\\b${owner}\\b`).test(code))
      ?.owner;
  }

  /** The parameters of a method, where all types that have it agree on their number. */
  parametersOf(method: string, packs: readonly string[]): readonly boolean[] | undefined {
    const found = [...this.byName.values()].flat().flatMap((type) => {
      const parameters = packs.includes(type.pack) ? type.parameters.get(method) : undefined;
      return parameters === undefined ? [] : [parameters];
    });
    return new Set(found.map(({ length }) => length)).size === 1 ? found[0] : undefined;
  }

  private mayBeNil(parameters: readonly { readonly type: object }[] = []): boolean[] {
    return parameters.map(({ type }) => !('fqn' in type && this.enums.has(type.fqn as string)));
  }

  private add({ spec }: Assembly): void {
    const submodules = (spec.submodules ?? {}) as Record<string, { targets?: { go?: GoTarget } }>;
    const root = (spec.targets?.go ?? {}) as GoTarget;
    for (const type of Object.values(spec.types ?? {})) {
      const [first, ...others] = (type.namespace ?? '').split('.');
      const isModule = first !== '' && `${spec.name}.${first}` in submodules;
      const owners = isModule ? others : [first, ...others].filter((owner) => owner !== '');
      const pack = isModule
        ? (submodules[`${spec.name}.${first}`].targets?.go?.packageName ?? first.replace(/_/g, ''))
        : (root.packageName as string);
      const major = Number(spec.version.split('.')[0]);
      const module = `${root.moduleName}/${root.packageName}${major > 1 ? `/v${major}` : ''}`;
      const methods = 'methods' in type ? (type.methods ?? []) : [];
      const initializer = 'initializer' in type ? type.initializer : undefined;
      const known: NamedType = {
        name: [...owners, type.name].join('_'),
        pack,
        path: isModule ? `${module}/${pack}` : module,
        ...(owners.length > 0 && { owner: owners[owners.length - 1] }),
        isStruct: 'datatype' in type && type.datatype === true,
        parameters: new Map([
          ...methods
            .filter(({ variadic }) => variadic !== true)
            .map(({ name, parameters }): [string, boolean[]] => [upper(name), this.mayBeNil(parameters)]),
          ['New', this.mayBeNil(initializer?.parameters)],
        ]),
      };
      this.byName.set(type.name, [...(this.byName.get(type.name) ?? []), known]);
    }
  }
}

function rankOf(packs: readonly string[], { pack }: NamedType): number {
  const index = packs.indexOf(pack);
  return index < 0 ? packs.length : index;
}

export function upper(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
