import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { REPOSITORY } from '../../../local/process/places';
import { PRICES } from '../../../src/contract/prices';
import { DEFAULT_PRICES } from '../../../src/monitoring/prices';
import { alarmTable, costTable } from './page';
import { countedApps } from './watched-apps';

const PAGE = join(REPOSITORY, 'docs/how-to/monitor.md');

// With this variable the page is written instead: UPDATE_MONITORING=1 npx jest test/evidence/monitoring
test.each([
  ['alarms', () => alarmTable()],
  ['cost', () => costTable(countedApps())],
])('the page has the %s of the templates (if not: UPDATE_MONITORING=1 rewrites it)', (part, make) => {
  const page = readFileSync(PAGE, 'utf8');
  const place = new RegExp(`(<!-- ${part}: generated -->\\n\\n)[\\s\\S]*?(\\n?<!-- end of the ${part} -->)`);
  expect(page).toMatch(place);
  const written = page.replace(place, (_, begin: string) => `${begin}${make()}\n\n<!-- end of the ${part} -->`);
  if (process.env.UPDATE_MONITORING) {
    writeFileSync(PAGE, written);
  }
  expect(readFileSync(PAGE, 'utf8')).toBe(written);
});

test('the dashboard calculates with the prices of the page of costs', () => {
  const { asOf, ...prices } = DEFAULT_PRICES;
  expect(prices).toEqual({
    fastStorageGigabyteMonth: PRICES.fastStorage.value,
    writtenGigabyte: PRICES.written.value,
    readGigabyte: PRICES.read.value,
    putRequest: PRICES.put.value,
    pollerUnitHour: PRICES.pollerUnit.value,
    invocation: PRICES.invocation.value,
    functionGigabyteSecond: PRICES.compute.value,
  });
  const days = Object.values(PRICES).map(({ read }) => read);
  expect(asOf).toBe(days.sort().at(-1));
});
