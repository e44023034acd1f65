import type { Construct } from 'constructs';
import { ImportDataRuleTrigger } from '../interfaces/import-data-rule';
import { checkProperties, listOf, OBJECT, objectWith, oneOf, SIZE, STRING } from '../property-check';
import type { SizeClass } from './size-class';

export const SIZE_CLASSES = listOf(OBJECT, "a list of size classes, such as { name: 'all', prefix: 'all/' }");

/** Checks the types of size classes, which not all users have a compiler for. A token is let through. */
export function checkSizeClasses(scope: Construct, sizeClasses: readonly SizeClass[] | undefined): void {
  if (!Array.isArray(sizeClasses)) {
    return;
  }
  for (const sizeClass of sizeClasses) {
    checkProperties<SizeClass>(scope, sizeClass, {
      name: { shape: STRING, required: true },
      prefix: { shape: STRING, required: true },
      sizeLessThan: { shape: SIZE },
      layout: { shape: objectWith('_setting', 'a FileLayout') },
      cacheSizeLessThan: { shape: SIZE },
      cacheTrigger: { shape: oneOf('ImportDataRuleTrigger', ImportDataRuleTrigger) },
    });
  }
}
