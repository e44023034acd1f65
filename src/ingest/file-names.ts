import { Token } from 'aws-cdk-lib/core';
import type { RecordFormat } from './record-format';

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-files-quotas.html
const MAX_COMPONENT_BYTES = 255;
const MAX_KEY_BYTES = 1024;

const PARTITION_DIGITS = 6;
const OFFSET_DIGITS = 20;
const DATE_AND_HOUR = 'yyyy/MM/dd/HH/'.length;
const SHARD = '255/'.length;

/**
 * Refuses a topic whose files could not be named, or would never be exported to the bucket.
 *
 * @param directory the bucket key of the directory that the size classes' directories are in
 */
export function validateFileNames(topic: string, format: RecordFormat, directory: string, prefixes: string[]): void {
  if (Token.isUnresolved(topic) || Token.isUnresolved(directory)) {
    return;
  }
  const partition = topic.length + 1 + PARTITION_DIGITS;
  const name = partition + 1 + OFFSET_DIGITS + format.extension.length;
  if (name > MAX_COMPONENT_BYTES) {
    throw new Error(
      `topic '${topic}' makes file names of up to ${name} bytes (topic, partition, offset, extension), and a file system takes ${MAX_COMPONENT_BYTES}: use a topic of at most ${topic.length - (name - MAX_COMPONENT_BYTES)} characters`,
    );
  }
  const longest = Math.max(...prefixes.map((prefix) => prefix.length));
  const key = Buffer.byteLength(directory) + longest + DATE_AND_HOUR + partition + 1 + SHARD + name;
  if (key > MAX_KEY_BYTES) {
    throw new Error(
      `topic '${topic}' makes keys of up to ${key} bytes below '${directory}', and a key has ${MAX_KEY_BYTES} at most, longer ones are never exported: shorten the topic, the root directory or the prefixes`,
    );
  }
}
