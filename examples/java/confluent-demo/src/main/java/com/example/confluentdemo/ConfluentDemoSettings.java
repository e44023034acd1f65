package com.example.confluentdemo;

/**
 * What the context chooses; every value may be {@code null}.
 *
 * @param vpcName              the name of an existing VPC with private subnets; without it the stack makes a VPC
 * @param confluentSecretArn   the ARN of a secret <code>{"endpoint", "username", "password"}</code>; without it the
 *                             stack makes one to fill in
 * @param kafkaBootstrapServer the cluster's bootstrap server, {@code pkc-….confluent.cloud:9092}
 * @param recordFormat         what a file holds: {@code value} (the record's value as it is) or {@code envelope} (the
 *                             whole record as JSON)
 * @param ingestRoleName       the name of an existing role for the ingest function; without it the stack makes one
 * @param alarmEmail           who gets the alarms by email; without it there is no monitoring
 * @param consumerGroups       the consumer groups, by a name or a pattern, that a restore brings back; with them a restore is
 *                             practised each month
 */
public record ConfluentDemoSettings(
        String vpcName,
        String confluentSecretArn,
        String kafkaBootstrapServer,
        String recordFormat,
        String ingestRoleName,
        String alarmEmail,
        String consumerGroups) {
}
