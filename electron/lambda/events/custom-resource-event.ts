import { z } from 'zod';
import { boundedText, maxArn } from '../../../shared/models/bounds.ts';
import { isLoopback } from '../../engine/aws/network/proxy-bypass.ts';

/** Presigned URLs of S3 are https; only a local test has none. */
const isAllowedUrl = (text: string): boolean => {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
};

/**
 * A request of CloudFormation to a custom resource. The properties are read later: whatever they are, CloudFormation gets
 * an answer.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-requests.html
 */
export const customResourceEventSchema = z.object({
  RequestType: z.enum(['Create', 'Update', 'Delete']),
  ResponseURL: boundedText(8_192).refine(isAllowedUrl, 'ResponseURL is not an https URL.'),
  StackId: boundedText(maxArn).min(1),
  RequestId: boundedText(512).min(1),
  LogicalResourceId: boundedText(512).min(1),
  PhysicalResourceId: boundedText(1_024).min(1).optional(),
  ResourceProperties: z.unknown(),
});

export type CustomResourceEvent = z.infer<typeof customResourceEventSchema>;
