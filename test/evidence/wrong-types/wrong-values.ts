import { Duration, Size, Token } from 'aws-cdk-lib/core';
import { allPropertiesOf, type JsiiReference, structures } from '../updates/structures';

/** A value that is of no use, and the names on the way to what is wrong in it. */
export interface WrongValue {
  readonly value: unknown;
  readonly names: readonly string[];
  /** True for one of the right type, which may be of use in some places. */
  readonly isPossible?: boolean;
}

type Member = { readonly name: string; readonly type: JsiiReference; readonly optional?: boolean };

const STRING: JsiiReference = { primitive: 'string' };
const NUMBER: JsiiReference = { primitive: 'number' };
const BOOLEAN: JsiiReference = { primitive: 'boolean' };
const A_CLASS: JsiiReference = { fqn: 'a class or an enum' };
const listOf = (elementtype: JsiiReference): JsiiReference => ({ collection: { kind: 'array', elementtype } });

/** The structures of aws-cdk-lib that properties take. */
const OF_CDK: Readonly<Record<string, Readonly<Record<string, JsiiReference>>>> = {
  'aws-cdk-lib.aws_ec2.SubnetSelection': {
    availabilityZones: listOf(STRING),
    onePerAz: BOOLEAN,
    subnetFilters: listOf(A_CLASS),
    subnetGroupName: STRING,
    subnetType: A_CLASS,
    subnets: listOf(A_CLASS),
  },
  'aws-cdk-lib.aws_lambda.MetricsConfig': { metrics: listOf(A_CLASS) },
  'aws-cdk-lib.aws_lambda_event_sources.ProvisionedPollerConfig': {
    minimumPollers: NUMBER,
    maximumPollers: NUMBER,
    pollerGroupName: STRING,
  },
  'aws-cdk-lib.aws_stepfunctions.LogOptions': { destination: A_CLASS, includeExecutionData: BOOLEAN, level: A_CLASS },
};

const OF_PRIMITIVES: Readonly<Record<string, readonly unknown[]>> = {
  string: [5, {}, ['a']],
  number: [Number.NaN, Number.POSITIVE_INFINITY, '5', {}],
  boolean: ['yes', 0],
  date: ['2026-04-13', 5, new Date('soon')],
};

/** Values of the right type that many properties cannot have. */
const ODD_PRIMITIVES: Readonly<Record<string, readonly unknown[]>> = { string: [''], number: [-1, 1.5] };
const ODD_OBJECTS: Readonly<Record<string, readonly unknown[]>> = {
  'aws-cdk-lib.Duration': [Duration.seconds(0), Duration.millis(1500), Duration.days(100_000)],
  'aws-cdk-lib.Size': [Size.bytes(0), Size.pebibytes(1000)],
};

/**
 * Values of another type than a property has, as users without a compiler give them.
 *
 * @param names those of the property, and of what it is in
 * @param told structures whose members have been tried already
 */
export function wrongValues(
  names: readonly string[],
  type: JsiiReference,
  told: Set<string> = new Set(),
): WrongValue[] {
  const { primitive, fqn, collection } = type;
  const wrong = (...values: readonly unknown[]) => values.map((value) => ({ value, names }));
  const odd = (...values: readonly unknown[]) => values.map((value) => ({ value, names, isPossible: true }));
  if (primitive !== undefined) {
    return [...wrong(...(OF_PRIMITIVES[primitive] ?? [])), ...odd(...(ODD_PRIMITIVES[primitive] ?? []))];
  }
  if (collection !== undefined) {
    const isList = collection.kind === 'array';
    const items = wrongValues(names, collection.elementtype, told);
    return [
      ...(isList ? wrong('x', 5, {}) : wrong('x', 5, ['a'])),
      ...items.map((item) => ({ ...item, value: isList ? [item.value] : { a: item.value } })),
    ];
  }
  const members = fqn === undefined ? undefined : membersOf(fqn);
  if (members === undefined) {
    return [...wrong(4.5, '', 'x', true), ...odd(...(ODD_OBJECTS[String(fqn)] ?? []))];
  }
  if (told.has(String(fqn))) {
    return wrong(5, 'x', ['a']);
  }
  told.add(String(fqn));
  const needed = Object.fromEntries(
    members.flatMap((each) => (each.optional ? [] : [[each.name, tokenFor(each.type)]])),
  );
  const inner = members.flatMap(({ name, type: ofMember }) =>
    wrongValues([...names, name], ofMember, told).map((each) => ({
      ...each,
      value: { ...needed, [name]: each.value },
    })),
  );
  return [...wrong(5, 'x', ['a']), ...inner];
}

/** The members of a structure; undefined for a class, an interface and an enum. */
function membersOf(fqn: string): readonly Member[] | undefined {
  const name = fqn.split('.').at(-1) ?? fqn;
  if (OF_CDK[fqn]) {
    return Object.entries(OF_CDK[fqn]).map(([member, type]) => ({ name: member, type, optional: true }));
  }
  return fqn.startsWith('cdk-s3files.') && structures().has(name) ? allPropertiesOf(name) : undefined;
}

/** A token passes for every type: only the deployment knows its value. */
function tokenFor({ primitive, collection }: JsiiReference): unknown {
  const token = { Ref: 'Given' };
  if (collection?.kind === 'array') {
    return Token.asList(token);
  }
  return primitive === 'string' ? Token.asString(token) : Token.asAny(token);
}
