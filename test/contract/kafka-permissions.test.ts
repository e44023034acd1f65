import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { permissionInWords } from '../../src/contract/kafka-permissions';
import { withPermissions } from './kafka-permissions-page';

const PAGE = join(__dirname, '../../docs/reference/kafka-permissions.md');

// With this variable the tables are written instead: UPDATE_KAFKA_PERMISSIONS=1 npx jest test/contract/kafka-permissions
test('the page tells of the rights that each action needs (if not: UPDATE_KAFKA_PERMISSIONS=1 rewrites the tables)', () => {
  const page = withPermissions(readFileSync(PAGE, 'utf8'));
  if (process.env.UPDATE_KAFKA_PERMISSIONS) {
    writeFileSync(PAGE, page);
  }
  expect(readFileSync(PAGE, 'utf8')).toBe(page);
});

test('a right is named with its resource, what does as well, and the action of AWS IAM', () => {
  expect(permissionInWords('describeTopic', 'orders')).toBe(
    "DESCRIBE on the topic 'orders' (kafka-cluster:DescribeTopic with IAM)",
  );
  expect(permissionInWords('writeIdempotently')).toBe(
    'WRITE on any topic, or IDEMPOTENT_WRITE on the cluster (kafka-cluster:WriteDataIdempotently with IAM)',
  );
});
