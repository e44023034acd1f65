import type { ProveCase } from './case';
import { kills } from './cases/kills';

/** In the order in which they run. */
export const CASES: readonly ProveCase[] = [kills];
