import { quoted } from '../../errors';
import { COLUMN_NAMES, COLUMNS, type ColumnName, PHYSICAL_TYPES } from './columns';
import type { ThriftReader } from './thrift';

/** A column of values, and how its levels are read: https://parquet.apache.org/docs/file-format/nestedencoding/ */
export interface Leaf {
  readonly name: ColumnName;
  readonly maxDefinition: number;
  readonly maxRepetition: number;
  /** The level from which on there is an entry of the list; 0 where there is no list. */
  readonly entryDefinition: number;
}

interface SchemaElement {
  readonly name: string;
  readonly type?: number;
  readonly repetition: number;
  readonly children: number;
  readonly convertedType?: number;
}

const [OPTIONAL, REPEATED] = [1, 2];
const TIMESTAMP_MILLIS = 9;
/**
 * The most elements of a schema. A file of records has 16 columns and groups; a few more are allowed, so that an error
 * can name them.
 */
const MOST_ELEMENTS = 1000;

export function readSchema(thrift: ThriftReader): SchemaElement[] {
  return thrift.list(() => readElement(thrift), MOST_ELEMENTS);
}

function readElement(thrift: ThriftReader): SchemaElement {
  const numbers: Record<number, number> = {};
  const number = (id: number) => () => {
    numbers[id] = thrift.integer();
  };
  let name = '';
  thrift.struct({
    4: () => {
      name = thrift.text();
    },
    ...Object.fromEntries([1, 3, 5, 6].map((id) => [id, number(id)])),
  });
  const { 1: type, 3: repetition = 0, 5: children = 0, 6: convertedType } = numbers;
  return {
    name,
    repetition,
    children,
    ...(type !== undefined && { type }),
    ...(convertedType !== undefined && { convertedType }),
  };
}

/** @throws if the columns are not those of records: nothing is guessed from files of others */
export function leavesOf(elements: readonly SchemaElement[]): ReadonlyMap<ColumnName, Leaf> {
  const leaves = new Map<string, Leaf>();
  const walk = new SchemaWalk(elements, leaves);
  walk.group(elements[0]?.children ?? 0, { path: [], maxDefinition: 0, maxRepetition: 0, entryDefinition: 0 });
  const missing = COLUMN_NAMES.filter((name) => !leaves.has(name));
  const others = [...leaves.keys()].filter((name) => !(name in COLUMNS));
  if (missing.length > 0 || others.length > 0) {
    throw new Error(
      `it is no file of records: ${[
        ...(missing.length > 0 ? [`it lacks the columns ${missing.join(', ')}`] : []),
        ...(others.length > 0 ? [`it has the columns ${quoted(others.join(', '))}`] : []),
      ].join('; ')}`,
    );
  }
  return leaves as ReadonlyMap<string, Leaf> as ReadonlyMap<ColumnName, Leaf>;
}

interface Place extends Omit<Leaf, 'name'> {
  readonly path: readonly string[];
}

class SchemaWalk {
  private position = 1;

  public constructor(
    private readonly elements: readonly SchemaElement[],
    private readonly leaves: Map<string, Leaf>,
  ) {}

  /**
   * Reads the children of a group. Each takes an element of its own: a group that claims more of them, or itself, runs
   * out of elements.
   */
  public group(children: number, within: Place): void {
    for (let left = children; left > 0; left--) {
      const element = this.elements[this.position++];
      if (element === undefined) {
        throw new Error('its schema is cut off');
      }
      this.element(element, within);
    }
  }

  private element({ name, repetition, children, type, convertedType }: SchemaElement, within: Place): void {
    const path = [...within.path, name];
    const maxDefinition = within.maxDefinition + (repetition === OPTIONAL || repetition === REPEATED ? 1 : 0);
    const isList = repetition === REPEATED;
    const place = {
      maxDefinition,
      maxRepetition: within.maxRepetition + (isList ? 1 : 0),
      entryDefinition: isList ? maxDefinition : within.entryDefinition,
    };
    if (children > 0) {
      this.group(children, { ...place, path });
      return;
    }
    const column = path.join('.') as ColumnName;
    const expected = COLUMNS[column];
    const lists = column.startsWith('headers.') ? 1 : 0;
    if (expected !== undefined && (type !== PHYSICAL_TYPES[expected] || place.maxRepetition !== lists)) {
      throw new Error(`it is no file of records: its column ${column} is of another type`);
    }
    if (column === 'timestamp' && convertedType !== TIMESTAMP_MILLIS) {
      throw new Error('it is no file of records: its column timestamp is not in milliseconds');
    }
    this.leaves.set(column, { name: column, ...place });
  }
}
