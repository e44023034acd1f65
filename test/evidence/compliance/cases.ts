import type { Case } from './case';
import { FILE_SYSTEM_CASES } from './cases/file-system';
import { KAFKA_CASES } from './cases/kafka';
import { MOUNTING_CASES } from './cases/mounting';
import { PIPELINE_CASES } from './cases/pipeline';

/** Every construct of the library in a template. */
export const CASES: readonly Case[] = [...FILE_SYSTEM_CASES, ...MOUNTING_CASES, ...PIPELINE_CASES, ...KAFKA_CASES];
