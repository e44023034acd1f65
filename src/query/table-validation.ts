import type { CfnTable } from 'aws-cdk-lib/aws-glue';
import { Token } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { constructError } from '../construct-error';
import { BOOLEAN, checkProperties, DATE, having, listOf, OBJECT, oneOf, STRING } from '../property-check';
import type { KafkaRecordsTableProps } from './kafka-records-table-props';
import { type KafkaRecordsViewOptions, type RecordsViewColumn, RecordsViewColumnType } from './records-view-options';

const FIRST = Date.UTC(1970, 0, 2);
const LAST = Date.UTC(9999, 0, 1);

/** @throws if a property is missing, of another type, or no name that the catalog and Amazon Athena take */
export function validateTable(scope: Construct, props: KafkaRecordsTableProps): void {
  checkProperties<KafkaRecordsTableProps>(scope, props, {
    ingest: { shape: having('eventSourceMappings', 'a KafkaToS3FilesIngest'), required: true },
    databaseName: { shape: STRING, required: true },
    tableName: { shape: STRING, required: true },
    createDatabase: { shape: BOOLEAN },
    description: { shape: STRING },
    startTime: { shape: DATE },
    directoryValues: { shape: OBJECT },
    view: { shape: OBJECT },
  });
  validateName(scope, 'databaseName', props.databaseName);
  validateName(scope, 'tableName', props.tableName);
  validateStart(scope, props.startTime);
  for (const [column, values] of Object.entries(props.directoryValues ?? {})) {
    const shape = listOf(STRING, `the list of values of '${column}', such as ['a', 'b']`);
    const name = `directoryValues.${column}`;
    checkProperties(scope, { [name]: values }, { [name]: { shape, required: true } });
  }
  if (props.view) {
    validateView(scope, props, props.view);
  }
}

/** @see https://docs.aws.amazon.com/athena/latest/ug/tables-databases-columns-names.html */
function validateName(scope: Construct, property: string, name: string): void {
  if (!Token.isUnresolved(name) && !/^[a-z0-9_]{1,255}$/.test(name)) {
    throw constructError(
      scope,
      `'${property}' is '${name}', which is no name for Amazon Athena: give 1 to 255 lower-case letters, digits and '_'`,
    );
  }
}

function validateStart(scope: Construct, startTime?: Date): void {
  if (startTime && Number.isNaN(startTime.getTime())) {
    throw constructError(scope, "'startTime' is a Date that is no time: give one such as new Date('2026-01-01')");
  }
  if (startTime && (startTime.getTime() < FIRST || startTime.getTime() > LAST)) {
    throw constructError(
      scope,
      `'startTime' is ${startTime.toISOString()}, and directories have days from 1970 to 9999: give a time between`,
    );
  }
}

function validateView(scope: Construct, props: KafkaRecordsTableProps, view: KafkaRecordsViewOptions): void {
  checkProperties<KafkaRecordsViewOptions>(scope, view, {
    viewName: { shape: STRING, required: true },
    columns: { shape: listOf(OBJECT, 'a list of columns, such as { name, path }'), required: true },
  });
  const token = [props.databaseName, props.tableName, view.viewName].find((name) => Token.isUnresolved(name));
  if (token !== undefined) {
    throw constructError(
      scope,
      "the names of database, table and view stand in the view's query, and one of them is a token, but it must be known at synth: give literals, or leave out 'view'",
    );
  }
  validateName(scope, 'viewName', view.viewName);
  if (view.viewName === props.tableName) {
    throw constructError(scope, `'viewName' is '${view.viewName}', like the table's: give the view another name`);
  }
  for (const column of view.columns) {
    checkProperties<RecordsViewColumn>(scope, column, {
      name: { shape: STRING, required: true },
      path: { shape: STRING },
      type: { shape: oneOf('RecordsViewColumnType', RecordsViewColumnType) },
    });
    validateName(scope, 'name', column.name);
  }
}

/** The part of a table that is a list of columns, as the catalog takes it. */
export function catalogColumns(
  columns: readonly { readonly name: string; readonly type: string }[],
): CfnTable.ColumnProperty[] {
  return columns.map(({ name, type }) => ({ name, type }));
}
