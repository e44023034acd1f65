export {
  AccessPointOptions,
  IS3FilesAccessPoint,
  S3FilesAccessPoint,
  S3FilesAccessPointAttributes,
  S3FilesAccessPointProps,
} from './file-system/access-point';
export { Acl, PosixUser } from './file-system/access-point-identity';
export { S3FilesFileSystem, S3FilesFileSystemProps } from './file-system/file-system';
export { IS3FilesFileSystem } from './file-system/file-system-base';
export { S3FilesFileSystemGrants } from './file-system/grants';
export {
  ImportDataRule,
  ImportDataRuleTrigger,
  SynchronizationConfiguration,
  SynchronizationMode,
} from './file-system/import-data-rule';
export { S3FilesFileSystemAttributes } from './file-system/imported-file-system';
export { IpAddressType, VpcConfiguration } from './file-system/mount-targets';
export { S3FilesSynchronization, S3FilesSynchronizationProps } from './file-system/synchronization';
export { FileLayout, PerRecordLayoutOptions } from './ingest/file-layout';
export { KafkaEventSourceOptions } from './ingest/kafka-event-source-options';
export { KafkaToS3FilesIngest, KafkaToS3FilesIngestProps } from './ingest/kafka-to-s3-files-ingest';
export { RecordFormat, ValueExtension, ValueFormatOptions } from './ingest/record-format';
export { SizeClass } from './ingest/size-class';
export { KafkaAuthentication } from './kafka/authentication';
export { ConfluentCloudClusterProps, KafkaCluster, KafkaEventSource } from './kafka/cluster';
export { FunctionMountOptions } from './mounting/function-mount';
export { MountAccess } from './mounting/mount-access';
export { MountedFunctionProps } from './mounting/mounted-function';
export { S3FilesReplayer, S3FilesReplayerProps } from './replayer/s3-files-replayer';
