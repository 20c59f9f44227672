import { describe, expect, test } from 'vitest';
import { parseEvent } from './parse-event.ts';

const digest = `sha256:${'a'.repeat(64)}`;
const registry = '111111111111.dkr.ecr.eu-west-1.amazonaws.com';
const request = {
  source_image: `${registry}/team/api@${digest}`,
  destination_repository: `${registry}/copies/api`,
};
const item = {
  kind: 'work-item',
  id: '1',
  source: request.source_image,
  destination: request.destination_repository,
};
const resource = {
  RequestType: 'Create',
  ResponseURL: 'https://bucket.s3.amazonaws.com/response',
  StackId: 'arn:aws:cloudformation:eu-west-1:111111111111:stack/app/1',
  RequestId: '1',
  LogicalResourceId: 'Image',
  ResourceType: 'Custom::EcrImage',
  ResourceProperties: {},
};
const push = {
  version: '0',
  source: 'aws.ecr',
  'detail-type': 'ECR Image Action',
  account: '111111111111',
  region: 'eu-west-1',
  detail: { 'action-type': 'PUSH', result: 'SUCCESS', 'repository-name': 'team/api', 'image-digest': digest },
};

describe('recognizes', () => {
  test.each<[string, object]>([
    ['original-request', request],
    ['work-item', item],
    ['work-item', { status: 'more', id: '1', item, bytes: 5 }],
    ['custom-resource', resource],
    ['image-action', push],
    ['schedule', { source: 'aws.events', 'detail-type': 'Scheduled Event', detail: {} }],
    ['schedule', { source: 'aws.scheduler', 'detail-type': 'Scheduled Event', detail: '{}' }],
  ])('%s', (kind, event) => {
    expect(parseEvent(event).kind).toBe(kind);
  });
});

describe('refuses with a sentence', () => {
  test.each<[string, unknown, string]>([
    ['nothing', undefined, 'This event is none that the function knows'],
    ['an object without a meaning', { hello: 'world' }, 'This event is none that the function knows'],
    ['a missing destination', { source_image: request.source_image }, 'destination_repository: '],
    ['a misspelled field', { ...request, tags: ['1'] }, 'Unrecognized key: "tags"'],
    [
      'a wrong region',
      {
        ...request,
        destination_repository: { account_id: '111111111111', region: 'EU', repository_name: 'a/b' },
      },
      'destination_repository.region: A region has',
    ],
    ['a wrong tag', { ...item, destination_image_tags: ['a b'] }, 'destination_image_tags.0: A tag is'],
    [
      'a response to another protocol',
      { ...resource, ResponseURL: 'file:///etc/passwd' },
      'not an https URL',
    ],
    ['another event of ECR', { ...push, 'detail-type': 'ECR Image Scan' }, 'This event of ECR is not valid.'],
  ])('%s', (_what, event, sentence) => {
    expect(() => parseEvent(event)).toThrow(sentence);
  });
});
