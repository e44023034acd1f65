import { join } from 'node:path';
import { runOnNode24 } from '../support/on-node24';

runOnNode24('drill', join(__dirname, 'run.ts'), process.argv.slice(2));
