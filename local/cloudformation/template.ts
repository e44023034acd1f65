/** The parts of a CloudFormation template that the deployer reads. */
export interface Template {
  readonly Resources: Record<string, TemplateResource>;
  readonly Parameters?: Record<string, { readonly Default?: unknown }>;
}

export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Record<string, unknown>;
  readonly DependsOn?: string | string[];
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

/** The source of the values of `Ref` and `Fn::GetAtt`; both functions throw for a name they do not know. */
export interface Scope {
  ref(name: string): string;
  attribute(logicalId: string, name: string): unknown;
}

/** Replaces the intrinsic functions that AwsCustomResource's properties use; any other one throws. */
export function resolve(value: unknown, scope: Scope): unknown {
  if (Array.isArray(value)) return value.map((item) => resolve(item, scope));
  if (!isObject(value)) return value;
  const [intrinsic, argument] = asIntrinsic(value);
  switch (intrinsic) {
    case undefined:
      return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolve(item, scope)]));
    case 'Ref':
      return scope.ref(String(argument));
    case 'Fn::GetAtt': {
      const [logicalId, attribute] = asPair(intrinsic, argument);
      return scope.attribute(String(logicalId), String(attribute));
    }
    case 'Fn::Join':
      return join(asPair(intrinsic, argument), scope);
    default:
      throw new Error(`the deployer does not know the intrinsic function ${intrinsic}: ${JSON.stringify(value)}`);
  }
}

/** CloudFormation hands custom resources every scalar as a string. */
export function scalarsAsStrings(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(scalarsAsStrings);
  if (isObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, scalarsAsStrings(item)]));
  }
  return String(value);
}

/** All logical ids, each after those that it refers to or depends on. */
export function deploymentOrder(template: Template): string[] {
  const ordered = new Set<string>();
  const visit = (logicalId: string, path: readonly string[]) => {
    if (ordered.has(logicalId)) return;
    if (path.includes(logicalId)) {
      throw new Error(`resources depend on each other in a circle: ${[...path, logicalId].join(' -> ')}`);
    }
    for (const dependency of dependenciesOf(template, logicalId)) visit(dependency, [...path, logicalId]);
    ordered.add(logicalId);
  };
  for (const logicalId of Object.keys(template.Resources)) visit(logicalId, []);
  return [...ordered];
}

/** The logical ids that a resource of the template refers to or depends on, without its own. */
export function dependenciesOf(template: Template, logicalId: string): string[] {
  const { DependsOn: dependsOn = [], Properties: properties } = template.Resources[logicalId];
  const named = [dependsOn, references(properties)].flat();
  return [...new Set(named)].filter((name) => name in template.Resources);
}

function references(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(references);
  if (!isObject(value)) return [];
  const [intrinsic, argument] = asIntrinsic(value);
  if (intrinsic === 'Ref') return [String(argument)];
  if (intrinsic === 'Fn::GetAtt') return [String(asPair(intrinsic, argument)[0])];
  return Object.values(value).flatMap(references);
}

function join([separator, parts]: [unknown, unknown], scope: Scope): string {
  const resolved = resolve(parts, scope);
  if (!Array.isArray(resolved)) throw new Error(`Fn::Join takes a list, got ${JSON.stringify(parts)}`);
  return resolved.map(asText).join(String(separator));
}

function asText(value: unknown): string {
  if (typeof value === 'object' || value === undefined) {
    throw new Error(`Fn::Join takes strings, got ${JSON.stringify(value)}`);
  }
  return String(value);
}

function asIntrinsic(value: Record<string, unknown>): [string | undefined, unknown] {
  const entries = Object.entries(value);
  const [name, argument] = entries[0] ?? [];
  const intrinsic = entries.length === 1 && (name === 'Ref' || name === 'Condition' || name?.startsWith('Fn::'));
  return intrinsic ? [name, argument] : [undefined, undefined];
}

function asPair(intrinsic: string, argument: unknown): [unknown, unknown] {
  if (!Array.isArray(argument) || argument.length !== 2) {
    throw new Error(`${intrinsic} takes a list of two, got ${JSON.stringify(argument)}`);
  }
  return [argument[0], argument[1]];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
