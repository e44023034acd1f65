import type { ForeignFormat } from './foreign-format';
import { linesWithText } from './lines';
import { nameOfThree } from './name-of-three';

// The last part of the default template, `<topic>+<partition>+<first offset>`, with the identifier behind it that the service adds:
// https://docs.aws.amazon.com/msk/latest/developerguide/msk-data-delivery-s3-output-key-template.html
const NAME = /^([A-Za-z0-9._-]{1,249})\+(\d+)\+(\d+)((?:-[A-Za-z0-9]+)*)((?:\.(?!parquet\b|avro\b)[A-Za-z0-9]+)*)$/;

/**
 * Objects of Amazon MSK Data Delivery, by its default template. They hold many records each:
 * https://docs.aws.amazon.com/msk/latest/developerguide/msk-data-delivery-s3-concepts.html
 * The documentation does not tell what stands between two of them, nor how the name tells the compression. Each line is taken for
 * a record, and the first bytes for the compression.
 */
export const mskDataDeliveryFormat: ForeignFormat = {
  parse: (directory, name) => nameOfThree(NAME, name, '.?', directory),
  records: (_name, bytes) => linesWithText(bytes),
};
