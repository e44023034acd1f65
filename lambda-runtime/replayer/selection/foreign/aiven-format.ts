import { splitSuffix } from '../../../records/compression';
import { aivenRecords } from './aiven-records';
import type { ForeignFormat } from './foreign-format';
import { nameOfThree } from './name-of-three';

// The default template is `{{topic}}-{{partition}}-{{start_offset}}`, with the suffix of the compression; a topic may have dashes too:
// https://github.com/Aiven-Open/cloud-storage-connectors-for-apache-kafka/blob/main/s3-sink-connector/README.md#file-name-format
const NAME = /^([A-Za-z0-9._-]{1,249})-(\d{1,20})-(\d{1,20})(?:\.gz|\.zst)?$/;

/** Files of Aiven's S3 sink connector for Apache Kafka. */
export const aivenFormat: ForeignFormat = {
  parse: (_directory, name) => nameOfThree(NAME, name, splitSuffix(name)[1]),
  records: (_name, bytes) => aivenRecords(bytes),
};
