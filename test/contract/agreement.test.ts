import { parseLayout } from '../../lambda-runtime/files/layout';
import {
  Compression,
  DirectoryTimeUnit,
  FileLayout,
  OnMatch,
  SourceFormat,
  Tombstones,
  UnwritableRecords,
} from '../../src';
import { TIME_UNITS } from '../../src/contract/layouts';
import { PARQUET_COMPRESSIONS, TOMBSTONES } from '../../src/contract/record-formats';
import { SOURCE_FORMATS } from '../../src/contract/source-format';
import { ON_MATCH } from '../../src/contract/suppression';
import { UNWRITABLE_RECORDS } from '../../src/contract/unwritable-records';

test.each([
  ['compressions', Object.values(Compression), PARQUET_COMPRESSIONS],
  ['tombstones', Object.values(Tombstones), TOMBSTONES],
  ['fates of unwritable records', Object.values(UnwritableRecords), UNWRITABLE_RECORDS],
  ['fates of suppressed records', Object.values(OnMatch), ON_MATCH],
  ['units of time', Object.values(DirectoryTimeUnit), TIME_UNITS],
])('users choose among the %s that the handler knows', (_, chosen, known) => {
  expect(chosen).toEqual(known);
});

test('users choose among the source formats that the handler knows', () => {
  const chosen = Object.values(SourceFormat).flatMap((format) =>
    format instanceof SourceFormat ? [format._render()] : [],
  );
  expect(chosen).toEqual(SOURCE_FORMATS);
});

test('the directories that the handler takes for absent ones are those of the construct', () => {
  const setting = FileLayout.perRecord()._setting();
  const record = {
    topic: 'orders',
    partition: 3,
    offset: 42,
    timestamp: Date.UTC(2026, 3, 13, 7),
    timestampType: null,
    key: null,
    value: null,
    headers: [],
  };
  const directories = ({ directories }: ReturnType<typeof parseLayout>) => directories.map((part) => part(record));
  expect(directories(parseLayout({ ...setting, directories: undefined }))).toEqual(directories(parseLayout(setting)));
});
