import { splitSuffix } from '../../../records/compression';
import type { ForeignFormat } from './foreign-format';
import { everyLine } from './lines';
import { nameOfThree } from './name-of-three';

// `<topic>+<partition>+<first offset>.<format>`, with the plus sign that `file.delim` is by default:
// https://docs.confluent.io/kafka-connectors/s3-sink/current/overview.html#s3-object-names
// Keys and headers, where the sink writes them, stand in files of their own beside it: `….keys.json`, `….headers.json`.
const NAME = /^([A-Za-z0-9._-]{1,249})\+(\d+)\+(\d+)\.(?:json|bin)(?:\.gz)?$/;

/**
 * Files of Confluent's S3 sink connector, in its JSON format or in its format of bytes: both end each value with a line break.
 * https://github.com/confluentinc/kafka-connect-storage-cloud/tree/master/kafka-connect-s3/src/main/java/io/confluent/connect/s3/format
 */
export const confluentFormat: ForeignFormat = {
  parse: (directory, name) => nameOfThree(NAME, name, splitSuffix(name)[1], directory),
  records: (_name, bytes) => everyLine(bytes),
};
