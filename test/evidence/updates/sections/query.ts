import {
  DirectoryTimeUnit,
  FileDirectory,
  FileLayout,
  KafkaRecordsTable,
  type KafkaRecordsTableProps,
  type KafkaRecordsViewOptions,
  KafkaToS3FilesIngest,
  type RecordsViewColumn,
  RecordsViewColumnType,
} from '../../../../src';
import { type Change, section } from '../section';
import type { World } from '../world';

function ingestOf(world: World, id: string): KafkaToS3FilesIngest {
  return new KafkaToS3FilesIngest(world.stack, id, {
    vpc: world.vpc,
    cluster: world.cluster(),
    topic: id.toLowerCase(),
    layout: FileLayout.segments({
      directories: [FileDirectory.header('tenant'), FileDirectory.time(DirectoryTimeUnit.HOUR)],
    }),
  });
}

function build(world: World, props: Partial<KafkaRecordsTableProps>): void {
  const names = { databaseName: 'events', tableName: 'orders' };
  const ingest = props.ingest ?? ingestOf(world, 'Orders');
  new KafkaRecordsTable(world.stack, 'Table', { ...names, ...props, ingest });
}

const VIEW: KafkaRecordsViewOptions = { viewName: 'orders_view', columns: [{ name: 'id' }] };
const to = (after: Partial<KafkaRecordsTableProps>, note?: string): Change<KafkaRecordsTableProps> => ({
  after: () => after,
  note,
});

const table = section<KafkaRecordsTableProps>({
  heading: 'KafkaRecordsTable',
  lead: 'A table is a description of files, which stay as they are whatever becomes of it.',
  struct: 'KafkaRecordsTableProps',
  build,
  changes: {
    ingest: {
      how: 'another ingest',
      before: (world) => ({ ingest: [ingestOf(world, 'Orders'), ingestOf(world, 'Payments')][0] }),
      after: (world) => ({ ingest: [ingestOf(world, 'Orders'), ingestOf(world, 'Payments')][1] }),
    },
    databaseName: to({ databaseName: 'others' }, 'Queries need the new name'),
    tableName: to({ tableName: 'orders_2' }, 'Queries need the new name'),
    createDatabase: to({ createDatabase: false }, 'The database is deleted, with all that is in it'),
    description: to({ description: 'Orders' }),
    startTime: to({ startTime: new Date('2026-01-01T00:00:00Z') }),
    directoryValues: to({ directoryValues: { header_tenant: ['acme', 'no-tenant'] } }),
    view: to({ view: VIEW }),
  },
});

const view = section<KafkaRecordsViewOptions>({
  heading: 'A view of fields (`view` of KafkaRecordsTable)',
  struct: 'KafkaRecordsViewOptions',
  base: () => VIEW,
  build: (world, options) => build(world, { view: options }),
  changes: {
    viewName: { after: () => ({ viewName: 'fields' }), note: 'Queries need the new name' },
    columns: { after: () => ({ columns: [{ name: 'id' }, { name: 'total' }] }) },
  },
});

const column = section<RecordsViewColumn>({
  heading: 'A column of a view (`columns`)',
  struct: 'RecordsViewColumn',
  base: () => ({ name: 'id' }),
  build: (world, options) => build(world, { view: { viewName: 'orders_view', columns: [options] } }),
  changes: {
    name: { after: () => ({ name: 'order_id' }) },
    path: { after: () => ({ path: 'order.id' }) },
    type: { after: () => ({ type: RecordsViewColumnType.BIGINT }) },
  },
});

export const QUERIES = [table, view, column];
