/**
 * Stands in for `apis/index.js` of the Kafka client in the bundle (a plugin of the bundler): the calls of Kafka's protocol
 * that a producer without transactions makes, in all versions that the client knows. It takes the newest that the
 * cluster knows too, by these names.
 */
export {
  createPromisifiedCallback,
  kCallbackPromise,
} from '../../node_modules/@platformatic/kafka/dist/apis/callbacks.js';
export * as apiVersionsV1 from '../../node_modules/@platformatic/kafka/dist/apis/metadata/api-versions-v1.js';
export * as metadataV0 from '../../node_modules/@platformatic/kafka/dist/apis/metadata/metadata-v0.js';
export * as metadataV1 from '../../node_modules/@platformatic/kafka/dist/apis/metadata/metadata-v1.js';
export * as metadataV2 from '../../node_modules/@platformatic/kafka/dist/apis/metadata/metadata-v2.js';
export * as metadataV3 from '../../node_modules/@platformatic/kafka/dist/apis/metadata/metadata-v3.js';
export * as metadataV4 from '../../node_modules/@platformatic/kafka/dist/apis/metadata/metadata-v4.js';
export * as metadataV5 from '../../node_modules/@platformatic/kafka/dist/apis/metadata/metadata-v5.js';
export * as metadataV6 from '../../node_modules/@platformatic/kafka/dist/apis/metadata/metadata-v6.js';
export * as metadataV7 from '../../node_modules/@platformatic/kafka/dist/apis/metadata/metadata-v7.js';
export * as metadataV8 from '../../node_modules/@platformatic/kafka/dist/apis/metadata/metadata-v8.js';
export * as metadataV9 from '../../node_modules/@platformatic/kafka/dist/apis/metadata/metadata-v9.js';
export * as metadataV10 from '../../node_modules/@platformatic/kafka/dist/apis/metadata/metadata-v10.js';
export * as metadataV11 from '../../node_modules/@platformatic/kafka/dist/apis/metadata/metadata-v11.js';
export * as metadataV12 from '../../node_modules/@platformatic/kafka/dist/apis/metadata/metadata-v12.js';
export * as initProducerIdV0 from '../../node_modules/@platformatic/kafka/dist/apis/producer/init-producer-id-v0.js';
export * as initProducerIdV1 from '../../node_modules/@platformatic/kafka/dist/apis/producer/init-producer-id-v1.js';
export * as initProducerIdV2 from '../../node_modules/@platformatic/kafka/dist/apis/producer/init-producer-id-v2.js';
export * as initProducerIdV3 from '../../node_modules/@platformatic/kafka/dist/apis/producer/init-producer-id-v3.js';
export * as initProducerIdV4 from '../../node_modules/@platformatic/kafka/dist/apis/producer/init-producer-id-v4.js';
export * as initProducerIdV5 from '../../node_modules/@platformatic/kafka/dist/apis/producer/init-producer-id-v5.js';
export * as produceV3 from '../../node_modules/@platformatic/kafka/dist/apis/producer/produce-v3.js';
export * as produceV4 from '../../node_modules/@platformatic/kafka/dist/apis/producer/produce-v4.js';
export * as produceV5 from '../../node_modules/@platformatic/kafka/dist/apis/producer/produce-v5.js';
export * as produceV6 from '../../node_modules/@platformatic/kafka/dist/apis/producer/produce-v6.js';
export * as produceV7 from '../../node_modules/@platformatic/kafka/dist/apis/producer/produce-v7.js';
export * as produceV8 from '../../node_modules/@platformatic/kafka/dist/apis/producer/produce-v8.js';
export * as produceV9 from '../../node_modules/@platformatic/kafka/dist/apis/producer/produce-v9.js';
export * as produceV10 from '../../node_modules/@platformatic/kafka/dist/apis/producer/produce-v10.js';
export * as produceV11 from '../../node_modules/@platformatic/kafka/dist/apis/producer/produce-v11.js';
export * as saslAuthenticateV0 from '../../node_modules/@platformatic/kafka/dist/apis/security/sasl-authenticate-v0.js';
export * as saslAuthenticateV1 from '../../node_modules/@platformatic/kafka/dist/apis/security/sasl-authenticate-v1.js';
export * as saslAuthenticateV2 from '../../node_modules/@platformatic/kafka/dist/apis/security/sasl-authenticate-v2.js';
export * as saslHandshakeV1 from '../../node_modules/@platformatic/kafka/dist/apis/security/sasl-handshake-v1.js';
