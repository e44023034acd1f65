import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withActions } from './actions-table';
import { withPayloadTable } from './payload-table';

const PAGE = join(__dirname, '../../docs/reference/payload.md');

// With this variable the table is written instead: UPDATE_PAYLOAD_TABLE=1 npx jest test/contract/payload-table
test('the page of the payload tells of the keys and the actions that the replayer takes (if not: UPDATE_PAYLOAD_TABLE=1 rewrites the table)', () => {
  const page = withActions(withPayloadTable(readFileSync(PAGE, 'utf8')));
  if (process.env.UPDATE_PAYLOAD_TABLE) {
    writeFileSync(PAGE, page);
  }
  expect(readFileSync(PAGE, 'utf8')).toBe(page);
});
