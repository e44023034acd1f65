export const STACK_NAME = 'Test';
export const STACK_ID = `arn:aws:cloudformation:us-east-1:111111111111:stack/${STACK_NAME}/00000000-0000-0000-0000-000000000000`;

export const PSEUDO_PARAMETERS: Record<string, string> = {
  'AWS::AccountId': '111111111111',
  'AWS::Partition': 'aws',
  'AWS::Region': 'us-east-1',
  'AWS::StackId': STACK_ID,
  'AWS::URLSuffix': 'amazonaws.com',
};
