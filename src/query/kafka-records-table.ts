import { CfnDatabase, CfnTable } from 'aws-cdk-lib/aws-glue';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { Stack, Token } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { constructError } from '../construct-error';
import { rootKey } from '../file-system/root-key';
import { type IngestOfApp, ingestsOf } from '../ingest/ingests-of-app';
import type { KafkaRecordsTableProps } from './kafka-records-table-props';
import { type Projection, projectionOf } from './projection';
import { grantReadOf } from './read-grant';
import { recordStorage } from './record-columns';
import { prestoView, recordsView } from './records-view';
import type { KafkaRecordsViewOptions } from './records-view-options';
import { refuseSameTable } from './same-table-name';
import { catalogColumns, validateTable } from './table-validation';

const SINCE = new Date('2020-01-01T00:00:00Z');

/**
 * A table over the files of an ingest in the AWS Glue Data Catalog, for Amazon Athena.
 *
 * Athena works out the directories from the layout (partition projection): there is no crawler and nothing to update, and a new
 * hour is seen as soon as its files are objects of the bucket. Size class and time are columns, by which queries choose:
 * `WHERE dt >= '2026/04/13/07'`, or `WHERE year = '2026' AND month = 4` in directories by `FileDirectory.hiveTime`.
 *
 * Each row is a record as it was written. A batch that was delivered again may have written one twice: choose each topic,
 * partition and offset once where that counts. Records without a time (`unknown-time`) are not in it, nor those that were set aside.
 *
 * @example
 * const table = new KafkaRecordsTable(this, 'Table', {
 *   ingest,
 *   databaseName: 'events',
 *   tableName: 'orders',
 *   view: {
 *     viewName: 'orders_view',
 *     columns: [{ name: 'customer', path: 'customer.id' }, { name: 'total', type: RecordsViewColumnType.DOUBLE }],
 *   },
 * });
 * table.grantRead(analyst);
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/partition-projection.html
 */
export class KafkaRecordsTable extends Construct {
  /**
   * The table.
   */
  public readonly table: CfnTable;

  /**
   * The view; undefined if none was asked for.
   */
  public readonly view?: CfnTable;

  /**
   * The database; undefined if this construct makes none.
   */
  public readonly database?: CfnDatabase;

  /**
   * The name of the database.
   */
  public readonly databaseName: string;

  /**
   * The name of the table.
   */
  public readonly tableName: string;

  /**
   * The columns that stand for directories, from the outermost on: a query that chooses by them reads nothing else.
   */
  public readonly partitionColumns: string[];

  private readonly ingest: IngestOfApp;
  private readonly bucket: s3.IBucket;
  private readonly viewName?: string;

  /**
   * @param scope the construct that the table belongs to
   * @param id the id of the table within `scope`
   * @param props the ingest, and names of database and table
   * @throws if the ingest writes bare values, or into directories that cannot be worked out, or if a name cannot be used
   */
  constructor(scope: Construct, id: string, props: KafkaRecordsTableProps) {
    super(scope, id);
    validateTable(this, props);
    this.databaseName = props.databaseName;
    this.tableName = props.tableName;
    this.ingest = ingestOf(this, props);
    this.bucket = bucketOf(this, this.ingest);
    const { classes, format } = this.ingest.files;
    const projection = projectionOf(this, classes, {
      topics: this.ingest.topics,
      startTime: props.startTime ?? SINCE,
      directoryValues: props.directoryValues ?? {},
    });
    const storage = recordStorage(format);
    this.partitionColumns = projection.columns.map(({ name }) => name);
    this.database = props.createDatabase === false ? undefined : databaseOf(this, props.databaseName);
    this.table = new CfnTable(this, idOf('Table', props.tableName), {
      catalogId: Stack.of(this).account,
      databaseName: props.databaseName,
      tableInput: {
        name: props.tableName,
        description: props.description ?? `Records of Kafka topics, written by ${this.ingest.construct.node.path}`,
        tableType: 'EXTERNAL_TABLE',
        partitionKeys: catalogColumns(projection.columns),
        parameters: {
          EXTERNAL: 'TRUE',
          classification: storage.classification,
          ...this.projectionProperties(projection),
        },
        storageDescriptor: {
          ...storage.descriptor,
          columns: catalogColumns(storage.columns),
          location: this.locationOf(projection.columns.length > 0 ? '' : projection.template),
        },
      },
    });
    refuseSameTable(this, this.table);
    if (this.database) {
      this.table.node.addDependency(this.database);
    }
    if (props.view) {
      this.viewName = props.view.viewName;
      this.view = this.makeView(props.view, [...storage.columns, ...projection.columns]);
    }
  }

