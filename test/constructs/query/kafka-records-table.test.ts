import { Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { App, Size, type Stack, Token } from 'aws-cdk-lib/core';
import {
  DirectoryTimeUnit,
  FileDirectory,
  FileLayout,
  KafkaRecordsTable,
  type KafkaRecordsTableProps,
  KafkaToS3FilesIngest,
  type KafkaToS3FilesIngestProps,
  RecordFormat,
  RecordsViewColumnType,
  S3FilesAccessPoint,
} from '../../../src';
import { newCluster, newStack, newVpc } from '../support/stacks';

/** Any part of a template. */
type Json = ReturnType<typeof JSON.parse>;

let stack: Stack;
beforeEach(() => {
  stack = newStack();
});

function ingestOf(props: Partial<KafkaToS3FilesIngestProps> = {}): KafkaToS3FilesIngest {
  const all = { vpc: newVpc(stack), cluster: newCluster(stack), ...(!props.topics && { topic: 'orders' }), ...props };
  return new KafkaToS3FilesIngest(stack, 'Ingest', all);
}

function tableOf(
  ingest: Partial<KafkaToS3FilesIngestProps> = {},
  props: Partial<KafkaRecordsTableProps> = {},
): KafkaRecordsTable {
  const names = { databaseName: 'events', tableName: 'orders' };
  return new KafkaRecordsTable(stack, 'Table', { ingest: ingestOf(ingest), ...names, ...props });
}

function inputs(): Record<string, Json> {
  const tables = Object.values(Template.fromStack(stack).findResources('AWS::Glue::Table'));
  return Object.fromEntries(tables.map(({ Properties }) => [Properties.TableInput.Name, Properties.TableInput]));
}

const parametersOf = () => inputs().orders?.Parameters ?? {};
const segmentsIn = (...directories: FileDirectory[]) => ({ layout: FileLayout.segments({ directories }) });
const { HOUR, DAY } = DirectoryTimeUnit;
const small = { name: 'small', prefix: 'small/', sizeLessThan: Size.kibibytes(1) };

describe('a table of the default layout', () => {
  test('has size class and hour as columns, which Athena works out', () => {
    const { partitionColumns } = tableOf();
    expect(partitionColumns).toEqual(['size_class', 'dt']);
    const { Parameters, PartitionKeys } = inputs().orders ?? {};
    expect(PartitionKeys).toEqual([
      { Name: 'size_class', Type: 'string' },
      { Name: 'dt', Type: 'string' },
    ]);
    const { 'storage.location.template': template, ...others } = Parameters;
    expect(others).toEqual({
      EXTERNAL: 'TRUE',
      classification: 'json',
      'projection.enabled': 'true',
      'projection.size_class.type': 'enum',
      'projection.size_class.values': 'small,large',
      'projection.dt.type': 'date',
      'projection.dt.format': 'yyyy/MM/dd/HH',
      'projection.dt.range': '2020/01/01/00,NOW+1DAYS',
      'projection.dt.interval': '1',
      'projection.dt.interval.unit': 'HOURS',
    });
    const bucket = Match.stringLikeRegexp('Bucket');
    Template.fromStack(stack).hasResourceProperties('AWS::Glue::Table', {
      TableInput: {
        Parameters: {
          'storage.location.template': {
            'Fn::Join': ['', ['s3://', { Ref: bucket }, `/events/\${size_class}/\${dt}/`]],
          },
        },
        StorageDescriptor: { Location: { 'Fn::Join': ['', ['s3://', { Ref: bucket }, '/events/']] } },
      },
    });
  });

  test('reads envelopes, of which each field is a column', () => {
    tableOf();
    const { StorageDescriptor } = inputs().orders ?? {};
    expect(StorageDescriptor.SerdeInfo.SerializationLibrary).toBe('org.openx.data.jsonserde.JsonSerDe');
    expect(StorageDescriptor.Columns.map(({ Name }: { Name: string }) => Name)).toEqual([
      ...['topic', 'partition', 'offset', 'timestamp', 'timestamp_type', 'key', 'value', 'headers'],
    ]);
  });

  test('reads Parquet by its own columns', () => {
    tableOf({ format: RecordFormat.parquet() });
    const { StorageDescriptor, Parameters } = inputs().orders ?? {};
    expect(Parameters.classification).toBe('parquet');
    expect(StorageDescriptor).toMatchObject({
      InputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat',
      Columns: expect.arrayContaining([{ Name: 'value_binary', Type: 'binary' }]),
    });
  });

  test('makes its database once a stack, before the tables in it', () => {
    const ingest = ingestOf();
    const names = ['orders', 'payments', 'others'];
    const [orders, payments, others] = names.map(
      (tableName, index) =>
        new KafkaRecordsTable(stack, tableName, {
          ...{ ingest, tableName, databaseName: 'events' },
          ...(index === 2 && { createDatabase: false, databaseName: 'elsewhere' }),
        }),
    );
    expect(orders?.database).toBe(payments?.database);
    expect(others?.database).toBeUndefined();
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::Glue::Database', 1);
    template.hasResource('AWS::Glue::Table', {
      Properties: { TableInput: { Name: 'payments' } },
      DependsOn: [stack.getLogicalId(orders?.database as never)],
    });
  });
});

describe('columns for directories', () => {
  test.each<[string, FileDirectory[], Partial<KafkaRecordsTableProps>, Record<string, string>]>([
    [
      'as Hive has them are year, month, day and hour',
      [FileDirectory.hiveTime(HOUR), FileDirectory.topicPartition()],
      {},
      {
        'projection.year.type': 'date',
        'projection.year.format': 'yyyy',
        'projection.year.range': '2020,NOW+1DAYS',
        'projection.year.interval.unit': 'YEARS',
        'projection.month.range': '1,12',
        'projection.day.range': '1,31',
        'projection.hour.type': 'integer',
        'projection.hour.range': '0,23',
        'projection.hour.digits': '2',
        'storage.location.template': `\${size_class}/year=\${year}/month=\${month}/day=\${day}/hour=\${hour}/`,
      },
    ],
    [
      'in another time zone begin a day earlier',
      [FileDirectory.time(DAY, 'America/New_York')],
      { startTime: new Date('2026-03-01T00:00:00Z') },
      { 'projection.dt.range': '2026/02/28,NOW+1DAYS', 'projection.dt.interval.unit': 'DAYS' },
    ],
    [
      'by topic have the topics of the ingest',
      [FileDirectory.topic(), FileDirectory.time(DAY)],
      {},
      {
        'projection.topic_directory.type': 'enum',
        'projection.topic_directory.values': 'orders',
        'storage.location.template': `\${size_class}/\${topic_directory}/\${dt}/`,
      },
    ],
    [
      'by header and field in front have the values that a query names',
      [
        FileDirectory.literal('v1'),
        FileDirectory.header('Tenant-Id'),
        FileDirectory.field('a.b'),
        FileDirectory.time(DAY),
      ],
      {},
      {
        'projection.header_tenant_id.type': 'injected',
        'projection.field_a_b.type': 'injected',
        'storage.location.template': `\${size_class}/v1/\${header_tenant_id}/\${field_a_b}/\${dt}/`,
      },
    ],
    [
      'by key have the values that are given',
      [FileDirectory.key(), FileDirectory.time(DAY)],
      { directoryValues: { key_directory: ['a%2Fb', 'no-key'] } },
      { 'projection.key_directory.type': 'enum', 'projection.key_directory.values': 'a%2Fb,no-key' },
    ],
    [
      'at the end are none where no values are given',
      [FileDirectory.time(DAY), FileDirectory.key(), FileDirectory.literal('v1')],
      {},
      { 'storage.location.template': `\${size_class}/\${dt}/` },
    ],
    [
      'at the end are some where values are given',
      [FileDirectory.time(DAY), FileDirectory.literal('v1'), FileDirectory.key(), FileDirectory.partition()],
      { directoryValues: { key_directory: ['a'] } },
      { 'storage.location.template': `\${size_class}/\${dt}/v1/\${key_directory}/` },
    ],
  ])('%s', (_, directories, props, expected) => {
    tableOf(segmentsIn(...directories), props);
    const parameters = parametersOf();
    const template = parameters['storage.location.template']['Fn::Join'][1].at(-1).replace('/events/', '');
    expect({ ...parameters, 'storage.location.template': template }).toMatchObject(expected);
  });

  test('are none where there is one class and no directory that tells anything', () => {
    const { partitionColumns } = tableOf({
      sizeClasses: [{ name: 'all', prefix: 'all/' }],
      ...segmentsIn(FileDirectory.topicPartition()),
    });
    expect(partitionColumns).toEqual([]);
    expect(parametersOf()).toEqual({ EXTERNAL: 'TRUE', classification: 'json' });
    expect(inputs().orders?.StorageDescriptor.Location['Fn::Join'][1].at(-1)).toBe('/events/all/');
  });
});

describe('refused', () => {
  test.each<[string, Partial<KafkaToS3FilesIngestProps>, Partial<KafkaRecordsTableProps>, string]>([
    [
      'bare values',
      { format: RecordFormat.value() },
      {},
      "ingest 'Stack/Ingest' writes bare values (RecordFormat.value())",
    ],
    [
      'partitions in front of hours',
      segmentsIn(FileDirectory.topicPartition(), FileDirectory.time(HOUR)),
      {},
      "the layout has the directory 'topicPartition' in front of others by which queries choose, and its names cannot be worked out: FileDirectory.time, .hiveTime, .topic and .literal can stand in front",
    ],
    [
      'classes with different directories',
      { sizeClasses: [small, { name: 'large', prefix: 'large/', ...segmentsIn(FileDirectory.time(DAY)) }] },
      {},
      "size classes 'small' and 'large' have layouts with different directories, and a table has one scheme",
    ],
    [
      'values for a column that has others',
      segmentsIn(FileDirectory.time(DAY)),
      { directoryValues: { dt: ['2026'] } },
      "'directoryValues' has 'dt', which is no column for a directory by key, header or field: the columns for directories are 'size_class', 'dt'",
    ],
    [
      'two directories of one column',
      segmentsIn(FileDirectory.time(DAY), FileDirectory.time(HOUR)),
      {},
      "two directories of the layout would be the column 'dt'",
    ],
    [
      'a value that no directory is named',
      segmentsIn(FileDirectory.key(), FileDirectory.time(DAY)),
      { directoryValues: { key_directory: ['a/b'] } },
      "'directoryValues' has 'a/b' for 'key_directory', which no directory is named",
    ],
    ['a name in capitals', {}, { tableName: 'Orders' }, "'tableName' is 'Orders', which is no name for Amazon Athena"],
    ['a name with a hyphen', {}, { databaseName: 'my-events' }, "'databaseName' is 'my-events', which is no name"],
    ['no ingest', {}, { ingest: 5 as never }, 'ingest is 5: give a KafkaToS3FilesIngest'],
    ['a time that is none', {}, { startTime: new Date('soon') }, "'startTime' is a Date that is no time"],
    [
      'a number among values',
      {},
      { directoryValues: { key_directory: [5] } as never },
      "directoryValues.key_directory has 5: give the list of values of 'key_directory'",
    ],
    ['a day as text', {}, { startTime: '2026-01-01' as never }, 'startTime is "2026-01-01": give a Date'],
    [
      'a time before all directories',
      {},
      { startTime: new Date('1960-01-01') },
      "'startTime' is 1960-01-01T00:00:00.000Z, and directories have days from 1970 to 9999",
    ],
    [
      'a database that is a token, to be made',
      {},
      { databaseName: Token.asString({ Ref: 'Name' }) },
      "'databaseName' is a token, so that tables of one database could not be told",
    ],
    [
      'a view whose table is a token',
      {},
      { tableName: Token.asString({ Ref: 'Name' }), view: { viewName: 'v', columns: [] } },
      "stand in the view's query, and one of them is a token",
    ],
    ['a view named like the table', {}, { view: { viewName: 'orders', columns: [] } }, "'viewName' is 'orders'"],
    [
      'a path of several fields',
      {},
      { view: { viewName: 'v', columns: [{ name: 'all', path: 'a[*]' }] } },
      "column 'all' of the view has the path 'a[*]', which is none of a field",
    ],
    [
      'a column of the table as one of the view',
      {},
      { view: { viewName: 'v', columns: [{ name: 'topic' }] } },
      "the view has the column 'topic' twice",
    ],
  ])('%s', (_, ingest, props, message) => {
    expect(() => tableOf(ingest, props)).toThrow(message);
  });

  test.each<[string, Partial<KafkaRecordsTableProps>]>([
    ['table', { tableName: 'orders' }],
    ['view', { view: { viewName: 'orders', columns: [] } }],
  ])('a %s of a name that the database has already', (_, props) => {
    const ingest = ingestOf();
    new KafkaRecordsTable(stack, 'First', { ingest, databaseName: 'events', tableName: 'orders' });
    new KafkaRecordsTable(stack, 'Second', { ingest, databaseName: 'events', tableName: 'others', ...props });
    expect(() => App.of(stack)?.synth()).toThrow(
      /'events\.orders' of 'Stack\/(First|Second)' is the name of 'Stack\/(First|Second)\/.*', too/,
    );
  });

  test('no name that two databases have', () => {
    const ingest = ingestOf();
    new KafkaRecordsTable(stack, 'First', { ingest, databaseName: 'events', tableName: 'orders' });
    new KafkaRecordsTable(stack, 'Second', { ingest, databaseName: 'others', tableName: 'orders' });
    expect(() => App.of(stack)?.synth()).not.toThrow();
  });

  test('an ingest whose bucket is not known', () => {
    const accessPoint = S3FilesAccessPoint.fromAccessPointAttributes(stack, 'Imported', {
      accessPointArn:
        'arn:aws:s3files:eu-central-1:123456789012:file-system/fs-00000000000000001/access-point/fsap-00000000000000001',
    });
    expect(() => tableOf({ accessPoint })).toThrow("the bucket behind ingest 'Stack/Ingest' is not known");
  });
});

describe('a view', () => {
  function viewOf(): { sql: string; columns: { name: string; type: string }[]; input: Json } {
    tableOf(
      { sizeClasses: [{ name: 'all', prefix: 'all/' }] },
      {
        view: {
          viewName: 'orders_view',
          columns: [
            { name: 'id' },
            { name: 'sku', path: "items[0]['stock unit']" },
            { name: 'total', type: RecordsViewColumnType.DOUBLE },
            { name: 'created', path: 'created.at', type: RecordsViewColumnType.TIMESTAMP },
            { name: 'items', type: RecordsViewColumnType.JSON },
          ],
        },
      },
    );
    const input = inputs().orders_view ?? {};
    const [, encoded = ''] = /^\/\* Presto View: (\S+) \*\/$/.exec(input.ViewOriginalText) ?? [];
    const { originalSql, columns, catalog, schema } = JSON.parse(Buffer.from(encoded, 'base64').toString());
    expect([catalog, schema]).toEqual(['awsdatacatalog', 'events']);
    return { sql: originalSql, columns, input };
  }

  test('takes fields out of the values, each as its type, and null where it is none', () => {
    const { sql } = viewOf();
    expect(sql).toContain('SELECT "topic" AS "topic", ');
    expect(sql).toContain('"value" AS "raw_value"');
    expect(sql).toContain('"dt" AS "dt", json_extract_scalar("value", \'$["id"]\') AS "id"');
    expect(sql).toContain('json_extract_scalar("value", \'$["items"][0]["stock unit"]\') AS "sku"');
    expect(sql).toContain('TRY_CAST(json_extract_scalar("value", \'$["total"]\') AS double) AS "total"');
    expect(sql).toContain('json_format(json_extract("value", \'$["items"]\')) AS "items"');
    expect(sql).toMatch(/ FROM "events"\."orders"$/);
  });

  test('tells the same columns to the catalog and to the engine', () => {
    const { columns, input } = viewOf();
    expect(input.TableType).toBe('VIRTUAL_VIEW');
    expect(input.Parameters.presto_view).toBe('true');
    const inCatalog: { Name: string; Type: string }[] = input.StorageDescriptor.Columns;
    expect(inCatalog.map(({ Name }) => Name)).toEqual(columns.map(({ name }) => name));
    expect(Object.fromEntries(inCatalog.map(({ Type }, index) => [Type, columns[index]?.type]))).toEqual({
      string: 'varchar',
      int: 'integer',
      bigint: 'bigint',
      double: 'double',
      timestamp: 'timestamp(3)',
      'array<struct<name:string,value:string>>': 'array(row(name varchar, value varchar))',
    });
  });
});

describe('whoever is granted to read', () => {
  function statements(props: Partial<KafkaToS3FilesIngestProps> = {}): Json[] {
    const role = new iam.Role(stack, 'Analyst', { assumedBy: new iam.AccountRootPrincipal() });
    tableOf(props, { view: { viewName: 'orders_view', columns: [{ name: 'id' }] } }).grantRead(role);
    const policies = Object.entries(Template.fromStack(stack).findResources('AWS::IAM::Policy'));
    return policies.find(([id]) => id.startsWith('Analyst'))?.[1].Properties.PolicyDocument.Statement;
  }

  test('may read this table, this view, and the objects of this ingest, and nothing else', () => {
    const resources = statements();
    expect(resources.map(({ Action }) => Action)).toEqual([
      ['glue:GetDatabase', 'glue:GetTable', 'glue:GetPartition', 'glue:GetPartitions', 'glue:BatchGetPartition'],
      's3:GetObject',
      's3:GetBucketLocation',
      's3:ListBucket',
    ]);
    const [catalog, objects, , listing] = resources.map(({ Resource, Condition }) =>
      JSON.stringify([Resource, Condition]),
    );
    expect(catalog?.match(/:(catalog|database|table)[^"]*/g)).toEqual([
      ':catalog',
      ':database/events',
      ':table/events/orders',
      ':table/events/orders_view',
    ]);
    expect(objects?.match(/\/events[^"]*/g)).toEqual(['/events/small/*', '/events/large/*']);
    expect(listing).toContain('{"s3:prefix":["events/small/*","events/large/*"]}');
    expect(JSON.stringify(resources)).not.toContain('"Resource":"*"');
  });

  test('may decrypt with the key of the bucket, by S3 alone', () => {
    const bucket = new s3.Bucket(stack, 'Bucket', { versioned: true, encryptionKey: new kms.Key(stack, 'Key') });
    const decrypt = statements({ fileSystemOptions: { bucket } }).find(({ Action }) => Action === 'kms:Decrypt');
    expect(decrypt?.Condition.StringEquals).toEqual({
      'kms:ViaService': { 'Fn::Join': ['', ['s3.', { Ref: 'AWS::Region' }, '.amazonaws.com']] },
    });
  });
});
