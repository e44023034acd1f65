import type { LayoutSetting } from '../../../src/contract/layouts';
import type { SizeClassSetting } from '../../../src/contract/size-classes';
import { VARIABLES } from '../../../src/contract/variables';

/** The layout of the smallest records, as the function is told it. */
export function layoutOf(environment: Record<string, string>): LayoutSetting {
  const [small]: SizeClassSetting[] = JSON.parse(environment[VARIABLES.sizeClasses] ?? '[]');
  return small?.layout ?? JSON.parse(environment[VARIABLES.layout] ?? 'null');
}
