#!/usr/bin/env node
import { App } from 'aws-cdk-lib';
import { ConfluentDemoStack } from '../lib/confluent-demo-stack';

const app = new App();

new ConfluentDemoStack(app, 'S3FilesConfluentDemo', {
  // Only looking up a VPC by its name needs to know the account; with no context at all the app synthesizes offline.
  env: app.node.tryGetContext('vpcName')
    ? { account: process.env.CDK_DEFAULT_ACCOUNT, region: process.env.CDK_DEFAULT_REGION }
    : undefined,
  vpcName: app.node.tryGetContext('vpcName'),
  confluentSecretArn: app.node.tryGetContext('confluentSecretArn'),
  kafkaBootstrapServer: app.node.tryGetContext('kafkaBootstrapServer'),
  recordFormat: app.node.tryGetContext('recordFormat'),
  ingestRoleName: app.node.tryGetContext('ingestRoleName'),
  alarmEmail: app.node.tryGetContext('alarmEmail'),
  consumerGroups: app.node.tryGetContext('consumerGroups'),
});
