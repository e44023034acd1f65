import { Annotations, Token } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { constructError } from '../construct-error';
import { unhidden } from '../contract/hidden-names';
import { MAX_COMPONENT_BYTES, MAX_FIELD_BYTES, MAX_KEY_BYTES, OFFSET_DIGITS } from '../contract/limits';
import { PARTITION_DIGITS } from './file-directory';
import type { FileLayout } from './file-layout';
import { longestExtension, type WrittenFiles } from './written-files';

/**
 * Refuses a topic whose files would all have names that are too long for the file system, or keys that are too long to be
 * exported to the bucket. Warns of a topic if that depends on the keys and headers of its records: the handler does
 * not write records whose names are too long.
 *
 * @param directory the bucket key of the directory that the size classes' directories are in
 */
export function checkFileNames(scope: Construct, topic: string, files: WrittenFiles, directory: string): void {
  if (Token.isUnresolved(topic)) {
    return;
  }
  const root = Token.isUnresolved(directory) ? 0 : Buffer.byteLength(directory);
  const least = longestOfAll(topic, files, root, 1);
  if (least.name > MAX_COMPONENT_BYTES) {
    const longest = topic.length - (least.name - MAX_COMPONENT_BYTES);
    throw constructError(
      scope,
      `topic '${topic}' makes file names of ${least.name} bytes (topic, partition, offset, extension, and what 'layout' adds), and a file system takes ${MAX_COMPONENT_BYTES}: use ${longest < 2 ? '' : `a topic of at most ${longest} characters, or `}a layout with shorter names`,
    );
  }
  if (least.key > MAX_KEY_BYTES) {
    throw constructError(
      scope,
      `topic '${topic}' makes keys of ${least.key} bytes below '${directory}', and a key has ${MAX_KEY_BYTES} at most, longer ones are never exported: shorten the topic, the root directory, the prefixes or the layout's directories`,
    );
  }
  const most = longestOfAll(topic, files, root);
  if (most.name > MAX_COMPONENT_BYTES || most.key > MAX_KEY_BYTES) {
    Annotations.of(scope).addWarningV2(
      'cdk-s3files:fileNamesMayBeTooLong',
      `topic '${topic}' makes file names of up to ${most.name} bytes and keys of up to ${most.key}, where a file system takes ${MAX_COMPONENT_BYTES} and ${MAX_KEY_BYTES}, if keys and headers of its records are long: make sure that they are short, records with longer ones can never be written, and 'unwritableRecords' decides what becomes of them`,
    );
  }
}

/** The longest names that any size class may have. */
function longestOfAll(topic: string, files: WrittenFiles, root: number, fieldBytes?: number) {
  const names = files.classes.map(({ prefix, layout }) =>
    longestNames(topic, layout, files, root + prefix.length, fieldBytes),
  );
  return {
    name: Math.max(...names.map(({ name }) => name)),
    key: Math.max(...names.map(({ key }) => key)),
  };
}

/**
 * The bytes of the longest file name and of the longest key.
 *
 * @param outer the bytes of the directories that the layout's are in, in the bucket
 * @param fieldBytes those of a key or a header's value
 */
export function longestNames(
  topic: string,
  layout: FileLayout,
  files: WrittenFiles,
  outer: number,
  fieldBytes = MAX_FIELD_BYTES,
): { readonly name: number; readonly key: number } {
  const coordinates = unhidden(topic).length + 1 + PARTITION_DIGITS + 1 + OFFSET_DIGITS;
  const name = layout._extraNameBytes(fieldBytes) + coordinates + longestExtension(layout, files);
  return { name, key: outer + layout._directoryBytes(topic, fieldBytes) + name };
}
