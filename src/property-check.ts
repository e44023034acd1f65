import { Token } from 'aws-cdk-lib/core';
import { constructError, type Place } from './construct-error';

/** The shape of a property's value, as far as plain JavaScript, Python and `any` can get it wrong. */
export interface PropertyShape {
  /** Described with its article, as the error says it: `a Duration, such as Duration.seconds(30)`. */
  readonly description: string;
  readonly matches: (value: unknown) => boolean;
  /** The shape of each item, of a list and of an object that maps names to values. */
  readonly items?: PropertyShape;
}

export interface PropertyRule {
  readonly shape: PropertyShape;
  /** @default false */
  readonly required?: boolean;
}

/** A rule for each property that can be got wrong. */
export type PropertyRules<Props> = { readonly [Name in keyof Props]?: PropertyRule };

const typed = (description: string, type: string): PropertyShape => ({
  description,
  matches: (value) => typeof value === type,
});

/** An object that has a method of this name: no `instanceof`, since an app may hold two copies of a package. */
export const objectWith = (method: string, description: string): PropertyShape => ({
  description,
  matches: (value) => typeof (value as Record<string, unknown> | undefined)?.[method] === 'function',
});

/** An object that has a member of this name, such as `bucketRef` for everything that is a bucket. */
export const having = (member: string, description: string): PropertyShape => ({
  description,
  matches: (value) => typeof value === 'object' && value !== null && member in value,
});

/**
 * The members of an enum.
 *
 * @param name the enum's name
 * @param choices the enum itself
 */
export const oneOf = (name: string, choices: Readonly<Record<string, string>>): PropertyShape => ({
  description: Object.keys(choices)
    .map((choice) => `${name}.${choice}`)
    .join(' or '),
  matches: (value) => Object.values(choices).includes(value as string),
});

/** The members of an enum of numbers, such as `RetentionDays`. */
export const oneOfNumbers = (choices: object, description: string): PropertyShape => ({
  description,
  matches: (value) => typeof value === 'number' && Object.values(choices).includes(value),
});

export const wholeNumber = (least: number, most: number): PropertyShape => ({
  description: `a number that is whole, from ${least} to ${most}`,
  matches: (value) => Number.isInteger(value) && Number(value) >= least && Number(value) <= most,
});

export const STRING = typed('a string', 'string');
export const NUMBER = typed('a number', 'number');
export const BOOLEAN = typed('true or false', 'boolean');
export const LIST: PropertyShape = { description: 'a list', matches: Array.isArray };
/** A list whose every item has a shape. */
export const listOf = (shape: PropertyShape, description: string): PropertyShape => ({
  description,
  matches: (value) => Array.isArray(value) && wrongItems(value, shape).length === 0,
  items: shape,
});

/** An object that has values of a shape by names of any kind. */
export const mapOf = (shape: PropertyShape, description: string): PropertyShape => ({
  description,
  matches: (value) => OBJECT.matches(value) && wrongItems(value as object, shape).length === 0,
  items: shape,
});

function wrongItems(items: object, shape: PropertyShape): unknown[] {
  return Object.values(items).filter((item) => !Token.isUnresolved(item) && !shape.matches(item));
}

export const GRANTEE = having('grantPrincipal', 'a role, or a construct that has one');
export const ACCESS_POINT = having(
  'fileSystem',
  'an S3FilesAccessPoint, such as fileSystem.addAccessPoint(…), or S3FilesAccessPoint.fromAccessPointRef(…) of a CfnAccessPoint or of a construct of another library',
);
export const SECURITY_GROUPS = listOf(having('securityGroupId', 'a security group'), 'a list of security groups');
export const OBJECT: PropertyShape = {
  description: 'an object',
  matches: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
};
export const LOG_GROUP = having('logGroupName', 'a LogGroup');
export const DURATION = objectWith('toMilliseconds', 'a Duration, such as Duration.seconds(30)');
export const DATE = objectWith('getTime', "a Date, such as new Date('2026-04-13T00:00:00Z')");
export const SIZE = objectWith('toBytes', 'a Size, such as Size.mebibytes(1)');

/**
 * Checks properties that the compiler has checked for users of TypeScript, Java and Go already, so that everybody else
 * gets the same sentence and not a TypeError from deep inside. Tokens pass. Null is refused everywhere: some code would take
 * it for a value, and who means that a property is not given leaves it out.
 *
 * @param scope the construct that was given the properties, or the name of the method that was, where it has no scope
 * @param props as they were given
 * @param rules one for each property that can be got wrong
 * @throws Error naming the first property that is missing or of another shape
 */
export function checkProperties<Props extends object>(
  scope: Place | string,
  props: Props,
  rules: PropertyRules<Props>,
): void {
  if (!OBJECT.matches(props)) {
    throw errorAt(scope, `the properties are ${nameOf(props)}: give an object`);
  }
  for (const name of Object.keys(rules) as (keyof Props & string)[]) {
    const { shape, required } = rules[name] as PropertyRule;
    const value: unknown = props[name];
    if (required && (value === undefined || value === null)) {
      throw errorAt(scope, `${name} is missing: give ${shape.description}`);
    }
    if (value === null) throw errorAt(scope, `${name} is null: leave it out, or give ${shape.description}`);
    if (value === undefined || Token.isUnresolved(value) || shape.matches(value)) continue;
    const isOfItems = typeof value === 'object' && shape.matches(Array.isArray(value) ? [] : {});
    const wrong = shape.items && isOfItems ? wrongItems(value as object, shape.items) : [];
    const given = wrong.length > 0 ? `has ${nameOf(wrong[0])}` : `is ${nameOf(value)}`;
    throw errorAt(scope, `${name} ${given}: give ${shape.description}`);
  }
  const [empty] = Object.entries(props).find(([, value]) => value === null) ?? [];
  if (empty !== undefined) throw errorAt(scope, `${empty} is null: leave it out, or give a value`);
}

function errorAt(scope: Place | string, message: string): Error {
  return typeof scope === 'string' ? new Error(`${scope}: ${message}`) : constructError(scope, message);
}

function nameOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'number') return `${value}`; // NaN too, which JSON does not know
  if (typeof value !== 'object' || value === null) return `${JSON.stringify(value) ?? String(value)}`;
  const name = classNameOf(value.constructor);
  return name && name !== 'Object' ? `a ${name}` : 'an object';
}

/** The name that users know: builds of aws-cdk-lib rename classes, and keep the name for jsii. */
function classNameOf(type: { readonly name: string } | undefined): string | undefined {
  const known: { readonly fqn?: string } | undefined = type && Reflect.get(type, Symbol.for('jsii.rtti'));
  return known?.fqn?.split('.').at(-1) ?? type?.name;
}
