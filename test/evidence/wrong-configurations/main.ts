/** Tries every wrong configuration and prints what came of it. */
import { attempts, table } from './page';

process.env.CDK_VALIDATION = 'false'; // each configuration is an app of its own

console.log(table(attempts()));
