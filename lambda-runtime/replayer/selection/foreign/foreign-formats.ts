import type { SourceFormatSetting } from '../../../../src/contract/source-format';
import { aivenFormat } from './aiven-format';
import { confluentFormat } from './confluent-format';
import { filesFormat } from './files-format';
import type { ForeignFormat } from './foreign-format';
import { mskDataDeliveryFormat } from './msk-data-delivery-format';
import { patternFormat } from './pattern-format';

/** @returns undefined for the files of this library */
export function foreignFormat(setting: SourceFormatSetting): ForeignFormat | undefined {
  switch (setting) {
    case 's3files':
    case 'unwritable':
      return undefined;
    case 'files':
      return filesFormat;
    case 'confluent':
      return confluentFormat;
    case 'aiven':
      return aivenFormat;
    case 'mskDataDelivery':
      return mskDataDeliveryFormat;
    default:
      return patternFormat(setting);
  }
}
