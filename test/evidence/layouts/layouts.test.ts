import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { useMount } from '../../handlers/support/mount';
import { layoutsPage } from './layouts-page';

const PAGE = join(__dirname, '../../../docs/evidence/layouts.md');

useMount();

// With this variable the page is written instead: UPDATE_LAYOUTS=1 npx jest test/evidence/layouts/layouts.test
test('the page of layouts shows the files that the handler writes (if not: UPDATE_LAYOUTS=1 rewrites it)', async () => {
  const page = await layoutsPage();
  if (process.env.UPDATE_LAYOUTS) {
    writeFileSync(PAGE, page);
  }
  expect(readFileSync(PAGE, 'utf8')).toBe(page);
});