  /**
   * Grants querying the table and the view: reading their definition, and the objects that are their rows.
   *
   * Whoever queries needs a workgroup of Amazon Athena besides, and the bucket of its results. Where AWS Lake Formation governs
   * the database, it decides too.
   *
   * @param grantee who may query
   */
  public grantRead(grantee: iam.IGrantable): iam.Grant {
    const stack = Stack.of(this);
    const arn = (resource: string) => stack.formatArn({ service: 'glue', resource });
    const tables = [this.tableName, ...(this.viewName ? [this.viewName] : [])];
    return grantReadOf(grantee, {
      bucket: this.bucket,
      prefixes: this.ingest.files.classes.map(({ prefix }) => `${rootKey(this.ingest.accessPoint)}${prefix}`),
      catalogArns: [
        arn('catalog'),
        arn(`database/${this.databaseName}`),
        ...tables.map((name) => arn(`table/${this.databaseName}/${name}`)),
      ],
      region: stack.region,
    });
  }

  private makeView(view: KafkaRecordsViewOptions, columns: Parameters<typeof recordsView>[2]): CfnTable {
    const made = recordsView(this, [this.databaseName, this.tableName], columns, view);
    const resource = new CfnTable(this, idOf('View', view.viewName), {
      catalogId: Stack.of(this).account,
      databaseName: this.databaseName,
      tableInput: {
        name: view.viewName,
        description: `Fields of the values in ${this.tableName}`,
        tableType: 'VIRTUAL_VIEW',
        parameters: { presto_view: 'true', comment: 'Presto View' },
        viewOriginalText: prestoView(made, this.databaseName),
        viewExpandedText: '/* Presto View */',
        storageDescriptor: { columns: catalogColumns(made.columns), serdeInfo: {} },
      },
    });
    refuseSameTable(this, resource);
    resource.node.addDependency(this.table);
    return resource;
  }

  private projectionProperties({ columns, template }: Projection): Record<string, string> {
    if (columns.length === 0) {
      return {};
    }
    const properties = columns.flatMap(({ name, properties: ends }) =>
      Object.entries(ends).map(([end, value]) => [`projection.${name}.${end}`, value]),
    );
    return {
      'projection.enabled': 'true',
      ...Object.fromEntries(properties),
      'storage.location.template': this.locationOf(template),
    };
  }

  private locationOf(below: string): string {
    return `s3://${this.bucket.bucketName}/${rootKey(this.ingest.accessPoint)}${below}`;
  }
}

function ingestOf(scope: Construct, { ingest }: KafkaRecordsTableProps): IngestOfApp {
  const known = ingestsOf(scope).find(({ construct }) => construct === ingest);
  if (!known) {
    throw constructError(scope, `ingest '${ingest.node.path}' belongs to another app: give one of this app`);
  }
  if (!known.files.format._holdsWholeRecords) {
    throw constructError(
      scope,
      `ingest '${ingest.node.path}' writes bare values (RecordFormat.value()), which are no rows of one table: give it 'format' RecordFormat.envelope() or RecordFormat.parquet()`,
    );
  }
  return known;
}

function bucketOf(scope: Construct, { construct, accessPoint }: IngestOfApp): s3.IBucket {
  const bucket = accessPoint.fileSystem.sourceBucket;
  if (!bucket) {
    throw constructError(
      scope,
      `the bucket behind ingest '${construct.node.path}' is not known, and its objects are the rows of the table: give 'bucket' (and 'prefix', if the file system has one) where the access point or the file system is imported`,
    );
  }
  return bucket;
}

/** The catalog knows a table by its name alone, so that one of another name is another resource. */
function idOf(kind: string, name: string): string {
  return Token.isUnresolved(name) ? kind : `${kind}-${name}`;
}

/** Tables of one stack share a database of one name. */
function databaseOf(scope: Construct, name: string): CfnDatabase {
  if (Token.isUnresolved(name)) {
    throw constructError(
      scope,
      "'databaseName' is a token, so that tables of one database could not be told: give a literal, or 'createDatabase' false for a database that is there",
    );
  }
  const stack = Stack.of(scope);
  const id = `KafkaRecordsDatabase-${name}`;
  return (
    (stack.node.tryFindChild(id) as CfnDatabase | undefined) ??
    new CfnDatabase(stack, id, { catalogId: stack.account, databaseInput: { name } })
  );
}
