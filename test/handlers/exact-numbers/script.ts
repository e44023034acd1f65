import { recordDirectory } from '../../../lambda-runtime/files/layout';
import { segments } from '../support/layouts';
import { aRecord } from '../support/records';

const LAYOUT = segments({ directories: [{ by: 'field', path: 'ids[0].id' }] });

const [, , ...numbers] = process.argv;
const directories = numbers.map((number) =>
  recordDirectory('', LAYOUT, aRecord({ value: Buffer.from(`{"ids":[{"id":${number}}]}`) })),
);
process.stdout.write(JSON.stringify(directories));
