import type { ProveCase } from './case';
import { faults } from './cases/faults';
import { kills } from './cases/kills';

/** In the order in which they run. */
export const CASES: readonly ProveCase[] = [kills, faults];
