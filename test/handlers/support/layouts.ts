import { type PerRecordLayout, parseLayout, type SegmentsLayout } from '../../../lambda-runtime/files/layout';

/** One file a record, as the environment would ask for it; what is left out has its default. */
export function perRecord(setting: Record<string, unknown> = {}): PerRecordLayout {
  const layout = parseLayout({ type: 'perRecord', shards: 1, ...setting });
  if (layout.type !== 'perRecord') {
    throw new Error('this is another layout');
  }
  return layout;
}

export function segments(setting: Record<string, unknown> = {}): SegmentsLayout {
  const layout = parseLayout({ type: 'segments', maxBytes: 8_388_608, ...setting });
  if (layout.type !== 'segments') {
    throw new Error('this is another layout');
  }
  return layout;
}
