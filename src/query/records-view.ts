import type { Construct } from 'constructs';
import { constructError } from '../construct-error';
import { type FieldPath, parseFieldPath } from '../contract/field-path';
import type { RecordColumn } from './record-columns';
import { type KafkaRecordsViewOptions, type RecordsViewColumn, RecordsViewColumnType } from './records-view-options';

export interface RecordsView {
  readonly columns: readonly RecordColumn[];
  readonly sql: string;
}

interface FieldType {
  /** Names of the catalog and of SQL. */
  readonly types: readonly [string, string];
  /** The text of a field as a value of the type: null where it is none. */
  readonly read: (scalar: string) => string;
}

const cast = (type: string, sqlType: string): FieldType => ({
  types: [type, sqlType],
  read: (scalar) => `TRY_CAST(${scalar} AS ${sqlType})`,
});

const TYPES: Readonly<Record<Exclude<RecordsViewColumnType, RecordsViewColumnType.JSON>, FieldType>> = {
  [RecordsViewColumnType.STRING]: { types: ['string', 'varchar'], read: (scalar) => scalar },
  [RecordsViewColumnType.BIGINT]: cast('bigint', 'bigint'),
  [RecordsViewColumnType.DOUBLE]: cast('double', 'double'),
  [RecordsViewColumnType.BOOLEAN]: cast('boolean', 'boolean'),
  [RecordsViewColumnType.TIMESTAMP]: {
    types: ['timestamp', 'timestamp(3)'],
    read: (scalar) => `TRY(CAST(at_timezone(from_iso8601_timestamp(${scalar}), 'UTC') AS timestamp(3)))`,
  },
};

const RAW_VALUE = 'raw_value';

/**
 * The query of a view over a table of records.
 *
 * @param table the names of database and table
 * @param columns all columns of the table
 * @throws if a column has no usable name or path, or if a name stands twice
 */
export function recordsView(
  scope: Construct,
  table: readonly [string, string],
  columns: readonly RecordColumn[],
  { columns: fields }: KafkaRecordsViewOptions,
): RecordsView {
  const kept = columns.map((column) => ({
    column: { ...column, name: column.name === 'value' ? RAW_VALUE : column.name },
    sql: quoted(column.name),
  }));
  const selected = [...kept, ...fields.map((field) => fieldColumn(scope, field))];
  const names = selected.map(({ column }) => column.name);
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) {
    throw constructError(scope, `the view has the column '${twice}' twice: give that of the field another 'name'`);
  }
  const list = selected.map(({ column, sql }) => `${sql} AS ${quoted(column.name)}`).join(', ');
  return {
    columns: selected.map(({ column }) => column),
    sql: `SELECT ${list} FROM ${table.map(quoted).join('.')}`,
  };
}

/**
 * The form in which Amazon Athena keeps a view in the catalog, as its engine, Trino, does:
 * https://github.com/trinodb/trino/blob/master/plugin/trino-hive/src/main/java/io/trino/plugin/hive/ViewReaderUtil.java
 */
export function prestoView({ sql, columns }: RecordsView, databaseName: string): string {
  const view = {
    originalSql: sql,
    catalog: 'awsdatacatalog',
    schema: databaseName,
    columns: columns.map(({ name, sqlType }) => ({ name, type: sqlType })),
  };
  return `/* Presto View: ${Buffer.from(JSON.stringify(view)).toString('base64')} */`;
}

function fieldColumn(scope: Construct, { name, path = name, type = RecordsViewColumnType.STRING }: RecordsViewColumn) {
  const steps = parseFieldPath(path);
  if (steps === undefined || steps.some((step) => typeof step === 'string' && step.includes('"'))) {
    throw constructError(
      scope,
      `column '${name}' of the view has the path '${path}', which is none of a field: give names without quotes and places in lists, such as 'customer.id' or 'items[0].sku'`,
    );
  }
  const inValue = `"value", ${literal(jsonPath(steps))}`;
  if (type === RecordsViewColumnType.JSON) {
    const sql = `json_format(json_extract(${inValue}))`;
    return { column: { name, type: 'string', sqlType: 'varchar' }, sql };
  }
  const { types, read } = TYPES[type];
  return {
    column: { name, type: types[0], sqlType: types[1] },
    sql: read(`json_extract_scalar(${inValue})`),
  };
}

/** https://trino.io/docs/current/functions/json.html#json_extract */
function jsonPath(steps: FieldPath): string {
  return `$${steps.map((step) => (typeof step === 'number' ? `[${step}]` : `["${step}"]`)).join('')}`;
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function quoted(name: string): string {
  return `"${name}"`;
}
