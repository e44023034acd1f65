import type { Variables } from '../../e2e/replayer/world';

/** The size class of what `writeSource` writes, as the replayer's environment tells it. */
export const STORED: Variables = { SIZE_CLASSES: '[{"name":"small","prefix":"small/"}]' };
