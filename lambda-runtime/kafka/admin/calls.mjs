/**
 * The calls of Kafka's protocol that look at a cluster and change it, in a file of the bundle that only those load who do
 * that. The client's own classes for it would add 100 KB. The versions are spoken by all brokers from Kafka 2.5 to 4, by
 * Amazon MSK and by others that speak Kafka's protocol; where a newer one tells more, both stand here.
 */
export * as consumerGroupDescribeV0 from '../../../node_modules/@platformatic/kafka/dist/apis/admin/consumer-group-describe-v0.js';
export * as createTopicsV5 from '../../../node_modules/@platformatic/kafka/dist/apis/admin/create-topics-v5.js';
export * as deleteTopicsV4 from '../../../node_modules/@platformatic/kafka/dist/apis/admin/delete-topics-v4.js';
export * as describeConfigsV4 from '../../../node_modules/@platformatic/kafka/dist/apis/admin/describe-configs-v4.js';
export * as describeGroupsV5 from '../../../node_modules/@platformatic/kafka/dist/apis/admin/describe-groups-v5.js';
export * as listGroupsV3 from '../../../node_modules/@platformatic/kafka/dist/apis/admin/list-groups-v3.js';
export * as listGroupsV5 from '../../../node_modules/@platformatic/kafka/dist/apis/admin/list-groups-v5.js';
export * as fetchV11 from '../../../node_modules/@platformatic/kafka/dist/apis/consumer/fetch-v11.js';
export * as listOffsetsV4 from '../../../node_modules/@platformatic/kafka/dist/apis/consumer/list-offsets-v4.js';
export * as offsetCommitV7 from '../../../node_modules/@platformatic/kafka/dist/apis/consumer/offset-commit-v7.js';
export * as offsetFetchV5 from '../../../node_modules/@platformatic/kafka/dist/apis/consumer/offset-fetch-v5.js';
export * as findCoordinatorV3 from '../../../node_modules/@platformatic/kafka/dist/apis/metadata/find-coordinator-v3.js';
export * as metadataV8 from '../../../node_modules/@platformatic/kafka/dist/apis/metadata/metadata-v8.js';
export * as metadataV10 from '../../../node_modules/@platformatic/kafka/dist/apis/metadata/metadata-v10.js';
